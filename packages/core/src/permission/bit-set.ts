/** An immutable set of small natural numbers, 32 to a word: frozen, comparable by value, quick to ask. */
export type BitSet = readonly number[];

export function bitSet(numbers: Iterable<number>): BitSet {
  const words: number[] = [];
  for (const number of numbers) {
    const word = number >> 5;
    while (words.length <= word) words.push(0);
    words[word] = (words[word] ?? 0) | (1 << (number & 31));
  }
  return Object.freeze(words);
}

export function hasBit(set: BitSet, number: number): boolean {
  return ((set[number >> 5] ?? 0) & (1 << (number & 31))) !== 0;
}
