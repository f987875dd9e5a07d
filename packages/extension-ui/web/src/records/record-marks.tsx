import { Badge } from '@mantine/core';
import type { CrmRecordBody } from '@syncgrant/contracts';
import { text } from '../text.ts';
import { isAllDay } from './all-day.ts';

/** What one should know of a record beside its name: that it lasts all day, that it repeats. */
export function RecordMarks({ record }: { readonly record: CrmRecordBody }) {
  const repeats = (record['Recurring_Activity'] ?? null) !== null;
  const marks = [
    ...(isAllDay(record) ? [text.records.allDay] : []),
    ...(repeats ? [text.records.repeats] : []),
  ];
  return marks.map((mark) => (
    <Badge key={mark} size="sm" variant="default" fw={500} tt="none" c="dimmed">
      {mark}
    </Badge>
  ));
}
