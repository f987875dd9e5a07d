import { LawBroken } from './law-broken.ts';
import type { SeriesHistory, Thing } from './thing.ts';

export const newHistory = (): SeriesHistory => ({
  reshaped: { sinceRest: false, ever: false },
  calledOff: { sinceRest: new Set(), ever: new Set() },
});

export function beginAnew({ reshaped, calledOff }: SeriesHistory): void {
  reshaped.sinceRest = false;
  calledOff.sinceRest.clear();
}

/** A person wrote a meeting's times or rule, or deleted it. */
export function reshape({ series: { reshaped } }: Thing): void {
  reshaped.sinceRest = true;
  reshaped.ever = true;
}

/** A person called an occurrence off, or what stood in its place. */
export function callOff({ series: { calledOff } }: Thing, date: string): void {
  calledOff.sinceRest.add(date);
  calledOff.ever.add(date);
}

/**
 * At rest a meeting is at the same times on both sides, each occurrence once: as one of its series, or as what stands in its
 * place. None is missing that nobody called off, and none is there that was. `open` are dates that wait for a person.
 */
export function judgeTimes(
  { key, at, series }: Thing,
  apart: readonly Thing[],
  open: readonly string[],
): void {
  const { crm, microsoft } = at;
  if (!crm?.times || !microsoft?.times) return;
  if (crm.times.start !== microsoft.times.start)
    throw new LawBroken('P3', `${key} begins ${crm.times.start} and ${microsoft.times.start}`);
  const [ours, theirs] = (['crm', 'microsoft'] as const).map((side) => {
    const regular = Object.keys(at[side]?.times?.regular ?? {});
    const alone = apart.filter((one) => one.at[side] !== null).flatMap(({ of }) => of?.date ?? []);
    const twice = alone.find((date) => regular.includes(date) && !open.includes(date));
    if (twice !== undefined) throw new LawBroken('P4', `${key} is there twice on ${twice} in ${side}`);
    return [...regular, ...alone]
      .filter((date) => !open.includes(date))
      .toSorted()
      .join(' ');
  });
  if (ours !== theirs)
    throw new LawBroken('P3', `${key} takes place on ${ours}, and at Microsoft on ${theirs}`);
  const standIns = new Set(apart.filter((one) => one.at.crm !== null).map(({ of }) => of?.date));
  for (const date of crm.times.excluded) {
    if (!series.calledOff.ever.has(date) && !standIns.has(date))
      throw new LawBroken('P5', `${key} does not take place on ${date}, which nobody called off`);
  }
  if (series.reshaped.sinceRest) return;
  for (const date of series.calledOff.sinceRest) {
    if (date in crm.times.regular)
      throw new LawBroken('P6', `${key} takes place on ${date}, which was called off`);
  }
}
