import type { CanonicalElement, CanonicalValue, FieldSpec, Side } from './canonical.ts';
import { elementContent, elementKey, elementsOf } from './equality.ts';

type Element = CanonicalElement;
/** What became of an element since the base: there in a new shape, or gone. */
type Change = { readonly set: Element } | 'removed';

export interface ListMergeInput {
  readonly record: CanonicalValue | undefined;
  readonly item: CanonicalValue | undefined;
  readonly baseCrm: CanonicalValue | undefined;
  readonly baseMicrosoft: CanonicalValue | undefined;
  readonly mayWriteCrm: boolean;
  readonly mayWriteMicrosoft: boolean;
  /** Who wins where both sides changed one element and both may be written. */
  readonly winner: Side;
}

export interface ListMerge {
  /** The lists to hold from now on; the same objects as given where nothing changed. */
  readonly record: readonly Element[];
  readonly item: readonly Element[];
  readonly agreedCrm: readonly Element[];
  readonly agreedMicrosoft: readonly Element[];
  readonly conflict: {
    readonly winner: Side;
    readonly kept: readonly Element[];
    readonly lost: readonly Element[];
  } | null;
  /** Changes that were kept from flowing, by the side they were made on. */
  readonly barred: Readonly<Record<Side, boolean>>;
}

/**
 * Merges a list field element by element: what was added, changed or removed on one side happens on the other, and
 * elements that the other side never had stay where they are. Of an element changed here and removed there the
 * change survives. What may not flow, or finds no room, leaves the bases of its elements as they were: it is a change
 * again when it may, or when there is room.
 */
export function mergeList(spec: FieldSpec, input: ListMergeInput): ListMerge {
  const record = elementsOf(input.record);
  const item = elementsOf(input.item);
  const bases = { crm: elementsOf(input.baseCrm), microsoft: elementsOf(input.baseMicrosoft) };
  const changes = {
    crm: changesSince(spec, bases.crm, record),
    microsoft: changesSince(spec, bases.microsoft, item),
  };
  const here = { crm: byKey(spec, record), microsoft: byKey(spec, item) };
  const may = { crm: input.mayWriteCrm, microsoft: input.mayWriteMicrosoft };
  const write = { crm: new Map<string, Change>(), microsoft: new Map<string, Change>() };
  const barredKeys = { crm: new Set<string>(), microsoft: new Set<string>() };
  const kept: Element[] = [];
  const lost: Element[] = [];
  let conflictWinner: Side = input.winner;

  for (const key of new Set([...changes.crm.keys(), ...changes.microsoft.keys()])) {
    const byCrm = changes.crm.get(key);
    const byMicrosoft = changes.microsoft.get(key);
    if (byCrm === 'removed' && byMicrosoft === 'removed') continue;
    const source = sourceOf(byCrm, byMicrosoft, may, input.winner);
    const target: Side = source === 'crm' ? 'microsoft' : 'crm';
    const change = changes[source].get(key);
    if (change === undefined) continue;
    const there = here[target].get(key);
    if (change === 'removed' ? there === undefined : there !== undefined && saysSame(spec, change.set, there))
      continue;
    if (!may[target]) {
      for (const side of ['crm', 'microsoft'] as const) if (changes[side].has(key)) barredKeys[side].add(key);
      continue;
    }
    write[target].set(key, change);
    const other = changes[target].get(key);
    if (change !== 'removed' && other !== undefined && other !== 'removed') {
      conflictWinner = source;
      kept.push(change.set);
      lost.push(other.set);
    }
  }

  const newRecord = applyChanges(spec, record, write.crm, spec.slots?.crm);
  const newItem = applyChanges(spec, item, write.microsoft, spec.slots?.microsoft);
  const waiting = {
    crm: new Set([...barredKeys.crm, ...withoutPlace(spec, write.microsoft, newItem)]),
    microsoft: new Set([...barredKeys.microsoft, ...withoutPlace(spec, write.crm, newRecord)]),
  };
  return {
    record: newRecord,
    item: newItem,
    agreedCrm: revert(spec, newRecord, bases.crm, waiting.crm),
    agreedMicrosoft: revert(spec, newItem, bases.microsoft, waiting.microsoft),
    conflict: kept.length === 0 ? null : { winner: conflictWinner, kept, lost },
    barred: { crm: barredKeys.crm.size > 0, microsoft: barredKeys.microsoft.size > 0 },
  };
}

const byKey = (spec: FieldSpec, elements: readonly Element[]): Map<string, Element> =>
  new Map(
    elements
      .filter((element) => elementContent(spec, element) !== null)
      .map((element) => [elementKey(spec, element), element]),
  );

function changesSince(
  spec: FieldSpec,
  base: readonly Element[],
  now: readonly Element[],
): Map<string, Change> {
  const before = byKey(spec, base);
  const after = byKey(spec, now);
  const changes = new Map<string, Change>();
  for (const [key, element] of after) {
    const old = before.get(key);
    if (old === undefined || elementContent(spec, old) !== elementContent(spec, element)) {
      changes.set(key, { set: element });
    }
  }
  for (const key of before.keys()) if (!after.has(key)) changes.set(key, 'removed');
  return changes;
}

/** Whose change of one element counts. */
function sourceOf(
  byCrm: Change | undefined,
  byMicrosoft: Change | undefined,
  may: Readonly<Record<Side, boolean>>,
  winner: Side,
): Side {
  if (byCrm === undefined) return 'microsoft';
  if (byMicrosoft === undefined) return 'crm';
  if (byCrm === 'removed') return 'microsoft';
  if (byMicrosoft === 'removed') return 'crm';
  if (may.crm === may.microsoft) return winner;
  return may.crm ? 'microsoft' : 'crm';
}

/** The elements that were to be written and found no room. */
function withoutPlace(
  spec: FieldSpec,
  changes: ReadonlyMap<string, Change>,
  written: readonly Element[],
): ReadonlySet<string> {
  const there = byKey(spec, written);
  return new Set(
    [...changes].flatMap(([key, change]) => (change === 'removed' || there.has(key) ? [] : [key])),
  );
}

/** An element laid over another: a null member says nothing. */
const overlay = (under: Element | undefined, over: Element): Element =>
  typeof over === 'string' || under === undefined || typeof under === 'string'
    ? over
    : { ...under, ...Object.fromEntries(Object.entries(over).filter(([, value]) => value !== null)) };

/** Whether writing `over` upon `under` would change nothing that counts. */
const saysSame = (spec: FieldSpec, over: Element, under: Element): boolean =>
  elementContent(spec, overlay(under, over)) === elementContent(spec, under);

/** New elements take the places of removed ones first, so that a replaced first address stays the first. */
function applyChanges(
  spec: FieldSpec,
  elements: readonly Element[],
  changes: ReadonlyMap<string, Change>,
  slots: number | undefined,
): readonly Element[] {
  if (changes.size === 0) return elements;
  const present = byKey(spec, elements);
  const added = [...changes].flatMap(([key, change]) =>
    change !== 'removed' && !present.has(key) ? [change.set] : [],
  );
  const result: Element[] = [];
  for (const element of elements) {
    const change =
      elementContent(spec, element) === null ? undefined : changes.get(elementKey(spec, element));
    if (change === undefined) result.push(element);
    else if (change !== 'removed') result.push(overlay(element, change.set));
    else {
      const replacement = added.shift();
      if (replacement !== undefined) result.push(replacement);
    }
  }
  const room = Math.max(0, (slots ?? Infinity) - result.length);
  const final = [...result, ...added.slice(0, room)];
  const unchanged =
    final.length === elements.length && final.every((element, index) => element === elements[index]);
  return unchanged ? elements : final;
}

/**
 * The base of a side after it returned a list: the elements in which the written list went beyond what was agreed
 * stay as agreed.
 */
export function settledList(
  spec: FieldSpec,
  agreed: readonly Element[],
  written: readonly Element[],
  returned: readonly Element[],
): readonly Element[] {
  return revert(spec, returned, agreed, new Set(changesSince(spec, agreed, written).keys()));
}

/** The list with the given elements as the base had them. */
function revert(
  spec: FieldSpec,
  elements: readonly Element[],
  base: readonly Element[],
  keys: ReadonlySet<string>,
): readonly Element[] {
  if (keys.size === 0) return elements;
  const others = elements.filter((element) => !keys.has(elementKey(spec, element)));
  return [...others, ...base.filter((element) => keys.has(elementKey(spec, element)))];
}
