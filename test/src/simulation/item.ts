/** What the simulation reads of an item. */
export interface Item {
  readonly id: string;
  readonly [member: string]: unknown;
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
export const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
