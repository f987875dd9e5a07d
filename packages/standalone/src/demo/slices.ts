/** A list dealt out in so many consecutive parts of the same length; a rest is left over. */
export function slices<T>(list: readonly T[], parts: number): readonly (readonly T[])[] {
  const length = Math.floor(list.length / parts);
  return Array.from({ length: parts }, (_, part) => list.slice(part * length, (part + 1) * length));
}

/** The element at a place of a list that begins again at its end. */
export function cycled<T>(list: readonly T[], place: number): T {
  const element = list[place % list.length];
  if (element === undefined) throw new RangeError('an empty list has no elements');
  return element;
}
