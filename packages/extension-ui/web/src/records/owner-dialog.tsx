import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { text } from '../text.ts';
import type { Reference } from './form-value.ts';
import { PersonSelect } from './reference-select.tsx';

interface OwnerChoice {
  readonly records: number;
  readonly busy: boolean;
  readonly onGive: (ownerId: string) => void;
  readonly onClose: () => void;
}

/** Asks who is to have the records. */
export function OwnerDialog({ opened, ...choice }: OwnerChoice & { readonly opened: boolean }) {
  return (
    <Modal
      opened={opened}
      onClose={choice.onClose}
      title={text.records.changeOwner.title(choice.records)}
      centered
      closeButtonProps={{ 'aria-label': text.close }}
    >
      <NewOwner {...choice} />
    </Modal>
  );
}

function NewOwner({ busy, onGive, onClose }: OwnerChoice) {
  const [owner, setOwner] = useState<Reference | null>(null);
  return (
    <Stack>
      <PersonSelect label={text.records.changeOwner.to} value={owner} onChange={setOwner} withAsterisk />
      <Text size="sm" c="dimmed">
        {text.records.changeOwner.note}
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {text.cancel}
        </Button>
        <Button loading={busy} disabled={owner === null} onClick={() => owner && onGive(owner.id)}>
          {text.records.changeOwner.action}
        </Button>
      </Group>
    </Stack>
  );
}
