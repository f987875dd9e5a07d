import { Anchor, Badge, Group, Stack, Table, Text } from '@mantine/core';
import { crmModuleSchema, type CrmModule, type CrmRecordBody } from '@syncgrant/contracts';
import { Link } from 'react-router';
import { MailAddress } from '../shell/mail-address.tsx';
import { plainValue } from '../shell/plain-value.ts';
import { text } from '../text.ts';
import { useMomentFormat } from '../time/moment.tsx';
import { alarmIn, reminderWords, repetitionWords } from './activity-words.ts';
import { writtenDay } from './all-day.ts';
import { lookedUpModule, referenceOf, rowFieldsOf, type Field } from './field-form.ts';

/** The value of a record's field for reading. Without `links` it is fit to stand in a link itself. */
export function FieldValue({
  module,
  field,
  record,
  links = true,
}: {
  readonly module: CrmModule;
  readonly field: Field;
  readonly record: CrmRecordBody;
  readonly links?: boolean;
}) {
  const format = useMomentFormat();
  const value = record[field.api_name];
  if (value === null || value === undefined || value === '') return text.none;
  switch (field.data_type) {
    case 'datetime': {
      if (!isTime(value)) break;
      const day = writtenDay(record, field.api_name);
      return day === null ? format.instant(value) : format.day(day);
    }
    case 'date':
      if (isTime(value)) return format.day(value);
      break;
    case 'email':
      if (typeof value === 'string') return <MailAddress address={value} />;
      break;
    case 'website':
      if (links && typeof value === 'string') return <WebAddress address={value} />;
      break;
    case 'currency':
    case 'formula':
      if (typeof value === 'number') return amount(value);
      break;
    case 'percent':
      if (typeof value === 'number') return `${value.toLocaleString()} %`;
      break;
    case 'textarea':
      return (
        <Text inherit component="span" style={{ whiteSpace: 'pre-wrap' }}>
          {plainValue(value)}
        </Text>
      );
    case 'ownerlookup':
      return referenceOf(value)?.name || text.none;
    case 'lookup': {
      const reference = referenceOf(value);
      if (reference === null) break;
      const other = lookedUpModule(field) ?? crmModuleSchema.safeParse(record['$se_module']).data;
      if (reference.name === '') return text.records.unseen;
      if (!links || other === undefined) return reference.name;
      return (
        <Anchor component={Link} to={`/records/${other}/${reference.id}`} inherit>
          {reference.name}
        </Anchor>
      );
    }
    case 'subform':
      return <Rows module={module} field={field} rows={value} />;
    case 'jsonarray':
      return <Participants people={value} />;
    case 'RRULE':
      return repetitionWords(value);
    case 'multireminder':
      return reminderWords(value);
    case 'ALARM': {
      const at = alarmIn(value);
      return at === null ? text.none : format.instant(at);
    }
    default:
  }
  return plainValue(value);
}

const isTime = (value: unknown): value is string =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value));

const amount = (value: number): string =>
  value.toLocaleString(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function WebAddress({ address }: { readonly address: string }) {
  const href = /^https?:\/\//i.test(address) ? address : `https://${address}`;
  return (
    <Anchor href={href} target="_blank" rel="noopener noreferrer" inherit>
      {address}
    </Anchor>
  );
}

const isRecord = (value: unknown): value is CrmRecordBody => typeof value === 'object' && value !== null;

function Rows({
  module,
  field,
  rows,
}: {
  readonly module: CrmModule;
  readonly field: Field;
  readonly rows: unknown;
}) {
  if (!Array.isArray(rows) || rows.length === 0) return text.none;
  const columns = rowFieldsOf(module, field.api_name).filter(
    ({ api_name }) => api_name !== 'Sequence_Number',
  );
  return (
    <Table.ScrollContainer minWidth={480} type="native">
      <Table aria-label={field.field_label}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column.api_name}>{column.field_label}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.filter(isRecord).map((row, index) => (
            <Table.Tr key={index}>
              {columns.map((column) => (
                <Table.Td key={column.api_name}>
                  <FieldValue module={module} field={column} record={row} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Participants({ people }: { readonly people: unknown }) {
  if (!Array.isArray(people) || people.length === 0) return text.none;
  return (
    <Stack gap={4}>
      {people.map((person: unknown, position) => (
        <Group key={position} gap={6}>
          <Text size="sm">{plainValue(person)}</Text>
          <AnswerBadge element={person} />
        </Group>
      ))}
    </Stack>
  );
}

/** A participant's answer to an invitation, where the element has one. */
function AnswerBadge({ element }: { readonly element: unknown }) {
  const status = isRecord(element) ? element['status'] : null;
  if (typeof status !== 'string' || status === '') return null;
  return (
    <Badge size="xs" variant="light" tt="none">
      {status.replaceAll('_', ' ')}
    </Badge>
  );
}
