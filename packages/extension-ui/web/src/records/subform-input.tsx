import { ActionIcon, Button, Card, Group, Input, SimpleGrid, Stack, Text } from '@mantine/core';
import type { CrmModule } from '@syncgrant/contracts';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { text } from '../text.ts';
import { kindOf, rowInputsOf, type Field } from './field-form.ts';
import type { FieldInputProps } from './field-input.tsx';
import type { FormRow, FormValue } from './form-value.ts';

const MOST_ROWS = 200;

/** The rows of a subform, each with its inputs: the items of a quote. */
export function SubformInput({
  module,
  field,
  rows,
  error,
  onChange,
  Cell,
}: {
  readonly module: CrmModule;
  readonly field: Field;
  readonly rows: readonly FormRow[];
  readonly error: string | null;
  readonly onChange: (rows: readonly FormRow[]) => void;
  /** Renders the input of one field of a row. */
  readonly Cell: ComponentType<FieldInputProps>;
}) {
  const inputs = rowInputsOf(module, field.api_name);
  const change = (key: number, name: string, value: FormValue): void =>
    onChange(
      rows.map((row) => (row.key === key ? { ...row, values: { ...row.values, [name]: value } } : row)),
    );
  const add = (): void =>
    onChange([...rows, { key: Math.max(-1, ...rows.map(({ key }) => key)) + 1, values: {}, kept: {} }]);

  return (
    <Input.Wrapper error={error}>
      <Stack gap="xs" role="group" aria-label={field.field_label} mt={6}>
        {rows.length === 0 && (
          <Text size="sm" c="dimmed">
            {text.records.noRows}
          </Text>
        )}
        {rows.map((row, index) => (
          <Card key={row.key} padding="sm" role="group" aria-label={text.records.row(index + 1)}>
            <Group justify="space-between" mb={4}>
              <Text size="xs" c="dimmed" fw={600}>
                {text.records.row(index + 1)}
              </Text>
              <ActionIcon
                variant="subtle"
                color="red"
                aria-label={text.records.removeRow(index + 1)}
                onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Group>
            <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="xs" verticalSpacing="xs">
              {inputs.map((input) => {
                const kind = kindOf(input);
                return (
                  kind !== null && (
                    <Cell
                      key={input.api_name}
                      module={module}
                      field={input}
                      kind={kind}
                      value={row.values[input.api_name] ?? ''}
                      dense
                      onChange={(value) => change(row.key, input.api_name, value)}
                    />
                  )
                );
              })}
            </SimpleGrid>
          </Card>
        ))}
        {rows.length < MOST_ROWS && (
          <Group>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={add}
            >
              {text.records.addRow}
            </Button>
          </Group>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
