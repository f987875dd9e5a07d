import { Table, Text } from '@mantine/core';
import type { ImportRowView } from '@syncgrant/contracts';
import { text } from '../../text.ts';
import type { Field } from '../field-form.ts';

/** Rows of a file with what became of each, and why. */
export function ImportRows({
  fields,
  rows,
}: {
  readonly fields: readonly Field[];
  readonly rows: readonly ImportRowView[];
}) {
  const labelOf = (row: ImportRowView): string =>
    row.column ?? fields.find(({ api_name }) => api_name === row.field)?.field_label ?? text.none;
  return (
    <Table.ScrollContainer minWidth={420} maxHeight={280}>
      <Table aria-label={text.records.imports.rows} verticalSpacing={4} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text.records.imports.row}</Table.Th>
            <Table.Th>{text.records.imports.result}</Table.Th>
            <Table.Th>{text.records.imports.column}</Table.Th>
            <Table.Th>{text.records.imports.reason}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.row}>
              <Table.Td>{row.row.toLocaleString()}</Table.Td>
              <Table.Td>{text.records.imports.counts[row.result]}</Table.Td>
              <Table.Td>{labelOf(row)}</Table.Td>
              <Table.Td>
                <Text size="sm">{row.message}</Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
