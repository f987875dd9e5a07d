import { addDays, dateOf, instantOf, wallTimeOf } from '../instants.ts';

/**
 * A birthday is a date, and Graph calls it an instant. Exchange keeps the minute before noon in UTC, whose date is the
 * birthday wherever it is read, and midnight in UTC is what other programs write. Any other time is taken for
 * midnight in the mailbox's zone if it is within an hour of it, because clocks were not always set as they are now.
 */
export function birthdayOf(text: string, timeZone: string): string | null {
  const instant = instantOf(text);
  if (instant === null || /T(11:59|00:00):/.test(instant)) return dateOf(text);
  const local = wallTimeOf(instant, timeZone);
  if (local === null) return dateOf(instant);
  const date = local.slice(0, 10);
  if (local.slice(11, 13) === '23') return addDays(date, 1);
  return local.slice(11) <= '01:00:00' ? date : dateOf(instant);
}

/** What is written: Exchange's own form. */
export const birthdayInstant = (date: string): string => `${date}T11:59:00Z`;
