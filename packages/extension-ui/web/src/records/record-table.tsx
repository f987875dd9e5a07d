import { Checkbox, Table } from '@mantine/core';
import { RECORDS_PER_ACTION, type CrmModule, type CrmRecordBody } from '@syncgrant/contracts';
import { text } from '../text.ts';
import type { Field } from './field-form.ts';
import { columnVisibility, RecordRow } from './record-row.tsx';

export function RecordTable({
  module,
  label,
  columns,
  records,
  selected,
  onToggle,
  onSelect,
}: {
  readonly module: CrmModule;
  readonly label: string;
  readonly columns: readonly Field[];
  readonly records: readonly CrmRecordBody[];
  readonly selected: ReadonlySet<string>;
  /** Must stay the same function, so that only the row that it is about changes. */
  readonly onToggle: (id: string) => void;
  readonly onSelect: (ids: ReadonlySet<string>) => void;
}) {
  const ids = records.map((record) => String(record['id']));
  const here = ids.filter((id) => selected.has(id));
  const full = selected.size >= RECORDS_PER_ACTION;

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
              <Table.Th key={field.api_name} {...columnVisibility(index)}>
                {field.field_label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {records.map((record, row) => {
            const id = ids[row] ?? '';
            return (
              <RecordRow
                key={id}
                id={id}
                module={module}
                columns={columns}
                record={record}
                selected={selected.has(id)}
                barred={full && !selected.has(id)}
                onToggle={onToggle}
              />
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
