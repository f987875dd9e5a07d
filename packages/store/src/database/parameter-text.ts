/**
 * The text that stands for a parameter on the wire, by the rules of `pg`: arrays are Postgres arrays, other objects are JSON. A
 * JSON array must therefore be given as text, on both databases.
 */
export function parameterText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `{${value.map(elementText).join(',')}}`;
  switch (typeof value) {
    case 'object':
      return JSON.stringify(value);
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return `${value}`;
    default:
      throw new TypeError(`a ${typeof value} cannot be the parameter of a statement`);
  }
}

function elementText(element: unknown): string {
  const text = parameterText(element);
  if (text === null) return 'NULL';
  return Array.isArray(element) ? text : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
