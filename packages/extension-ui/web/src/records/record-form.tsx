import { Alert, Button, Card, DataList, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import {
  createRecords,
  deleteRecord,
  getRecord,
  listRecords,
  updateRecord,
  type CrmRecordBody,
  type RecordModule,
} from '@syncgrant/contracts';
import { IconLock, IconTrash } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { ApiError } from '../api/api-error.ts';
import { useChange } from '../api/use-api.ts';
import { useSession } from '../session/session-context.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { showFailure, showSuccess } from '../shell/notify.ts';
import { text } from '../text.ts';
import { knownTimeZone } from '../time/known-time-zone.ts';
import { isAllDay, isMeetingTime, withAllDay } from './all-day.ts';
import { changedFields, kindOf, splitFields, toForm, type Field, type FormValues } from './field-form.ts';
import { FieldInput } from './field-input.tsx';
import { FieldValue } from './field-value.tsx';

/** Shows and edits a record by its module's field metadata; without a record it makes one. */
export function RecordForm({
  module,
  fields,
  record,
}: {
  readonly module: RecordModule;
  readonly fields: readonly Field[];
  readonly record: { readonly id: string; readonly values: CrmRecordBody } | null;
}) {
  const { user, permissions } = useSession();
  const timeZone = knownTimeZone(user.timeZone);
  const navigate = useNavigate();
  const words = text.recordModules[module];
  const may = (verb: 'Create' | 'Edit' | 'Delete'): boolean =>
    permissions.includes(`Crm_Implied_${verb}_${module}`);
  const mayWrite = may(record ? 'Edit' : 'Create');
  const { editable, shown } = splitFields(fields);
  const stored = toForm(editable, record?.values ?? {}, timeZone);

  const form = useForm<FormValues>({
    initialValues: stored,
    validate: (values) =>
      Object.fromEntries(
        editable
          .filter((field) => field.system_mandatory && values[field.api_name] === '')
          .map((field) => [field.api_name, text.records.missing(field.field_label)]),
      ),
  });
  const initial = form.getInitialValues();
  // Whoever may not switch it has it as it is stored.
  const allDay = isAllDay({ ...record?.values, ...form.values });
  const change = (name: string, value: string | boolean): void => {
    if (name === 'All_day' && typeof value === 'boolean')
      form.setValues(withAllDay(form.getValues(), value, initial));
    else form.setFieldValue(name, value);
  };

  const showRefusal = (error: Error): void => {
    const name = error instanceof ApiError ? error.field : null;
    if (name !== null && editable.some((field) => field.api_name === name))
      form.setFieldError(name, error.message);
    else showFailure(error);
  };
  const refreshes = [listRecords, getRecord];
  const create = useChange(createRecords, {
    refreshes: [listRecords],
    onError: showRefusal,
    onSuccess: ({ data }) => {
      const id = data[0]?.details['id'];
      showSuccess(text.records.created(words.one));
      void navigate(typeof id === 'string' ? `/records/${module}/${id}` : `/records/${module}`, {
        replace: true,
      });
    },
  });
  const update = useChange(updateRecord, {
    refreshes,
    onError: showRefusal,
    onSuccess: () => {
      const saved = form.getValues();
      form.setInitialValues(saved);
      form.resetDirty(saved);
      showSuccess(text.records.saved);
    },
  });
  const [asksDelete, deleteDialog] = useDisclosure(false);
  const remove = useChange(deleteRecord, {
    refreshes: [listRecords],
    onSuccess: () => {
      showSuccess(text.records.deleted(words.one));
      void navigate(`/records/${module}`, { replace: true });
    },
  });

  const save = (values: FormValues): void => {
    const data = [changedFields(editable, initial, values, timeZone)];
    if (record) update.mutate({ params: { module, id: record.id }, body: { data } });
    else create.mutate({ params: { module }, body: { data } });
  };
  const shownFields = shown.filter(
    (field) => record && field.api_name !== 'id' && isFilled(record.values[field.api_name]),
  );

  return (
    <form onSubmit={form.onSubmit(save)} noValidate>
      <Stack gap="lg">
        {!mayWrite && (
          <Alert color="gray" icon={<IconLock aria-hidden />}>
            {record ? text.records.readOnly(words.many) : text.records.noCreate(words.many)}
          </Alert>
        )}
        <Card>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing="md">
            {editable.map((field) => {
              const kind = kindOf(field);
              if (kind === null) return null;
              const error = form.errors[field.api_name];
              return (
                <div key={field.api_name} {...(kind === 'textarea' && { style: { gridColumn: '1 / -1' } })}>
                  <FieldInput
                    field={field}
                    kind={allDay && isMeetingTime(field.api_name) ? 'date' : kind}
                    value={form.values[field.api_name] ?? ''}
                    error={typeof error === 'string' ? error : null}
                    disabled={!mayWrite}
                    onChange={(value) => change(field.api_name, value)}
                  />
                </div>
              );
            })}
          </SimpleGrid>
        </Card>
        <Group justify="space-between">
          {record && may('Delete') ? (
            <Button
              variant="subtle"
              color="red"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={deleteDialog.open}
            >
              {text.records.delete}
            </Button>
          ) : (
            <span />
          )}
          {mayWrite && (
            <Button
              type="submit"
              loading={create.isPending || update.isPending}
              disabled={record !== null && !form.isDirty()}
            >
              {text.save}
            </Button>
          )}
        </Group>
        {record && shownFields.length > 0 && (
          <Card component="section" aria-label={text.records.more}>
            <Title order={2} size="h3" mb="sm">
              {text.records.more}
            </Title>
            <DataList labelWidth={140} size="sm">
              {shownFields.map((field) => (
                <DataList.Item key={field.api_name}>
                  <DataList.ItemLabel>{field.field_label}</DataList.ItemLabel>
                  <DataList.ItemValue style={{ overflowWrap: 'anywhere' }}>
                    <FieldValue field={field} record={record.values} />
                  </DataList.ItemValue>
                </DataList.Item>
              ))}
            </DataList>
          </Card>
        )}
      </Stack>
      {record && (
        <ConfirmDialog
          opened={asksDelete}
          title={text.records.deleteTitle(words.one)}
          confirm={text.records.delete}
          danger
          busy={remove.isPending}
          onConfirm={() => remove.mutate({ params: { module, id: record.id } })}
          onClose={deleteDialog.close}
        >
          <Text size="sm">{text.records.deleteNote}</Text>
        </ConfirmDialog>
      )}
    </form>
  );
}

const isFilled = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
