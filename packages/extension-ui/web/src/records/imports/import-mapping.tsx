import {
  Alert,
  Button,
  Group,
  MultiSelect,
  Radio,
  Select,
  SimpleGrid,
  Stack,
  Table,
  Text,
} from '@mantine/core';
import { changeImport, listImports, type CrmModule, type ImportOptions } from '@syncgrant/contracts';
import { useState } from 'react';
import { useChange } from '../../api/use-api.ts';
import { text } from '../../text.ts';
import { groupFields, kindOf, type Field } from '../field-form.ts';
import { isOwner } from '../field-input.tsx';
import type { Reference } from '../form-value.ts';
import { PersonSelect } from '../reference-select.tsx';
import type { Tried } from './import-dialog.tsx';
import { ImportCounts } from './import-counts.tsx';
import { ImportRows } from './import-rows.tsx';

const LEFT_OUT = '';

/** Which column goes to which field, how cells are read, and what would become of the first rows. */
export function ImportMapping({
  module,
  fields,
  tried,
  onTried,
  onStart,
}: {
  readonly module: CrmModule;
  readonly fields: readonly Field[];
  readonly tried: Tried;
  readonly onTried: (tried: Tried) => void;
  readonly onStart: () => void;
}) {
  const { import: current, dryRun } = tried;
  const [mapping, setMapping] = useState<Readonly<Record<string, string | null>>>(
    Object.fromEntries(current.columns.map(({ name, field }) => [name, field])),
  );
  const [options, setOptions] = useState<ImportOptions>(current.options);
  const [owner, setOwner] = useState<Reference | null>(null);
  // What was tried is no longer what would happen once something is changed.
  const [touched, setTouched] = useState(dryRun === null);
  const set = (change: Partial<ImportOptions>): void => {
    setOptions((before) => ({ ...before, ...change }));
    setTouched(true);
  };
  const check = useChange(changeImport, {
    refreshes: [listImports],
    onSuccess: (answer) => {
      setTouched(false);
      onTried({ import: answer.import, dryRun: answer.dry_run });
    },
  });
  const targets = [
    ...fields.filter(({ api_name }) => api_name === 'id'),
    ...groupFields(module, fields).inputs.filter((field) => kindOf(field) !== 'rows'),
  ].map((field) => ({ value: field.api_name, label: field.field_label }));
  const missing = fields.filter(({ api_name }) => current.missing_fields.includes(api_name));
  const blocked = options.mode !== 'update' && missing.length > 0;
  const changes = options.mode !== 'insert';

  return (
    <Stack>
      <Text size="sm" fw={600}>
        {current.file_name}, {text.records.imports.rowsOf(current.rows)}
      </Text>
      <Table.ScrollContainer minWidth={240} maxHeight={320}>
        <Table aria-label={text.records.imports.columns} verticalSpacing={6} stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{text.records.imports.column}</Table.Th>
              <Table.Th visibleFrom="sm">{text.records.imports.examples}</Table.Th>
              <Table.Th>{text.records.imports.field}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {current.columns.map(({ name, examples }) => (
              <Table.Tr key={name}>
                <Table.Td style={{ overflowWrap: 'break-word' }}>{name}</Table.Td>
                <Table.Td visibleFrom="sm">
                  <Text size="xs" c="dimmed" lineClamp={2}>
                    {examples.join(', ')}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <Select
                    aria-label={text.records.imports.fieldOf(name)}
                    data={[{ value: LEFT_OUT, label: text.records.imports.leaveOut }, ...targets]}
                    value={mapping[name] ?? LEFT_OUT}
                    allowDeselect={false}
                    searchable
                    size="xs"
                    onChange={(target) => {
                      setMapping((before) => ({ ...before, [name]: target === LEFT_OUT ? null : target }));
                      setTouched(true);
                    }}
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="sm">
        <Choice
          label={text.records.imports.mode}
          words={text.records.imports.modes}
          value={options.mode}
          onChange={(mode) => set({ mode })}
        />
        {changes && (
          <Choice
            label={text.records.imports.emptyCells}
            words={text.records.imports.emptyCellsKinds}
            value={options.empty_cells}
            onChange={(empty_cells) => set({ empty_cells })}
          />
        )}
        <Choice
          label={text.records.imports.dates}
          words={text.records.imports.dateOrders}
          value={options.date_order}
          onChange={(date_order) => set({ date_order })}
        />
        <Choice
          label={text.records.imports.decimals}
          words={text.records.imports.marks}
          value={options.decimal_mark}
          onChange={(decimal_mark) => set({ decimal_mark })}
        />
        <PersonSelect
          label={text.records.imports.owner}
          value={owner}
          onChange={(person) => {
            setOwner(person);
            set({ owner: person?.id });
          }}
        />
        {changes && (
          <MultiSelect
            label={text.records.imports.recognise}
            description={text.records.imports.recogniseNote}
            data={targets.filter(({ value }) => value !== 'id' && !isOwner({ api_name: value }))}
            value={options.duplicate_check_fields ?? []}
            maxValues={5}
            searchable
            onChange={(names) => set({ duplicate_check_fields: names.length === 0 ? undefined : names })}
          />
        )}
      </SimpleGrid>
      {blocked && (
        <Alert color="yellow">
          {text.records.imports.missing(missing.map(({ field_label }) => field_label))}
        </Alert>
      )}
      {dryRun !== null && !touched && (
        <Stack gap="xs" component="section" aria-label={text.records.imports.dryRun(dryRun.rows)}>
          <Text size="sm" fw={600}>
            {text.records.imports.dryRun(dryRun.rows)}
          </Text>
          <ImportCounts counts={dryRun} />
          {dryRun.errors.length > 0 && <ImportRows fields={fields} rows={dryRun.errors} />}
        </Stack>
      )}
      <Group justify="flex-end">
        <Button
          variant={touched ? 'filled' : 'default'}
          loading={check.isPending}
          disabled={!touched}
          onClick={() =>
            check.mutate({ params: { module, import_id: current.id }, body: { ...options, mapping } })
          }
        >
          {text.records.imports.check}
        </Button>
        <Button disabled={touched || blocked || check.isPending} onClick={onStart}>
          {text.records.imports.start}
        </Button>
      </Group>
    </Stack>
  );
}

/** One of a few values, each with its words. */
function Choice<Value extends string>({
  label,
  words,
  value,
  onChange,
}: {
  readonly label: string;
  readonly words: Readonly<Record<Value, string>>;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}) {
  const known = Object.entries<string>(words);
  const isValue = (name: string): name is Value => Object.hasOwn(words, name);
  return (
    <Radio.Group label={label} value={value} onChange={(name) => isValue(name) && onChange(name)}>
      <Stack gap={4} mt={4}>
        {known.map(([name, title]) => (
          <Radio key={name} value={name} label={title} size="xs" />
        ))}
      </Stack>
    </Radio.Group>
  );
}
