import { useForm } from '@mantine/form';
import {
  createRecords,
  getRecord,
  listOccurrences,
  listRecords,
  searchRecords,
  updateRecord,
  type CrmModule,
  type CrmRecordBody,
} from '@syncgrant/contracts';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { ApiError } from '../api/api-error.ts';
import { useChange } from '../api/use-api.ts';
import { useSession } from '../session/session-context.ts';
import { showFailure, showSuccess } from '../shell/notify.ts';
import { text } from '../text.ts';
import { knownTimeZone } from '../time/known-time-zone.ts';
import { isAllDay, withAllDay } from './all-day.ts';
import { changedFields, toForm, type Field, type FieldGroups } from './field-form.ts';
import { isBlank, type FormValue, type FormValues } from './form-value.ts';
import type { ModuleWords } from './module-words.ts';

export interface StoredRecord {
  readonly id: string;
  readonly values: CrmRecordBody;
}

/** What reads records and so has to be read again once they have changed. */
export const RECORD_READS = [listRecords, searchRecords, getRecord, listOccurrences] as const;

/** The state of a record's form and the ways to save it; without a record it makes one. */
export function useRecordForm(
  module: CrmModule,
  words: ModuleWords,
  { inputs, editable }: FieldGroups,
  record: StoredRecord | null,
  onSave?: (changes: CrmRecordBody) => void,
) {
  const { user } = useSession();
  const navigate = useNavigate();
  const scope = { module, timeZone: knownTimeZone(user.timeZone) };
  const owner = { id: user.id, name: user.fullName };

  const stored = record?.values;
  const form = useForm<FormValues>({
    initialValues: toForm(inputs, stored ?? { Owner: owner }, scope),
    validate: (values) => missingFields(editable, values),
  });
  const initial = form.getInitialValues();
  // What others change shows at once, unless somebody is at work here: their words stay until they save.
  useEffect(() => {
    if (stored === undefined || form.isDirty()) return;
    const values = toForm(inputs, stored, scope);
    form.setInitialValues(values);
    form.setValues(values);
    form.resetDirty(values);
    // oxlint-disable-next-line react/exhaustive-deps -- only a record that was read anew is a reason
  }, [stored]);

  const change = (name: string, value: FormValue): void => {
    if (name === 'All_day' && typeof value === 'boolean')
      form.setValues(withAllDay(form.getValues(), value, initial));
    else form.setFieldValue(name, value);
  };
  const showRefusal = (error: Error): void => {
    const problems = error instanceof ApiError ? error.fields : [];
    const shown = problems.filter(({ name }) => editable.some((field) => field.api_name === name));
    for (const { name, message } of shown) form.setFieldError(name, message);
    if (shown.length === 0 || shown.length < problems.length) showFailure(error);
  };
  const create = useChange(createRecords, {
    refreshes: [listRecords, searchRecords],
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
    refreshes: RECORD_READS,
    onError: showRefusal,
    onSuccess: () => {
      const saved = form.getValues();
      form.setInitialValues(saved);
      form.resetDirty(saved);
      showSuccess(text.records.saved);
    },
  });

  return {
    form,
    change,
    /** Whoever may not switch it has it as it is stored. */
    allDay: isAllDay({ ...record?.values, ...form.values }),
    saving: create.isPending || update.isPending,
    save: (values: FormValues): void => {
      const changes = changedFields(editable, initial, values, scope);
      const data = [changes];
      if (onSave) onSave(changes);
      else if (record) update.mutate({ params: { module, id: record.id }, body: { data } });
      else create.mutate({ params: { module }, body: { data } });
    },
  };
}

const missingFields = (fields: readonly Field[], values: FormValues): Record<string, string> =>
  Object.fromEntries(
    fields
      .filter((field) => field.system_mandatory && isBlank(values[field.api_name]))
      .map((field) => [field.api_name, text.records.missing(field.field_label)]),
  );
