import type { RecordValues } from '@syncgrant/core';
import { unknownId, type Refusal } from '../http/answer.ts';
import { refusedBy } from '../http/no-permission.ts';
import type { RecordAccess } from './record-access.ts';
import type { Reached, RecordWriting, Written } from './record-writing.ts';
import { refusedItem } from './refused-item.ts';
import type { Series } from './series.ts';

/** Where a series ends, and what it says of its repetition from then on. */
interface End {
  readonly date: string;
  readonly repetition: RecordValues;
  readonly unmodifiedSince: Date | null;
}

/**
 * Ends a series before a date. Meetings of their own that stand in place of later ones go with them, so the caller has to reach
 * them all.
 */
export async function endSeries(
  records: RecordAccess,
  writing: RecordWriting,
  series: Series,
  reached: Reached<'edit'>,
  { date, repetition, unmodifiedSince }: End,
): Promise<Written | Refusal> {
  const later = [...series.apart].filter(([own]) => own >= date).map(([, row]) => row);
  const removable = await writing.reach(
    later.map(({ id }) => id),
    'delete',
  );
  const kept = later.find(({ id }) => !removable.has(id));
  if (kept !== undefined)
    return refusedBy(records.decideFor(kept.owner_id, 'delete')) ?? unknownId({ resource_path_index: 3 });
  const ended = await writing.change(reached, repetition, 0, unmodifiedSince);
  if (!ended.ok) return refusedItem(ended, '$.data[0]', 'data');
  for (const record of removable.values()) await writing.remove(record);
  return ended;
}
