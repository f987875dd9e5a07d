import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { listAudit, listFields, updateField, type CrmModule, type FieldMetadata } from '@syncgrant/contracts';
import { useState, type SubmitEvent } from 'react';
import { useChange } from '../api/use-api.ts';
import { showSuccess } from '../shell/notify.ts';
import { text } from '../text.ts';
import { linesOf, listFrom } from './list-lines.ts';

const words = text.customization;
const LONGEST = 50;

/** Gives a field another name, or its list other values; only what was changed is sent. */
export function FieldDialog({
  module,
  field,
  onClose,
}: {
  readonly module: CrmModule;
  readonly field: FieldMetadata | null;
  readonly onClose: () => void;
}) {
  const values = field?.pick_list_values ?? [];
  const [label, setLabel] = useState(field?.field_label ?? '');
  const [lines, setLines] = useState(linesOf(values));
  const update = useChange(updateField, {
    refreshes: [listFields, listAudit],
    onSuccess: () => {
      showSuccess(words.changed(label));
      onClose();
    },
  });
  const change = {
    ...(label !== field?.field_label && { field_label: label }),
    ...(lines !== linesOf(values) && { pick_list_values: [...listFrom(lines, values)] }),
  };
  const unchanged = Object.keys(change).length === 0;
  const unused = values.filter(({ type }) => type === 'unused').map(({ display_value: value }) => value);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (field !== null)
      update.mutate({ params: { id: field.id }, query: { module }, body: { fields: [change] } });
  };

  return (
    <Modal
      opened={field !== null}
      onClose={onClose}
      title={words.edit(field?.field_label ?? '')}
      centered
      closeButtonProps={{ 'aria-label': text.close }}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={words.label}
            value={label}
            onChange={(event) => setLabel(event.currentTarget.value)}
            maxLength={LONGEST}
            required
          />
          {field?.data_type === 'picklist' && (
            <Textarea
              label={words.inUse}
              description={words.inUseNote}
              value={lines}
              onChange={(event) => setLines(event.currentTarget.value)}
              autosize
              minRows={4}
              maxRows={16}
            />
          )}
          {unused.length > 0 && (
            <Text size="sm" c="dimmed">
              {words.outOfUse(unused.join(', '))}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {text.cancel}
            </Button>
            <Button type="submit" disabled={unchanged} loading={update.isPending}>
              {text.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
