import type { CrmRecordBody } from '@syncgrant/contracts';
import type { FormValues } from './form-value.ts';

/**
 * The times of an all-day meeting are days, whatever the zone of the one who looks: written as
 * `2026-12-08T00:00:00+00:00` and, for the last day, `2026-12-10T23:59:00+00:00`, and read by their first ten
 * characters alone, with any offset.
 */
const START = 'Start_DateTime';
const END = 'End_DateTime';

export const isAllDay = (record: CrmRecordBody): boolean => record['All_day'] === true;

/** Whether the field is one of the times that become days. */
export const isMeetingTime = (apiName: string): boolean => apiName === START || apiName === END;

/** The day that a time of an all-day meeting names (`2026-12-08`); null for anything else. */
export function writtenDay(record: CrmRecordBody, apiName: string): string | null {
  if (!isAllDay(record) || !isMeetingTime(apiName)) return null;
  return dayOf(record, apiName);
}

/** How the day is stored as one of the two times. */
export const dayAsTime = (apiName: string, day: string): string =>
  `${day}T${apiName === END ? '23:59' : '00:00'}:00+00:00`;

/**
 * A form in which the All day switch was flipped. On, the times keep their days as the form shows them; off, they are
 * what they were in `stored` as long as the days are the same, otherwise nine to ten o'clock.
 */
export function withAllDay(values: FormValues, allDay: boolean, stored: FormValues): FormValues {
  const times = [START, END].filter((name) => typeof values[name] === 'string' && values[name] !== '');
  const days = Object.fromEntries(times.map((name) => [name, dayOf(values, name) ?? '']));
  const unmoved = stored['All_day'] === false && times.every((name) => dayOf(stored, name) === days[name]);
  const timesOfDay = Object.fromEntries(
    times.map((name) => [
      name,
      unmoved ? (stored[name] ?? '') : `${days[name]}T${name === END ? '10:00' : '09:00'}`,
    ]),
  );
  return { ...values, All_day: allDay, ...(allDay ? days : timesOfDay) };
}

/** A meeting that ends at the first minute of a day ends with the day before. */
function dayOf(times: Readonly<Record<string, unknown>>, apiName: string): string | null {
  const start = times[START];
  const time = times[apiName];
  if (typeof time !== 'string' || time === '') return null;
  const day = time.slice(0, 10);
  const endsAtMidnight = apiName === END && time.startsWith('T00:00', 10);
  return endsAtMidnight && typeof start === 'string' && start.slice(0, 10) < day ? dayBefore(day) : day;
}

const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
