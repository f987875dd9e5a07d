import { text } from '../text.ts';

/** Any value of a record as a line of text: lookups by their name, lists joined, switches as yes and no. */
export function plainValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return text.none;
  if (typeof value === 'boolean') return value ? text.yes : text.no;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return String(value);
  if (Array.isArray(value)) return value.length === 0 ? text.none : value.map(plainValue).join(', ');
  if (typeof value === 'object') {
    const named = ['name', 'Email', 'email', 'address', 'participant', 'number'].map(
      (key) => Object.entries(value).find(([name]) => name === key)?.[1] as unknown,
    );
    const name = named.find((candidate) => typeof candidate === 'string' && candidate !== '');
    return typeof name === 'string' ? name : JSON.stringify(value);
  }
  return text.none;
}
