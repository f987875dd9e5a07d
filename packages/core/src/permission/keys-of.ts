/** The keys of a constant table in the order they are written, with their literal types. */
export function keysOf<Table extends object>(table: Table): readonly (keyof Table & string)[] {
  const isKey = (key: string): key is keyof Table & string => Object.hasOwn(table, key);
  return Object.freeze(Object.keys(table).filter(isKey));
}
