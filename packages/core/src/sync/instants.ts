import { Temporal } from 'temporal-polyfill';

/**
 * Instants are text, 'YYYY-MM-DDTHH:mm:00Z': Exchange keeps whole minutes, so finer ones would never agree.
 * Dates are 'YYYY-MM-DD'. What can't be read as either is `null`: an unreadable value is no value.
 */

const attempt = <T>(read: () => T): T | null => {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof RangeError) return null;
    throw cause;
  }
};

const toText = (instant: Temporal.Instant): string =>
  instant.round({ smallestUnit: 'minute', roundingMode: 'floor' }).toString({ smallestUnit: 'second' });

/** From ISO 8601 with an offset or Z. */
export const instantOf = (text: string): string | null => attempt(() => toText(Temporal.Instant.from(text)));

/** From the wall time of a zone; in the gap and the overlap of a clock change as calendars do, the earlier offset. */
export const instantIn = (wallTime: string, zone: string): string | null =>
  attempt(() => toText(Temporal.PlainDateTime.from(wallTime).toZonedDateTime(zone).toInstant()));

/** The wall time that a zone's clocks show, 'YYYY-MM-DDTHH:mm:ss'. */
export const wallTimeOf = (instant: string, zone: string): string | null =>
  attempt(() =>
    Temporal.Instant.from(instant)
      .toZonedDateTimeISO(zone)
      .toPlainDateTime()
      .toString({ smallestUnit: 'second' }),
  );

/** A date, if the text begins with one that exists. */
export const dateOf = (text: string): string | null =>
  attempt(() => Temporal.PlainDate.from(text.slice(0, 10)).toString());

export const addDays = (date: string, days: number): string | null =>
  attempt(() => Temporal.PlainDate.from(date).add({ days }).toString());

/** The date whose day begins in the zone at this wall time of another zone; `null` if no day begins there. */
export const dateStartingAt = (wallTime: string, wallZone: string, zone: string): string | null =>
  attempt(() => {
    const there = Temporal.PlainDateTime.from(wallTime).toZonedDateTime(wallZone).withTimeZone(zone);
    return there.equals(there.startOfDay()) ? there.toPlainDate().toString() : null;
  });

export const isMidnight = (wallTime: string): boolean => /T00:00(:00(\.0+)?)?$/.test(wallTime);

/**
 * The date whose day begins at this instant somewhere: to the east of Greenwich its evening before is still going on. Hawaii
 * is the last to begin a day that many live in, and Kiribati, 24 hours ahead, goes without.
 */
export const dateBeginningAt = (instant: string): string | null =>
  attempt(() =>
    Temporal.Instant.from(instant)
      .toZonedDateTimeISO('UTC')
      .add({ minutes: LATEST_MIDNIGHT })
      .toPlainDate()
      .toString(),
  );

const LATEST_MIDNIGHT = 14 * 60 - 1;
