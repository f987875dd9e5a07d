export interface Change {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * What differs between two states of a subject, field by field. States that are no objects are compared as a
 * whole, under the empty field name.
 */
export function changesBetween(before: unknown, after: unknown): readonly Change[] {
  if (!isObject(before ?? {}) || !isObject(after ?? {})) {
    return same(before, after) ? [] : [{ field: '', before, after }];
  }
  const [left, right] = [new Map(Object.entries(before ?? {})), new Map(Object.entries(after ?? {}))];
  return [...new Set([...left.keys(), ...right.keys()])]
    .map((field): Change => ({ field, before: left.get(field), after: right.get(field) }))
    .filter((change) => !same(change.before, change.after));
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);
