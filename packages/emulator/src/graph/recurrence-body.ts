import { z } from 'zod';
import { type DayOfWeek, DAYS_OF_WEEK, type Recurrence, WEEK_INDEXES } from '../model/recurrence.ts';
import { caseless } from './body.ts';

const date = z.iso.date();
const interval = z.int().min(1).max(999);
const dayOfMonth = z.int().min(1).max(31);
const month = z.int().min(1).max(12);
const dayOfWeek = caseless(DAYS_OF_WEEK);
const daysOfWeek = z
  .array(dayOfWeek)
  .min(1)
  .transform((days): DayOfWeek[] => [...new Set(days)]);
const index = caseless(WEEK_INDEXES).default('first');

const PATTERNS = {
  daily: z.object({ type: z.literal('daily'), interval }),
  weekly: z.object({
    type: z.literal('weekly'),
    interval,
    daysOfWeek,
    firstDayOfWeek: dayOfWeek.default('sunday'),
  }),
  absoluteMonthly: z.object({ type: z.literal('absoluteMonthly'), interval, dayOfMonth }),
  relativeMonthly: z.object({ type: z.literal('relativeMonthly'), interval, daysOfWeek, index }),
  absoluteYearly: z.object({ type: z.literal('absoluteYearly'), interval, dayOfMonth, month }),
  relativeYearly: z.object({ type: z.literal('relativeYearly'), interval, daysOfWeek, month, index }),
};

const numberOfOccurrences = z.int().min(1).max(999);

const RANGES = {
  noEnd: z.object({ type: z.literal('noEnd'), startDate: date }),
  endDate: z.object({ type: z.literal('endDate'), startDate: date, endDate: date }),
  numbered: z.object({ type: z.literal('numbered'), startDate: date, numberOfOccurrences }),
};

/** Even a member that the pattern does not use must have a value it could have. */
const anyPattern = z
  .object({
    type: caseless([
      'daily',
      'weekly',
      'absoluteMonthly',
      'relativeMonthly',
      'absoluteYearly',
      'relativeYearly',
    ]),
    interval: z.int().nullish(),
    month: z.int().min(0).max(12).nullish(),
    dayOfMonth: z.int().min(0).max(31).nullish(),
    daysOfWeek: z.array(dayOfWeek).nullish(),
    firstDayOfWeek: dayOfWeek.nullish(),
    index: caseless(WEEK_INDEXES).nullish(),
  })
  .transform((value, context) => reduceTo(PATTERNS[value.type], value, context));

const anyRange = z
  .object({
    type: caseless(['endDate', 'noEnd', 'numbered']),
    startDate: z.string(),
    endDate: z.string().nullish(),
    numberOfOccurrences: z.int().nullish(),
    recurrenceTimeZone: z.string().nullish(),
  })
  .transform((value, context) => ({
    range: reduceTo(RANGES[value.type], value, context),
    zone: value.recurrenceTimeZone,
  }));

/** Graph's patternedRecurrence, reduced to the members its types use. */
export const recurrenceBody = z
  .object({ pattern: anyPattern, range: anyRange })
  .transform(({ pattern, range: { range, zone } }): Recurrence => ({
    pattern,
    range,
    ...(zone ? { recurrenceTimeZone: zone } : {}),
  }));

/** A recurrence as Graph answers it: with every unused member filled. `zone` is the event's. */
export function recurrenceJson(stored: Recurrence | null, zone: string): unknown {
  if (!stored) return null;
  return {
    pattern: {
      month: 0,
      dayOfMonth: 0,
      daysOfWeek: [],
      firstDayOfWeek: 'sunday',
      index: 'first',
      ...stored.pattern,
    },
    range: {
      endDate: '0001-01-01',
      numberOfOccurrences: 0,
      recurrenceTimeZone: stored.recurrenceTimeZone ?? zone,
      ...stored.range,
    },
  };
}

function reduceTo<S extends z.ZodType>(schema: S, value: object, context: z.RefinementCtx): z.output<S> {
  const given = Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path, message });
  return z.NEVER;
}
