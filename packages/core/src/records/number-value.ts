import { accept, expected, refuse, type CheckedValue } from './checked-value.ts';
import type { FieldMeta } from './field-meta.ts';

/** A whole number of at most the field's digits. */
export function checkInteger(meta: FieldMeta, value: unknown): CheckedValue {
  if (typeof value !== 'number' || !Number.isInteger(value))
    return expected('integer', 'must be a whole number');
  return withinLength(meta, value);
}

/** A number of at most the field's digits before the point. */
export function checkNumber(meta: FieldMeta, value: unknown): CheckedValue {
  if (typeof value !== 'number' || !Number.isFinite(value))
    return expected(meta.dataType, 'must be a number');
  return withinLength(meta, value);
}

function withinLength({ length }: FieldMeta, value: number): CheckedValue {
  return length === null || Math.abs(value) < 10 ** length
    ? accept(value)
    : refuse(`has at most ${length} digits`, { maximum_length: length });
}
