import { Temporal } from 'temporal-polyfill';
import { findIana } from 'windows-iana';
import type { WallTime, ZonedDate } from './rows.ts';

/** The IANA name of a zone given by its Windows or IANA name, or undefined if there is no such zone. */
export function ianaOf(name: string): string | undefined {
  if (/^(utc|gmt|etc\/utc|etc\/gmt)$/i.test(name)) return 'UTC';
  const windows = findIana(name)[0];
  if (windows !== undefined) return windows;
  try {
    return /^[A-Za-z]/.test(name)
      ? new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
      : undefined;
  } catch {
    return undefined;
  }
}

/** Milliseconds since 1970 of a wall time. In a gap the later, in an overlap the earlier instant is meant. */
export function toInstant(wall: Pick<WallTime, 'local' | 'iana'>): number {
  if (wall.iana === 'UTC') return Date.parse(`${wall.local.slice(0, 23)}Z`);
  return Temporal.PlainDateTime.from(wall.local).toZonedDateTime(wall.iana).epochMilliseconds;
}

/** The wall time of an instant, with seven fraction digits as Graph writes it. */
export function toLocal(instant: number, iana: string): string {
  if (iana === 'UTC') return `${new Date(instant).toISOString().slice(0, -1)}0000`;
  return Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(iana)
    .toPlainDateTime()
    .toString({ fractionalSecondDigits: 7 });
}

/** The instant a To Do date is stored as: midnight of the date in its zone. */
export function midnightOf(date: ZonedDate): number {
  return toInstant({ local: `${date.date}T00:00:00.0000000`, iana: date.iana });
}

const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?)?$/i;

/** Reads a `dateTime` member with its zone; undefined if it is no date and time. An offset inside wins over the zone. */
export function parseWallTime(dateTime: string, zone: string): WallTime | undefined {
  const iana = ianaOf(zone);
  const match = DATE_TIME.exec(dateTime);
  if (iana === undefined || !match) return undefined;
  const [, date, time = '00:00', seconds = '00', fraction = '', offset] = match;
  const local = `${date}T${time}:${seconds}.${fraction.padEnd(7, '0').slice(0, 7)}`;
  const instant = Date.parse(`${local.slice(0, 23)}${offset ?? 'Z'}`);
  if (Number.isNaN(instant)) return undefined;
  return { local: offset === undefined ? local : toLocal(instant, iana), iana, zone };
}

/** A date some days later, as `yyyy-mm-dd`. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

export const DAY_MS = 86_400_000;
