import { Badge, Group, Stack, Text } from '@mantine/core';
import type { CrmRecordBody } from '@syncgrant/contracts';
import { MailAddress } from '../shell/mail-address.tsx';
import { plainValue } from '../shell/plain-value.ts';
import { useMomentFormat } from '../time/moment.tsx';
import { writtenDay } from './all-day.ts';
import type { Field } from './field-form.ts';

/** The value of a record's field for reading. */
export function FieldValue({ field, record }: { readonly field: Field; readonly record: CrmRecordBody }) {
  const format = useMomentFormat();
  const value = record[field.api_name];
  if (Array.isArray(value) && value.length > 0) {
    return (
      <Stack gap={4}>
        {value.map((element: unknown, position) => (
          <Group key={position} gap={6}>
            <Text size="sm">{plainValue(element)}</Text>
            <AnswerBadge element={element} />
          </Group>
        ))}
      </Stack>
    );
  }
  if (typeof value === 'string' && value !== '' && !Number.isNaN(Date.parse(value))) {
    if (field.data_type === 'datetime') {
      const day = writtenDay(record, field.api_name);
      return day === null ? format.instant(value) : format.day(day);
    }
    if (field.data_type === 'date') return format.day(value);
  }
  if (typeof value === 'string' && field.data_type === 'email') return <MailAddress address={value} />;
  return plainValue(value);
}

/** A participant's answer to an invitation, where the element has one. */
function AnswerBadge({ element }: { readonly element: unknown }) {
  const status =
    typeof element === 'object' && element !== null && 'status' in element ? element.status : null;
  if (typeof status !== 'string' || status === '') return null;
  return (
    <Badge size="xs" variant="light" tt="none">
      {status.replaceAll('_', ' ')}
    </Badge>
  );
}
