import { Temporal } from 'temporal-polyfill';
import { accept, expected, type CheckedValue } from './checked-value.ts';

export function checkDate(value: unknown): CheckedValue {
  if (
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    readable(() => Temporal.PlainDate.from(value))
  ) {
    return accept(value);
  }
  return expected('date', 'must be a date, written YYYY-MM-DD');
}

const INSTANT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(:\d{2})?(?:\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** Kept in its own offset, without fractions, as the CRM writes it: `2026-03-01T09:00:00+01:00`. */
export function checkInstant(value: unknown): CheckedValue {
  const match = typeof value === 'string' ? INSTANT.exec(value) : null;
  if (match === null || !readable(() => Temporal.Instant.from(match[0]))) {
    return expected('datetime', 'must be a date and time with an offset, written YYYY-MM-DDTHH:mm:ss+HH:mm');
  }
  const [, minute, second = ':00', offset] = match;
  return accept(`${minute}${second}${offset === 'Z' ? '+00:00' : offset}`);
}

function readable(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (cause) {
    if (cause instanceof RangeError) return false;
    throw cause;
  }
}
