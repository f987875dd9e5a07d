import { Table, Text, UnstyledButton } from '@mantine/core';
import type { CrmModule, CrmRecordBody } from '@syncgrant/contracts';
import { useEffect, useRef, type ReactNode } from 'react';
import { kindOf, type Field } from '../records/field-form.ts';
import { FieldInput } from '../records/field-input.tsx';
import { FieldValue } from '../records/field-value.tsx';
import type { FormValue } from '../records/form-value.ts';
import { text } from '../text.ts';
import classes from './sheet.module.css';

export interface SheetColumn {
  readonly field: Field;
  readonly writable: boolean;
}

/** A cell: its value, or the input that fits its field while it is written in. */
export function SheetCell({
  module,
  column: { field, writable },
  record,
  row,
  value,
  isWritten,
  isOpen,
  onOpen,
  onChange,
}: {
  readonly module: CrmModule;
  readonly column: SheetColumn;
  readonly record: CrmRecordBody;
  /** What the row is called. */
  readonly row: string;
  readonly value: FormValue;
  readonly isWritten: boolean;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onChange: (value: FormValue) => void;
}) {
  const kind = kindOf(field);
  if (!writable || kind === null || kind === 'rows') {
    return (
      <Table.Td className={classes.cell}>
        <Text size="sm" c="dimmed" className={classes.shown} component="div" title={text.sheet.readOnly}>
          <FieldValue module={module} field={field} record={record} links={false} />
        </Text>
      </Table.Td>
    );
  }
  return (
    <Table.Td className={`${classes.cell} ${isWritten ? classes.written : ''}`}>
      {isOpen || isWritten ? (
        <Opened focuses={isOpen}>
          <FieldInput
            module={module}
            field={{ ...field, field_label: text.sheet.cell(field.field_label, row) }}
            kind={kind}
            value={value}
            dense
            onChange={onChange}
          />
        </Opened>
      ) : (
        <UnstyledButton
          className={classes.shown}
          aria-label={text.sheet.cell(field.field_label, row)}
          fz="sm"
          onClick={onOpen}
        >
          <FieldValue module={module} field={field} record={record} links={false} />
        </UnstyledButton>
      )}
    </Table.Td>
  );
}

/** What was chosen can be written in at once. */
function Opened({ focuses, children }: { readonly focuses: boolean; readonly children: ReactNode }) {
  const cell = useRef<HTMLDivElement>(null);
  const first = useRef(focuses);
  useEffect(() => {
    if (first.current) cell.current?.querySelector<HTMLElement>('input, textarea')?.focus();
  }, []);
  return <div ref={cell}>{children}</div>;
}
