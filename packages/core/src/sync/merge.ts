import type { Canonical, CanonicalChanges, CanonicalValue, FieldSpec, Side } from './canonical.ts';
import { elementsOf, isEmpty, sameValue, sayTheSame } from './equality.ts';
import { FIELDS } from './fields.ts';
import type { Barrier, Flow } from './flow.ts';
import type { Bases } from './link.ts';
import { mergeList, settledList } from './merge-list.ts';
import type { FieldConflict } from './operation.ts';
import type { ConflictPolicy } from './setup.ts';

export interface MergeInput {
  readonly fields: readonly FieldSpec[];
  readonly flow: (spec: FieldSpec) => Flow;
  readonly record: Canonical;
  readonly item: Canonical;
  /** `null`, or a field absent from it, is a base of nothing: what one side lacks the other fills in. */
  readonly bases: Bases | null;
  readonly winner: Side;
}

/** A change that stays on its side, and why. */
export interface BarredChange {
  readonly field: FieldSpec;
  readonly barrier: Barrier;
}

export interface Merge {
  readonly recordChanges: CanonicalChanges;
  readonly itemChanges: CanonicalChanges;
  readonly conflicts: readonly FieldConflict[];
  readonly agreed: Bases;
  readonly barred: readonly BarredChange[];
}

/** Whose value stands where both sides changed a field; of two changes at the same instant the CRM's. */
export function winnerOf(
  policy: ConflictPolicy,
  recordModifiedAt: string,
  itemModifiedAt: string | null,
): Side {
  if (policy !== 'newest') return policy;
  return itemModifiedAt !== null && Date.parse(itemModifiedAt) > Date.parse(recordModifiedAt)
    ? 'microsoft'
    : 'crm';
}

/**
 * Merges record and item, each against its own base. What changed on one side flows to the other; where both changed,
 * the side that alone may be written yields, else the winner stands, and the losing value is among the conflicts.
 * What may not flow keeps its old bases, and so is a change again on the day when it may.
 */
export function merge(input: MergeInput): Merge {
  const draft: Draft = {
    recordChanges: {},
    itemChanges: {},
    conflicts: [],
    crm: { ...input.bases?.crm },
    microsoft: { ...input.bases?.microsoft },
    barred: [],
  };
  for (const unit of unitsOf(input.fields)) {
    const [first] = unit;
    if (first?.kind === 'list') mergeListField(first, input, draft);
    else mergeUnit(unit, input, draft);
  }
  const { crm, microsoft, ...result } = draft;
  return { ...result, agreed: { crm, microsoft } };
}

/**
 * What a side returned for what was written to it becomes its base; the rest of the base stays, and so do list elements
 * that were written back although they have not flowed to the other side. Times of a series that came out otherwise than
 * written are a change of that side (it begins on a day of its rule), and so is a completed task that goes on as its next
 * occurrence: there the base holds what was written.
 */
export function settled(agreed: Bases, side: Side, written: CanonicalChanges, returned: Canonical): Bases {
  const own: Record<string, CanonicalValue> = { ...agreed[side] };
  for (const name of Object.keys(written)) {
    const value = returned[name];
    const before = own[name];
    if (value === undefined || before === undefined) continue;
    const list = LIST_FIELDS.get(name);
    if (ofSeries(name, returned) || goesOn(name, written, returned)) own[name] = written[name] ?? null;
    else if (list === undefined) own[name] = value;
    else own[name] = settledList(list, elementsOf(before), elementsOf(written[name]), elementsOf(value));
  }
  return { ...agreed, [side]: own };
}

/** List fields have names of their own across modules. */
const LIST_FIELDS: ReadonlyMap<string, FieldSpec> = new Map(
  Object.values(FIELDS)
    .flat()
    .filter(({ kind }) => kind === 'list')
    .map((spec) => [spec.name, spec]),
);

/** The times of a series, which only that side's calendar puts on days of the rule. */
const ofSeries = (name: string, returned: Canonical): boolean =>
  (name === 'start' || name === 'end') && !isEmpty(returned['recurrence']);

/** A repeating task that is completed may go on in the same item, which then is the next occurrence. */
const goesOn = (name: string, written: CanonicalChanges, returned: Canonical): boolean =>
  name === 'status' && written[name] === 'completed' && returned[name] !== 'completed';

/**
 * Whether a side made something of what was written that must be planned as its change: it put a series elsewhere, went on
 * with a task, or noted when a task was closed.
 */
export const isShifted = (agreed: Bases, written: CanonicalChanges, returned: Canonical): boolean =>
  Object.keys(written).some(
    (name) =>
      (ofSeries(name, returned) && written[name] !== returned[name]) || goesOn(name, written, returned),
  ) ||
  (!('closedAt' in written) && (returned['closedAt'] ?? null) !== (agreed.microsoft['closedAt'] ?? null));

interface Draft {
  readonly recordChanges: Record<string, CanonicalValue>;
  readonly itemChanges: Record<string, CanonicalValue>;
  readonly conflicts: FieldConflict[];
  readonly crm: Record<string, CanonicalValue>;
  readonly microsoft: Record<string, CanonicalValue>;
  readonly barred: BarredChange[];
}

/** Fields that change together, in the order of the specification. */
function unitsOf(fields: readonly FieldSpec[]): readonly (readonly FieldSpec[])[] {
  const units = new Map<string, FieldSpec[]>();
  for (const spec of fields) {
    const unit = spec.unit ?? spec.name;
    units.set(unit, [...(units.get(unit) ?? []), spec]);
  }
  return [...units.values()];
}

function mergeUnit(fields: readonly FieldSpec[], input: MergeInput, draft: Draft): void {
  const { record, item, bases } = input;
  const unit = fields.filter(({ name }) =>
    [record, item, bases?.crm, bases?.microsoft].some((values) => !isEmpty(values?.[name])),
  );
  for (const spec of fields) {
    const { toCrm, toMicrosoft } = input.flow(spec);
    const isBarred = toCrm !== null && toMicrosoft !== null;
    if (!unit.includes(spec) && !isBarred) agree(draft, spec, null, null);
  }
  const same = (spec: FieldSpec): boolean => sayTheSame(spec, record, item);
  const changed = {
    crm: unit.filter((spec) => !sameValue(spec, record[spec.name], bases?.crm[spec.name])),
    microsoft: unit.filter((spec) => !sameValue(spec, item[spec.name], bases?.microsoft[spec.name])),
  };
  const flows = unit.map(input.flow);
  const barrier = {
    crm: flows.find((flow) => flow.toCrm !== null)?.toCrm ?? null,
    microsoft: flows.find((flow) => flow.toMicrosoft !== null)?.toMicrosoft ?? null,
  };
  if (barrier.crm !== null && barrier.microsoft !== null) {
    for (const spec of changed.crm) draft.barred.push({ field: spec, barrier: barrier.microsoft });
    for (const spec of changed.microsoft) draft.barred.push({ field: spec, barrier: barrier.crm });
    return;
  }
  if (unit.every(same)) {
    for (const spec of unit) agree(draft, spec, record[spec.name], item[spec.name]);
    return;
  }
  if (changed.crm.length === 0 && changed.microsoft.length === 0) return;

  const bothChanged = changed.crm.length > 0 && changed.microsoft.length > 0;
  const source = bothChanged
    ? yieldingSource(barrier, input.winner)
    : changed.crm.length > 0
      ? 'crm'
      : 'microsoft';
  const target = source === 'crm' ? 'microsoft' : 'crm';
  const barred = barrier[target];
  if (barred !== null) {
    for (const spec of changed[source]) draft.barred.push({ field: spec, barrier: barred });
    return;
  }
  const values = source === 'crm' ? record : item;
  const others = source === 'crm' ? item : record;
  const changes = source === 'crm' ? draft.itemChanges : draft.recordChanges;
  for (const spec of unit) {
    const kept = values[spec.name] ?? null;
    const lost = others[spec.name] ?? null;
    if (same(spec)) {
      agree(draft, spec, record[spec.name], item[spec.name]);
      continue;
    }
    agree(draft, spec, kept, kept);
    changes[spec.name] = kept;
    if (changed[target].includes(spec))
      draft.conflicts.push({ field: spec.name, winner: source, kept, lost });
  }
}

/** Where only one side may be written, the other's change is the one that can be agreed on. */
function yieldingSource(barrier: Readonly<Record<Side, Barrier | null>>, winner: Side): Side {
  if (barrier.crm !== null) return 'crm';
  if (barrier.microsoft !== null) return 'microsoft';
  return winner;
}

function mergeListField(spec: FieldSpec, input: MergeInput, draft: Draft): void {
  const flow = input.flow(spec);
  const record = input.record[spec.name];
  const item = input.item[spec.name];
  const result = mergeList(spec, {
    record,
    item,
    baseCrm: input.bases?.crm[spec.name],
    baseMicrosoft: input.bases?.microsoft[spec.name],
    mayWriteCrm: flow.toCrm === null,
    mayWriteMicrosoft: flow.toMicrosoft === null,
    winner: input.winner,
  });
  if (result.barred.crm && flow.toMicrosoft !== null)
    draft.barred.push({ field: spec, barrier: flow.toMicrosoft });
  if (result.barred.microsoft && flow.toCrm !== null) draft.barred.push({ field: spec, barrier: flow.toCrm });
  if (flow.toCrm !== null && flow.toMicrosoft !== null) return;
  if (result.record !== record && !sameValue(spec, result.record, record))
    draft.recordChanges[spec.name] = result.record;
  if (result.item !== item && !sameValue(spec, result.item, item)) draft.itemChanges[spec.name] = result.item;
  if (result.conflict !== null) draft.conflicts.push({ field: spec.name, ...result.conflict });
  agree(draft, spec, result.agreedCrm, result.agreedMicrosoft);
}

function agree(
  draft: Draft,
  spec: FieldSpec,
  crm: CanonicalValue | undefined,
  microsoft: CanonicalValue | undefined,
): void {
  draft.crm[spec.name] = crm ?? null;
  draft.microsoft[spec.name] = microsoft ?? null;
}
