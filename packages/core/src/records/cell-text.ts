import { isObject } from './checked-value.ts';
import type { FieldMeta } from './field-meta.ts';

/** Stands between the values of one cell. */
export const CELL_SEPARATOR = ';';

/**
 * A field's value as a cell of a table holds it, so that `parseCell` reads the same value again. Who a reference leads to has
 * columns of its own, and the rows of a subform are JSON: neither is read back from here.
 */
export function cellText(meta: FieldMeta, value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  switch (meta.dataType) {
    case 'multiselectpicklist':
      return listOf(value, String);
    case 'jsonarray':
      return listOf(value, participantText);
    case 'multireminder':
      return listOf(value, (reminder) => `${member(reminder, 'unit')} ${member(reminder, 'period')}`);
    case 'ALARM':
    case 'RRULE':
      return member(value, meta.dataType);
    default:
      return JSON.stringify(value);
  }
}

const listOf = (value: unknown, text: (element: unknown) => string): string =>
  Array.isArray(value) ? value.map(text).join(CELL_SEPARATOR) : '';

function member(value: unknown, name: string): string {
  const text = isObject(value) ? value[name] : null;
  return typeof text === 'string' || typeof text === 'number' ? String(text) : '';
}

/** An address alone, or what kind of record takes part and its id: `contact:4150868`. */
function participantText(value: unknown): string {
  const type = member(value, 'type');
  const participant = member(value, 'participant');
  return type === 'email' ? participant : `${type}:${participant}`;
}
