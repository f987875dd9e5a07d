import { Anchor, Checkbox, Group, Table } from '@mantine/core';
import type { CrmModule, CrmRecordBody } from '@syncgrant/contracts';
import { memo } from 'react';
import { Link } from 'react-router';
import { text } from '../text.ts';
import type { Field } from './field-form.ts';
import { FieldValue } from './field-value.tsx';
import { RecordAvatar } from './record-avatar.tsx';
import { RecordMarks } from './record-marks.tsx';
import { recordTitle } from './record-title.ts';

/** Types whose values are short and read badly over two lines. */
const UNBROKEN: ReadonlySet<string> = new Set(['date', 'datetime', 'phone', 'currency', 'formula']);

interface RowProps {
  readonly id: string;
  readonly module: CrmModule;
  readonly columns: readonly Field[];
  readonly record: CrmRecordBody;
  readonly selected: boolean;
  /** As many are selected as something can be done to at once. */
  readonly barred: boolean;
  readonly onToggle: (id: string) => void;
}

/** A record in a list. Lists grow long, so a row is rendered again only when something about it has changed. */
export const RecordRow = memo(function RecordRow(row: RowProps) {
  const { id, module, columns, record, selected } = row;
  const title = recordTitle(module, record) ?? text.records.untitled;
  return (
    <Table.Tr {...(selected && { bg: 'var(--mantine-primary-color-light)' })}>
      <Table.Td>
        <Checkbox
          aria-label={text.records.select(title)}
          checked={selected}
          disabled={row.barred}
          onChange={() => row.onToggle(id)}
        />
      </Table.Td>
      {columns.map((field, index) => (
        <Table.Td key={field.api_name} style={breaking(field)} {...columnVisibility(index)}>
          {index === 0 ? (
            <Group gap={6}>
              <RecordAvatar module={module} record={record} size={24} />
              <Anchor
                component={Link}
                to={`/records/${module}/${id}`}
                inherit
                style={{ overflowWrap: 'break-word' }}
              >
                {isNamed(record, field) ? (
                  <FieldValue module={module} field={field} record={record} links={false} />
                ) : (
                  title
                )}
              </Anchor>
              <RecordMarks record={record} />
            </Group>
          ) : (
            <FieldValue module={module} field={shortened(field)} record={record} />
          )}
        </Table.Td>
      ))}
    </Table.Tr>
  );
});

const breaking = ({ data_type }: Field) =>
  UNBROKEN.has(data_type)
    ? ({ whiteSpace: 'nowrap' } as const)
    : ({ overflowWrap: data_type === 'email' ? 'break-word' : 'anywhere' } as const);

const isNamed = (record: CrmRecordBody, { api_name }: Field): boolean => (record[api_name] ?? '') !== '';

/** Long texts stand in a list as they come, without their line breaks. */
const shortened = (field: Field): Field =>
  field.data_type === 'textarea' ? { ...field, data_type: 'text' } : field;

/** Two columns fit a phone, three a tablet; the others wait for room. */
export function columnVisibility(index: number): { readonly visibleFrom?: 'sm' | 'md' | 'lg' } {
  if (index < 2) return {};
  return { visibleFrom: index < 3 ? 'sm' : index < 4 ? 'md' : 'lg' };
}
