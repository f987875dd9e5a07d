import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { text } from '../text.ts';
import { CopiedValue } from './copied-value.tsx';
import type { Registered } from './register-dialog.tsx';

const words = text.programs.clients;

/** The secret of a program that was just registered; closed by its own button alone, for it comes but once. */
export function SecretDialog({
  registered,
  onClose,
}: {
  readonly registered: Registered | null;
  readonly onClose: () => void;
}) {
  return (
    <Modal
      opened={registered !== null}
      onClose={onClose}
      title={words.secretTitle(registered?.client.name ?? '')}
      size="lg"
      centered
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      {registered && (
        <Stack>
          <Alert color="yellow" icon={<IconKey aria-hidden />}>
            {words.secretNote}
          </Alert>
          <CopiedValue label={words.clientId} value={registered.client.clientId} />
          <CopiedValue label={words.secret} value={registered.clientSecret} />
          <Group justify="flex-end">
            <Button onClick={onClose}>{words.secretKept}</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
