import { memberOf, textOf, type Item } from './item.ts';

/** When a meeting takes place, as one side says it. All of them begin at hours that are on the same day in every zone in use. */
export interface Times {
  /** To the minute, in UTC. */
  readonly start: string;
  /** In the CRM: its rule, and the dates that are left out of it. */
  readonly rule: string | null;
  readonly excluded: readonly string[];
  /** The dates on which it takes place as it always does; at Microsoft with the occurrence's id. */
  readonly regular: Readonly<Record<string, string>>;
}

const DAY_MS = 86_400_000;
const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;
const DAY_NAMES = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
/** Nobody looks further: a series may have no end. */
export const HORIZON = '2031-06-01';

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);

/** Rules that people choose, each in the words of either side, for a series that begins on a date. */
interface Rule {
  readonly crm: (date: string) => string;
  readonly graph: (date: string) => { readonly pattern: object; readonly range: object };
}

const weekday = (date: string): number => new Date(date).getUTCDay();
const weekly = (date: string) => ({
  type: 'weekly',
  interval: 1,
  daysOfWeek: [DAY_NAMES[weekday(date)]],
  firstDayOfWeek: 'monday',
});

export const RULES: readonly Rule[] = [
  {
    crm: () => 'FREQ=DAILY;COUNT=4',
    graph: () => ({
      pattern: { type: 'daily', interval: 1 },
      range: { type: 'numbered', numberOfOccurrences: 4 },
    }),
  },
  {
    crm: (date) => `FREQ=WEEKLY;BYDAY=${DAYS[weekday(date)]};COUNT=3`,
    graph: (date) => ({ pattern: weekly(date), range: { type: 'numbered', numberOfOccurrences: 3 } }),
  },
  {
    crm: (date) => `FREQ=DAILY;INTERVAL=2;UNTIL=${untilEndOf(addDays(date, 6))}`,
    graph: (date) => ({
      pattern: { type: 'daily', interval: 2 },
      range: { type: 'endDate', endDate: addDays(date, 6) },
    }),
  },
  {
    crm: (date) => `FREQ=WEEKLY;BYDAY=${DAYS[weekday(date)]}`,
    graph: (date) => ({ pattern: weekly(date), range: { type: 'noEnd' } }),
  },
];

const untilEndOf = (date: string): string => `${date.replaceAll('-', '')}T225900Z`;

/** The rule in the CRM that ends before a date, and the same at Microsoft. */
export const endingBefore = (rule: string, date: string): string =>
  [
    ...rule.split(';').filter((part) => !/^(COUNT|UNTIL)=/.test(part)),
    `UNTIL=${untilEndOf(addDays(date, -1))}`,
  ].join(';');

/** What a person writes for a meeting of an hour at a time, single without a rule. */
export const crmTimes = (date: string, hour: number) => ({
  Start_DateTime: `${date}T${hour}:00:00+00:00`,
  End_DateTime: `${date}T${hour + 1}:00:00+00:00`,
});
export const graphTimes = (date: string, hour: number) => ({
  start: { dateTime: `${date}T${hour}:00:00`, timeZone: 'UTC' },
  end: { dateTime: `${date}T${hour + 1}:00:00`, timeZone: 'UTC' },
});
export const repetition = (rule: string, excluded: readonly string[]) => ({
  Recurring_Activity: { RRULE: rule, ...(excluded.length > 0 && { EXDATE: excluded.toSorted().join(',') }) },
});
export const recurrenceOf = (rule: Rule, date: string) => {
  const { pattern, range } = rule.graph(date);
  return { recurrence: { pattern, range: { ...range, startDate: date } } };
};

/** What a record says. */
export function timesOfRecord(fields: Readonly<Record<string, unknown>>): Times {
  const start = minuteOf(textOf(fields['Start_DateTime']));
  const repeats = fields['Recurring_Activity'];
  const rule = textOf(memberOf(repeats, 'RRULE')) || null;
  const excluded = textOf(memberOf(repeats, 'EXDATE'))
    .split(',')
    .filter((date) => date !== '');
  const dates = rule === null ? [] : expand(rule, start.slice(0, 10));
  const regular = dates.filter((date) => !excluded.includes(date));
  return { start, rule, excluded, regular: Object.fromEntries(regular.map((date) => [date, ''])) };
}

/** What an item says, and its occurrences among those of a calendar. */
export function timesOfItem(item: Item, occurrences: readonly Item[]): Times {
  const regular = occurrences
    .filter((one) => one['type'] === 'occurrence' && one['seriesMasterId'] === item.id)
    .map((one) => [originalDateOf(one), one.id]);
  return { start: startOf(item), rule: null, excluded: [], regular: Object.fromEntries(regular) };
}

export const originalDateOf = (occurrence: Item): string => textOf(occurrence['originalStart']).slice(0, 10);

const startOf = (item: Item): string =>
  minuteOf(`${textOf(memberOf(item['start'], 'dateTime')).slice(0, 19)}Z`);
const minuteOf = (instant: string): string => new Date(instant).toISOString().slice(0, 16);

/** The dates of a daily or weekly rule up to the horizon. */
function expand(rule: string, from: string): string[] {
  const parts = new Map(rule.split(';').map((part) => [part.split('=')[0] ?? '', part.split('=')[1] ?? '']));
  const week = parts.get('FREQ') === 'WEEKLY';
  if (!week && parts.get('FREQ') !== 'DAILY') throw new Error(`a rule that nobody wrote: ${rule}`);
  const step = Number(parts.get('INTERVAL') ?? 1) * (week ? 7 : 1);
  const day = parts.get('BYDAY');
  const until = (parts.get('UNTIL') ?? HORIZON).replaceAll('-', '').slice(0, 8);
  const count = Number(parts.get('COUNT') ?? Infinity);
  let date = from;
  if (week && day !== undefined)
    date = addDays(date, (DAYS.findIndex((one) => one === day) - weekday(date) + 7) % 7);
  const dates: string[] = [];
  for (
    ;
    dates.length < count && date < HORIZON && date.replaceAll('-', '') <= until;
    date = addDays(date, step)
  )
    dates.push(date);
  return dates;
}
