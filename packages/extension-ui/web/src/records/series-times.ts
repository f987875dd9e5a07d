import type { CrmRecordBody } from '@syncgrant/contracts';

const TIMES = ['Start_DateTime', 'End_DateTime'] as const;

/** What was changed of one meeting of a series, for the whole series: its times move by as much, from where they are. */
export function changesOfSeries(
  changes: CrmRecordBody,
  occurrence: CrmRecordBody,
  series: CrmRecordBody,
): CrmRecordBody {
  const moved = TIMES.flatMap((name): [string, string][] => {
    const by = millis(changes[name]) - millis(occurrence[name]);
    const instant = millis(series[name]) + by;
    return Number.isNaN(instant)
      ? []
      : [[name, new Date(instant).toISOString().replace(/\.\d+Z$/, '+00:00')]];
  });
  return { ...changes, ...Object.fromEntries(moved) };
}

const millis = (value: unknown): number => (typeof value === 'string' ? Date.parse(value) : Number.NaN);
