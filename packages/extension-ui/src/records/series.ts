import {
  onDate,
  RECORD_MAPPING,
  seriesDates,
  type Canonical,
  type DateWindow,
  type RecordValues,
} from '@syncgrant/core';
import {
  readUserOrDeleted,
  recordsOfSeries,
  seriesZone,
  type RecordRow,
  type Tenant,
} from '@syncgrant/store';
import { Refusal } from '../http/answer.ts';

/** A meeting that repeats, with the records that stand in place of its single meetings. */
export class Series {
  readonly row: RecordRow;
  readonly meeting: Canonical;
  /** Its dates are those of this zone. */
  readonly zone: string;
  /** By date. */
  readonly apart: ReadonlyMap<string, RecordRow>;
  readonly #leftOut: readonly string[];

  constructor(row: RecordRow, zone: string, apart: readonly RecordRow[]) {
    this.row = row;
    this.zone = zone;
    this.meeting = RECORD_MAPPING.meetings.fromRecord(row.fields);
    this.apart = new Map(apart.map((record) => [record.occurrence_date ?? '', record]));
    const { excludedDates } = this.meeting;
    const dates = typeof excludedDates === 'object' && excludedDates !== null ? excludedDates : [];
    this.#leftOut = dates.filter((date) => typeof date === 'string');
  }

  /** Its dates in the window, those that it leaves out only where a record stands in their place. */
  dates({ from, to, most }: DateWindow): string[] {
    const window = { from, to, most: most + this.#leftOut.length };
    const regular = seriesDates(this.meeting, this.zone, window).filter((date) => !this.leavesOut(date));
    const apart = [...this.apart.keys()].filter((date) => date >= from && date <= to);
    return [...new Set([...regular, ...apart])].toSorted().slice(0, most);
  }

  /** Whether its rule has the date, though it may leave it out. */
  isInRule(date: string): boolean {
    return seriesDates(this.meeting, this.zone, { from: date, to: date, most: 1 }).length > 0;
  }

  leavesOut(date: string): boolean {
    return this.#leftOut.includes(date);
  }

  /** When its regular meeting of the date begins and ends, in fields. */
  timesOn(date: string): RecordValues {
    const { start = null, end = null, allDay = false } = onDate(this.meeting, date, this.zone) ?? {};
    return RECORD_MAPPING.meetings.toRecord({ start, end, allDay }, null);
  }

  /** Its repetition with one date more that it leaves out. */
  without(date: string): RecordValues {
    return RECORD_MAPPING.meetings.toRecord({ excludedDates: [...this.#leftOut, date] }, this.meeting);
  }

  /** Its repetition by the rule that it has until some date. What it leaves out afterwards says nothing any more. */
  endingWith(recurrence: string): RecordValues {
    return RECORD_MAPPING.meetings.toRecord({ recurrence }, this.meeting);
  }

  /** The repetition of what follows from a date on. Meetings of their own take place as the others again. */
  beginningOn(date: string, recurrence: string): RecordValues {
    const excludedDates = this.#leftOut.filter((one) => one >= date && !this.apart.has(one));
    return RECORD_MAPPING.meetings.toRecord({ recurrence, excludedDates }, this.meeting);
  }
}

/** Null where the record is no meeting that repeats. */
export async function readSeries(tenant: Tenant, row: RecordRow): Promise<Series | null> {
  const { recurrence } = RECORD_MAPPING.meetings.fromRecord(row.fields);
  if (row.module !== 'Events' || typeof recurrence !== 'string') return null;
  const owner = await readUserOrDeleted(tenant, row.owner_id);
  const zone = (await seriesZone(tenant, row.id)) ?? owner?.timeZone ?? 'UTC';
  return new Series(row, zone, await recordsOfSeries(tenant, row.id));
}

export const NO_SERIES = new Refusal(400, 'INVALID_DATA', 'The record is no meeting that repeats.', {
  resource_path_index: 1,
});

export const noOccurrence = (date: string): Refusal =>
  new Refusal(400, 'INVALID_DATA', `The series has no meeting on ${date}.`, { date, resource_path_index: 3 });

export const isFirst = (date: string): Refusal =>
  new Refusal(
    400,
    'INVALID_DATA',
    `The series begins on ${date}: what concerns all that follows concerns the whole series.`,
    { date, resource_path_index: 3 },
  );
