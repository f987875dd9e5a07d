/** How numbers and lists are put into words. */
export const count = (value: number): string => value.toLocaleString();

export const some = (value: number, one: string, many: string): string =>
  `${count(value)} ${value === 1 ? one : many}`;

export const list = (words: readonly string[]): string =>
  new Intl.ListFormat('en', { type: 'conjunction' }).format(words);

export const shortList = (words: readonly string[]): string =>
  words.length > 4 ? list([...words.slice(0, 3), `${count(words.length - 3)} more`]) : list(words);
