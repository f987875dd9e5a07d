import { text } from '../text.ts';
import { knownTimeZone } from './known-time-zone.ts';

const UNITS = [
  { unit: 'year', seconds: 365 * 86_400 },
  { unit: 'month', seconds: 30 * 86_400 },
  { unit: 'week', seconds: 7 * 86_400 },
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const;

/** How instants and dates read in one person's locale and time zone. */
export interface MomentFormat {
  readonly instant: (at: string) => string;
  /** Of an instant, the time of day alone. */
  readonly time: (at: string) => string;
  /** A calendar day (`2026-03-29`), which has no zone. */
  readonly day: (day: string) => string;
  /**
   * "2 minutes ago", "in 3 hours", exact to the largest unit that fits. Less than a minute from now it is `near`, whichever
   * side of now it is by the clock of this device.
   */
  readonly relative: (at: string, nowMs: number, near?: string) => string;
}

export function createMomentFormat(locale: string | undefined, timeZone: string): MomentFormat {
  const instant = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: knownTimeZone(timeZone),
  });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: knownTimeZone(timeZone) });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

  return {
    instant: (at) => instant.format(new Date(at)),
    time: (at) => time.format(new Date(at)),
    day: (value) => day.format(new Date(`${value}T00:00:00Z`)),
    relative: (at, nowMs, near = text.time.justNow) => {
      const seconds = (Date.parse(at) - nowMs) / 1000;
      const fitting = UNITS.find((entry) => Math.abs(seconds) >= entry.seconds);
      return fitting ? relative.format(Math.trunc(seconds / fitting.seconds), fitting.unit) : near;
    },
  };
}
