export interface Change {
  /** Keys from the outside in; empty where the states themselves are plain values. */
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs between two states of a subject, down to the plain values and lists inside. */
export function changesBetween(before: unknown, after: unknown): readonly Change[] {
  const changes: Change[] = [];
  const pending: Change[] = [{ path: [], before: before ?? undefined, after: after ?? undefined }];
  // States are JSON that the server wrote: finite, so this ends with the last value inside.
  for (const pair of pending) {
    const [left, right] = [partsOf(pair.before), partsOf(pair.after)];
    if (left && right && left.size + right.size > 0) {
      for (const key of new Set([...left.keys(), ...right.keys()])) {
        pending.push({ path: [...pair.path, key], before: left.get(key), after: right.get(key) });
      }
    } else if (!(isEmpty(pair.before) && isEmpty(pair.after)) && !isSame(pair.before, pair.after)) {
      changes.push(pair);
    }
  }
  return changes;
}

const isSame = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

/** Nothing, or something that holds nothing: no reader tells them apart. */
export const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0);

/** The parts of an object; none of nothing, so that what is new is compared part by part; null for a plain value. */
function partsOf(state: unknown): ReadonlyMap<string, unknown> | null {
  if (state === undefined) return new Map();
  return typeof state === 'object' && state !== null && !Array.isArray(state)
    ? new Map(Object.entries(state))
    : null;
}
