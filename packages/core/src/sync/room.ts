import type { Canonical, CanonicalValue, FieldSpec, Side } from './canonical.ts';
import { elementContent, elementKey, elementsOf } from './equality.ts';
import type { Flow } from './flow.ts';
import type { Bases } from './link.ts';

/**
 * The list fields of which one side holds elements that the other has no room for. They are no change to carry out,
 * and not lost either; people are told, so that no limit cuts something off unseen.
 */
export function withoutRoom(
  fields: readonly FieldSpec[],
  flow: (spec: FieldSpec) => Flow,
  held: Readonly<Record<Side, Canonical>>,
): readonly FieldSpec[] {
  const keys = (spec: FieldSpec, side: Side): string[] =>
    elementsOf(held[side][spec.name])
      .filter((element) => elementContent(spec, element) !== null)
      .map((element) => elementKey(spec, element));
  const exceeds = (spec: FieldSpec, from: Side, to: Side): boolean => {
    const there = new Set(keys(spec, to));
    return there.size >= (spec.slots?.[to] ?? Infinity) && keys(spec, from).some((key) => !there.has(key));
  };
  return fields.filter((spec) => {
    const { toCrm, toMicrosoft } = flow(spec);
    return (
      (toCrm === null && exceeds(spec, 'microsoft', 'crm')) ||
      (toMicrosoft === null && exceeds(spec, 'crm', 'microsoft'))
    );
  });
}

/** The values of a new item, as far as the side has room for them. */
export const fitting = (fields: readonly FieldSpec[], values: Canonical, side: Side): Canonical =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]): [string, CanonicalValue] => {
      const slots = fields.find((spec) => spec.name === name)?.slots?.[side];
      return [name, slots === undefined ? value : elementsOf(value).slice(0, slots)];
    }),
  );

/**
 * What a side holds of a field without the additions that never had room on the other side. They stayed where they were
 * made, so they must not keep alive what was deleted on the other side.
 */
export function withRoom(
  spec: FieldSpec,
  bases: Bases,
  side: Side,
  value: CanonicalValue | undefined,
): CanonicalValue | undefined {
  const other = side === 'crm' ? 'microsoft' : 'crm';
  const slots = spec.slots?.[other];
  if (slots === undefined || elementsOf(bases[other][spec.name]).length < slots) return value;
  const known = new Set(elementsOf(bases[side][spec.name]).map((element) => elementKey(spec, element)));
  return elementsOf(value).filter((element) => known.has(elementKey(spec, element)));
}
