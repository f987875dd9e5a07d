/** A value as it is stored, or what is wrong with it. `path` leads to the wrong part inside the value. */
export type CheckedValue =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly message: string;
      readonly details: Readonly<Record<string, unknown>>;
      readonly path?: string;
    };

export const accept = (value: unknown): CheckedValue => ({ ok: true, value });

export const refuse = (
  message: string,
  details: Readonly<Record<string, unknown>>,
  path?: string,
): CheckedValue => ({ ok: false, message, details, ...(path !== undefined && { path }) });

/** Refuses what is not of the type, in the dialect's word for it. */
export const expected = (type: string, message: string, path?: string): CheckedValue =>
  refuse(message, { expected_data_type: type }, path);

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list of at most so many objects; what is wrong with one of them is told with its place. */
export function checkList(
  value: unknown,
  most: number,
  check: (element: Readonly<Record<string, unknown>>) => CheckedValue,
): CheckedValue {
  if (!Array.isArray(value)) return expected('jsonarray', 'must be a list');
  if (value.length > most) return refuse(`has at most ${most} elements`, { maximum_length: most });
  const list: unknown[] = [];
  for (const [index, element] of (value as readonly unknown[]).entries()) {
    const checked = isObject(element) ? check(element) : expected('jsonobject', 'must be an object');
    if (!checked.ok) return { ...checked, path: `[${index}]${checked.path ?? ''}` };
    list.push(checked.value);
  }
  return accept(list);
}
