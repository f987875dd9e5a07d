const DAY_MS = 86_400_000;

/** A date 'YYYY-MM-DD' some days later; its weekday is 0 for Sunday. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);

export const weekdayOf = (date: string): number => new Date(date).getUTCDay();

/** What the calendar on the wall shows in a zone. */
export const todayIn = (timeZone: string, now: Date): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now);

const isWeekend = (date: string): boolean => [0, 6].includes(weekdayOf(date));

/** The working day so many working days after a date (before, if negative); a weekend counts as the Monday after it. */
export function workingDay(date: string, days: number): string {
  let day = date;
  while (isWeekend(day)) day = addDays(day, 1);
  const step = Math.sign(days);
  for (let left = Math.abs(days); left > 0;) {
    day = addDays(day, step);
    if (!isWeekend(day)) left -= 1;
  }
  return day;
}

/** The wall time 'YYYY-MM-DDTHH:mm:00' so many minutes after a time of a day. */
export const wallTime = (date: string, time: string, minutesLater = 0): string =>
  new Date(Date.parse(`${date}T${time}:00Z`) + minutesLater * 60_000).toISOString().slice(0, 19);
