import { Button, Group, Modal, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { text } from '../text.ts';
import type { Field } from './field-form.ts';

interface StatusChoice {
  readonly field: Field;
  readonly records: number;
  readonly busy: boolean;
  readonly onChoose: (status: string) => void;
  readonly onClose: () => void;
}

/** Asks for the status that the leads are to have. */
export function StatusDialog({ opened, ...choice }: StatusChoice & { readonly opened: boolean }) {
  return (
    <Modal
      opened={opened}
      onClose={choice.onClose}
      title={text.records.changeStatus.title(choice.records)}
      centered
      closeButtonProps={{ 'aria-label': text.close }}
    >
      <NewStatus {...choice} />
    </Modal>
  );
}

function NewStatus({ field, busy, onChoose, onClose }: StatusChoice) {
  const [status, setStatus] = useState<string | null>(null);
  return (
    <Stack>
      <Select
        label={field.field_label}
        data={field.pick_list_values.map((choice) => ({
          value: choice.actual_value,
          label: choice.display_value,
        }))}
        value={status}
        onChange={setStatus}
        withAsterisk
        data-autofocus
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {text.cancel}
        </Button>
        <Button loading={busy} disabled={status === null} onClick={() => status !== null && onChoose(status)}>
          {text.records.changeStatus.action}
        </Button>
      </Group>
    </Stack>
  );
}
