import type { Canonical, CanonicalElement, CanonicalValue, FieldSpec } from './canonical.ts';

/** `null`, `''`, `[]` and an absent value all say "nothing there". */
export const isEmpty = (value: CanonicalValue | undefined): boolean =>
  value === undefined || value === null || value === '' || (typeof value === 'object' && value.length === 0);

/** A list field's elements; a scalar where a list belongs counts as empty. */
export const elementsOf = (value: CanonicalValue | undefined): readonly CanonicalElement[] =>
  typeof value === 'object' && value !== null ? value : [];

/** What identifies an element within its list. */
export const elementKey = (spec: FieldSpec, element: CanonicalElement): string =>
  spec.elementKey?.(element) ?? JSON.stringify(element);

/** What counts of an element; `null` when it never flows. */
export const elementContent = (spec: FieldSpec, element: CanonicalElement): string | null =>
  spec.elementContent === undefined ? JSON.stringify(element) : spec.elementContent(element);

/** The elements that may flow, by key: the content of each. The order within a list is each side's own. */
const contents = (spec: FieldSpec, value: CanonicalValue | undefined): Map<string, string> => {
  const found = new Map<string, string>();
  for (const element of elementsOf(value)) {
    const content = elementContent(spec, element);
    if (content !== null) found.set(elementKey(spec, element), content);
  }
  return found;
};

/** Whether two values of a field say the same; lists are compared regardless of order. */
export function sameValue(
  spec: FieldSpec,
  left: CanonicalValue | undefined,
  right: CanonicalValue | undefined,
): boolean {
  if (spec.kind === 'scalar') return left === right || (isEmpty(left) && isEmpty(right));
  const [a, b] = [contents(spec, left), contents(spec, right)];
  return a.size === b.size && [...a].every(([key, content]) => b.get(key) === content);
}

/** Whether two forms of an item say the same in a field, even if in other words. */
export const sayTheSame = (spec: FieldSpec, left: Canonical, right: Canonical): boolean =>
  spec.sameMeaning?.(left, right) ?? sameValue(spec, left[spec.name], right[spec.name]);
