import { Alert, Button, DataList, Group, Input, SimpleGrid, Stack, Text } from '@mantine/core';
import type { CrmModule, CrmRecordBody } from '@syncgrant/contracts';
import { IconEyeOff, IconLock } from '@tabler/icons-react';
import { useSession } from '../session/session-context.ts';
import { text } from '../text.ts';
import { isMeetingTime } from './all-day.ts';
import { groupFields, kindOf, type Field } from './field-form.ts';
import { FieldInput, isOwner } from './field-input.tsx';
import { FieldValue } from './field-value.tsx';
import { sectionsOf } from './form-sections.ts';
import type { ModuleWords } from './module-words.ts';
import { rightTo } from './record-rights.ts';
import { Section } from './section.tsx';
import { useRecordForm, type StoredRecord } from './use-record-form.ts';

/** Shows and edits a record by its module's field metadata; without a record it makes one. */
export function RecordForm({
  module,
  words,
  fields,
  record,
  barred = null,
  onSave,
}: {
  readonly module: CrmModule;
  readonly words: ModuleWords;
  readonly fields: readonly Field[];
  readonly record: StoredRecord | null;
  /** Why nobody changes this record; null when that is a matter of permissions alone. */
  readonly barred?: string | null;
  /** Takes the changes instead of saving them in the record. */
  readonly onSave?: (changes: CrmRecordBody) => void;
}) {
  const session = useSession();
  const groups = groupFields(module, fields);
  const { form, change, allDay, saving, save } = useRecordForm(module, words, groups, record, onSave);
  const right = rightTo(session, record ? 'Edit' : 'Create', module);
  const handOver = rightTo(session, 'Change_Owner', module);
  const refusal = barred ?? (right.kind === 'refused' ? right.reason : null);
  const mayWrite = refusal === null;
  const lockOf = (field: Field): string | null => {
    if (!mayWrite) return null;
    if (field.read_only) return text.records.fieldReadOnly;
    return isOwner(field) && handOver.kind === 'refused' ? handOver.reason : null;
  };
  const values = record?.values ?? { Owner: { id: session.user.id, name: session.user.fullName } };
  // Who only reads is not shown what is empty.
  const isThere = (field: Field): boolean =>
    mayWrite || (record !== null && isFilled(values[field.api_name]));
  const unfillable = record
    ? []
    : fields.filter((field) => field.system_mandatory && !groups.editable.includes(field));
  const shown = groups.shown.filter(
    (field) => record && field.api_name !== 'id' && isFilled(record.values[field.api_name]),
  );

  return (
    <form onSubmit={form.onSubmit(save)} noValidate>
      <Stack gap="lg">
        {!mayWrite && (
          <Alert color="gray" icon={<IconLock aria-hidden />}>
            {refusal}
          </Alert>
        )}
        {mayWrite && unfillable.length > 0 && (
          <Alert color="yellow" icon={<IconLock aria-hidden />}>
            {text.records.unfillable(unfillable.map((field) => field.field_label))}
          </Alert>
        )}
        {sectionsOf(groups.inputs.filter(isThere)).map((section) => (
          <Section key={section.title} title={section.title}>
            <SimpleGrid cols={{ base: 1, sm: section.wide ? 1 : 2 }} spacing="md" verticalSpacing="md">
              {section.fields.map((field) => {
                const kind = kindOf(field);
                const lock = lockOf(field);
                if (kind === null) return null;
                if (!mayWrite || lock !== null) {
                  return (
                    <Input.Wrapper
                      key={field.api_name}
                      label={field.field_label}
                      labelElement="div"
                      description={lock}
                    >
                      <Text component="div" size="sm" style={{ overflowWrap: 'anywhere' }}>
                        <FieldValue module={module} field={field} record={values} />
                      </Text>
                    </Input.Wrapper>
                  );
                }
                const error = form.errors[field.api_name];
                return (
                  <FieldInput
                    key={field.api_name}
                    module={module}
                    field={field}
                    kind={allDay && isMeetingTime(field.api_name) ? 'date' : kind}
                    value={form.values[field.api_name] ?? ''}
                    error={typeof error === 'string' ? error : null}
                    onChange={(value) => change(field.api_name, value)}
                  />
                );
              })}
            </SimpleGrid>
          </Section>
        ))}
        {groups.hidden.length > 0 && (
          <Group gap={6} c="dimmed" wrap="nowrap" align="flex-start">
            <IconEyeOff size={16} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
            <Text size="sm">
              {text.records.hiddenFields(groups.hidden.map((field) => field.field_label))}
            </Text>
          </Group>
        )}
        {mayWrite && (
          <Group
            justify="flex-end"
            pos={record === null || form.isDirty() ? 'sticky' : 'static'}
            bottom={16}
            style={{ zIndex: 1, pointerEvents: 'none' }}
          >
            <Button
              style={{ pointerEvents: 'auto' }}
              type="submit"
              loading={saving}
              disabled={record !== null && !form.isDirty()}
            >
              {text.save}
            </Button>
          </Group>
        )}
        {record && shown.length > 0 && (
          <Section title={text.records.more}>
            <DataList labelWidth={140} size="sm">
              {shown.map((field) => (
                <DataList.Item key={field.api_name}>
                  <DataList.ItemLabel>{field.field_label}</DataList.ItemLabel>
                  <DataList.ItemValue style={{ overflowWrap: 'anywhere' }}>
                    <FieldValue module={module} field={field} record={record.values} />
                  </DataList.ItemValue>
                </DataList.Item>
              ))}
            </DataList>
          </Section>
        )}
      </Stack>
    </form>
  );
}

const isFilled = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
