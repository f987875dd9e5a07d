import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import type { CrmModule, CrmRecordBody } from '@syncgrant/contracts';
import { useState } from 'react';
import { useSession } from '../session/session-context.ts';
import { text } from '../text.ts';
import { knownTimeZone } from '../time/known-time-zone.ts';
import { changedFields, groupFields, kindOf, type Field } from './field-form.ts';
import { FieldInput, isOwner } from './field-input.tsx';
import { isBlank, type FormValue } from './form-value.ts';

interface MassUpdate {
  readonly module: CrmModule;
  readonly fields: readonly Field[];
  readonly records: number;
  readonly busy: boolean;
  readonly onUpdate: (values: CrmRecordBody) => void;
  readonly onClose: () => void;
}

/** One field and its new value for several records; fields that one may only read are not offered. */
export function MassUpdateDialog({ opened, ...update }: MassUpdate & { readonly opened: boolean }) {
  return (
    <Modal
      opened={opened}
      onClose={update.onClose}
      title={text.records.massUpdate.title(update.records)}
      centered
      closeButtonProps={{ 'aria-label': text.close }}
    >
      <OneField {...update} />
    </Modal>
  );
}

function OneField({ module, fields, records, busy, onUpdate, onClose }: MassUpdate) {
  const timeZone = knownTimeZone(useSession().user.timeZone);
  const [name, setName] = useState<string | null>(null);
  const [value, setValue] = useState<FormValue>('');
  // The owner has an action of its own, with a permission of its own; rows are a record's alone.
  const offered = groupFields(module, fields).editable.filter(
    (field) => !isOwner(field) && kindOf(field) !== 'rows',
  );
  const field = offered.find((each) => each.api_name === name);
  const kind = field === undefined ? null : kindOf(field);
  const empties = kind !== 'boolean' && isBlank(value);
  const blocked = field === undefined || (empties && field.system_mandatory);

  const update = (): void => {
    if (field === undefined) return;
    const values = { [field.api_name]: kind === 'boolean' ? value === true : value };
    const changed = changedFields([field], {}, values, { module, timeZone });
    onUpdate(changed);
  };

  return (
    <Stack>
      <Select
        label={text.records.massUpdate.field}
        data={offered.map((each) => ({ value: each.api_name, label: each.field_label }))}
        value={name}
        onChange={(chosen) => {
          setName(chosen);
          setValue('');
        }}
        allowDeselect={false}
        searchable
        data-autofocus
      />
      {field !== undefined && kind !== null && (
        <FieldInput
          key={field.api_name}
          module={module}
          field={field}
          kind={kind}
          value={kind === 'boolean' ? value === true : value}
          onChange={setValue}
        />
      )}
      {field !== undefined && empties && (
        <Text size="sm" c="dimmed">
          {field.system_mandatory
            ? text.records.missing(field.field_label)
            : text.records.massUpdate.empties(field.field_label)}
        </Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {text.cancel}
        </Button>
        <Button loading={busy} disabled={blocked} onClick={update}>
          {text.records.massUpdate.confirm(records)}
        </Button>
      </Group>
    </Stack>
  );
}
