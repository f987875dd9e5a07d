import { Anchor, Checkbox, Group, Table } from '@mantine/core';
import { RECORDS_PER_ACTION, type CrmModule, type CrmRecordBody } from '@syncgrant/contracts';
import { Link } from 'react-router';
import { text } from '../text.ts';
import type { Field } from './field-form.ts';
import { FieldValue } from './field-value.tsx';
import { RecordMarks } from './record-marks.tsx';
import { recordTitle } from './record-title.ts';

/** Types whose values are short and read badly over two lines. */
const UNBROKEN: ReadonlySet<string> = new Set(['date', 'datetime', 'phone', 'currency', 'formula']);

export function RecordTable({
  module,
  label,
  columns,
  records,
  selected,
  onSelect,
}: {
  readonly module: CrmModule;
  readonly label: string;
  readonly columns: readonly Field[];
  readonly records: readonly CrmRecordBody[];
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (ids: ReadonlySet<string>) => void;
}) {
  const ids = records.map((record) => String(record['id']));
  const here = ids.filter((id) => selected.has(id));
  const toggle = (id: string): void => {
    const after = new Set(selected);
    if (!after.delete(id)) after.add(id);
    onSelect(after);
  };

  return (
    <Table.ScrollContainer minWidth={0} type="native">
      <Table verticalSpacing="sm" horizontalSpacing="sm" highlightOnHover aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={40}>
              <Checkbox
                aria-label={text.records.selectAll}
                checked={here.length > 0}
                indeterminate={here.length > 0 && here.length < ids.length}
                onChange={() => onSelect(new Set(here.length > 0 ? [] : ids.slice(0, RECORDS_PER_ACTION)))}
              />
            </Table.Th>
            {columns.map((field, index) => (
              <Table.Th key={field.api_name} {...visibility(index)}>
                {field.field_label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {records.map((record, row) => {
            const id = ids[row] ?? '';
            const title = recordTitle(module, record) ?? text.records.untitled;
            return (
              <Table.Tr key={id} {...(selected.has(id) && { bg: 'var(--mantine-primary-color-light)' })}>
                <Table.Td>
                  <Checkbox
                    aria-label={text.records.select(title)}
                    checked={selected.has(id)}
                    disabled={!selected.has(id) && selected.size >= RECORDS_PER_ACTION}
                    onChange={() => toggle(id)}
                  />
                </Table.Td>
                {columns.map((field, index) => (
                  <Table.Td
                    key={field.api_name}
                    style={
                      UNBROKEN.has(field.data_type)
                        ? { whiteSpace: 'nowrap' }
                        : { overflowWrap: field.data_type === 'email' ? 'break-word' : 'anywhere' }
                    }
                    {...visibility(index)}
                  >
                    {index === 0 ? (
                      <Group gap={6}>
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
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const isNamed = (record: CrmRecordBody, { api_name }: Field): boolean => {
  const value = record[api_name] ?? '';
  return value !== '';
};

/** Long texts stand in a list as they come, without their line breaks. */
const shortened = (field: Field): Field =>
  field.data_type === 'textarea' ? { ...field, data_type: 'text' } : field;

/** Two columns fit a phone, three a tablet; the others wait for room. */
function visibility(index: number): { readonly visibleFrom?: 'sm' | 'md' | 'lg' } {
  if (index < 2) return {};
  return { visibleFrom: index < 3 ? 'sm' : index < 4 ? 'md' : 'lg' };
}
