/** A value of a pick list as the endpoint has it. */
export interface ListedValue {
  readonly actual_value: string;
  readonly type?: 'used' | 'unused' | undefined;
}

/** The values in use, one in each line. */
export const linesOf = (values: readonly ListedValue[]): string =>
  values
    .filter(({ type }) => type !== 'unused')
    .map(({ actual_value: value }) => value)
    .join('\n');

/** The whole list as the lines say: what is in them in use and in their order, what is not in them out of use. */
export function listFrom(lines: string, before: readonly ListedValue[]): readonly ListedValue[] {
  const used = lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const unused = before.map(({ actual_value: value }) => value).filter((value) => !used.includes(value));
  return [
    ...used.map((value) => ({ actual_value: value, type: 'used' }) as const),
    ...unused.map((value) => ({ actual_value: value, type: 'unused' }) as const),
  ];
}
