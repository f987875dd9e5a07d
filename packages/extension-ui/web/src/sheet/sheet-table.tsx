import { Table, Text } from '@mantine/core';
import type { CrmModule, CrmRecordBody } from '@syncgrant/contracts';
import { toForm, type FormScope } from '../records/field-form.ts';
import type { FormValue } from '../records/form-value.ts';
import { recordTitle } from '../records/record-title.ts';
import { text } from '../text.ts';
import { SheetCell, type SheetColumn } from './sheet-cell.tsx';
import { isNew, type SheetEdits, type WrittenCell } from './sheet-edits.ts';
import classes from './sheet.module.css';

/** Rows by columns; one cell at a time is open, and those that were written in stay open. */
export function SheetTable({
  label,
  columns,
  rows,
  edits,
  scope,
  open,
  onOpen,
  onWrite,
}: {
  readonly label: string;
  readonly columns: readonly SheetColumn[];
  /** By key, new rows among them. */
  readonly rows: ReadonlyMap<string, CrmRecordBody>;
  readonly edits: SheetEdits;
  readonly scope: FormScope & { readonly module: CrmModule };
  /** The place of the cell that is open. */
  readonly open: string | null;
  readonly onOpen: (place: string) => void;
  readonly onWrite: (cell: WrittenCell, value: FormValue) => void;
}) {
  const { module } = scope;

  return (
    <Table.ScrollContainer minWidth={0} maxHeight="70vh" type="native">
      <Table aria-label={label} verticalSpacing={4} withColumnBorders stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th className={classes.name}>{text.sheet.row}</Table.Th>
            {columns.map(({ field }) => (
              <Table.Th key={field.api_name} style={{ whiteSpace: 'nowrap' }}>
                {field.field_label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...rows].map(([key, record], index) => {
            const edit = edits.get(key);
            const saved = toForm(
              columns.map(({ field }) => field),
              record,
              scope,
            );
            const name = recordTitle(module, record) ?? `${text.sheet.row} ${index + 1}`;
            return (
              <Table.Tr key={key}>
                <Table.Th scope="row" className={classes.name}>
                  <Text size="sm" fw={500} truncate>
                    {isNew(key) ? text.sheet.newRow : name}
                  </Text>
                  {edit?.problem && (
                    <Text size="xs" c="red" role="alert" fw={400}>
                      {edit.problem}
                    </Text>
                  )}
                </Table.Th>
                {columns.map((column) => {
                  const { api_name: field } = column.field;
                  const written = edit?.values[field];
                  const place = `${key} ${field}`;
                  return (
                    <SheetCell
                      key={field}
                      module={module}
                      column={column}
                      record={record}
                      row={isNew(key) ? text.sheet.newRow : name}
                      value={written ?? saved[field] ?? ''}
                      isWritten={written !== undefined}
                      isOpen={open === place}
                      onOpen={() => onOpen(place)}
                      onChange={(value) =>
                        onWrite({ key, name: field, saved: saved[field], version: record['$version'] }, value)
                      }
                    />
                  );
                })}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
