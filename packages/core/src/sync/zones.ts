import { Temporal } from 'temporal-polyfill';
import { findIana, findWindows } from 'windows-iana';

const isIana = (name: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return !/^[+-]/.test(name);
  } catch {
    return false; // RangeError is how Temporal says that it knows no such zone.
  }
};

/** The IANA name of a zone that Graph named, Windows or IANA; `null` for custom and unknown zones. */
export function ianaZone(name: string | null | undefined): string | null {
  if (name === null || name === undefined || name === '') return null;
  if (/^(utc|tzone:\/\/microsoft\/utc|coordinated universal time)$/i.test(name)) return 'UTC';
  return findIana(name)?.[0] ?? (isIana(name) ? name : null);
}

/** The name to send to Graph: Windows', since it takes only some IANA names. */
export const graphZone = (iana: string): string =>
  iana === 'UTC' ? 'UTC' : (findWindows(iana)?.[0] ?? iana);
