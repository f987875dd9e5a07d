import { Alert, Button, Checkbox, Group, List, Modal, Progress, Stack, Text } from '@mantine/core';
import type { Person, User } from '@syncgrant/contracts';
import { IconAlertCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { showSuccess } from '../shell/notify.ts';
import { text } from '../text.ts';
import { HeirSelect } from './heir-select.tsx';
import { useUserDeletion } from './use-user-deletion.ts';

const words = text.people.users;

/** Deletes a user, or relieves one who is deleted of the records that are left. */
export function DeleteUserDialog({
  user,
  onClose,
}: {
  readonly user: User | null;
  readonly onClose: () => void;
}) {
  const name = user?.full_name ?? '';
  return (
    <Modal
      opened={user !== null}
      onClose={onClose}
      title={user?.status === 'deleted' ? words.transferTitle(name) : words.deleteTitle(name)}
      centered
      closeButtonProps={{ 'aria-label': text.close }}
    >
      {user && <DeletionForm user={user} onClose={onClose} />}
    </Modal>
  );
}

function DeletionForm({ user, onClose }: { readonly user: User; readonly onClose: () => void }) {
  const isDeleted = user.status === 'deleted';
  const [heir, setHeir] = useState<Person | null>(null);
  const [keeps, setKeeps] = useState(false);
  const { remove, busy, error, progress } = useUserDeletion(({ moved, left }) => {
    showSuccess([words.done(user.full_name, moved), words.left(left)].join(' '));
    onClose();
  });

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        remove({ id: user.id, heirId: keeps ? null : (heir?.id ?? null) });
      }}
    >
      <Stack>
        {!isDeleted && (
          <List size="sm" spacing={6}>
            {words.deleteLines.map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        )}
        <HeirSelect except={user.id} value={heir} onChange={setHeir} disabled={keeps || busy} />
        {!isDeleted && (
          <Checkbox
            label={words.keep}
            checked={keeps}
            disabled={busy}
            onChange={({ currentTarget }) => setKeeps(currentTarget.checked)}
          />
        )}
        {error && (
          <Alert role="alert" color="red" icon={<IconAlertCircle aria-hidden />} title={text.errors.title}>
            {error.message}
          </Alert>
        )}
        {progress && progress.moved + progress.left > 0 && (
          <Stack gap={6} role="status">
            <Progress
              value={(100 * progress.moved) / (progress.moved + progress.left)}
              aria-label={words.transfer}
            />
            <Text size="sm">{words.moving(progress.moved, progress.moved + progress.left)}</Text>
            <Text size="xs" c="dimmed">
              {words.movingNote}
            </Text>
          </Stack>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {progress ? text.close : text.cancel}
          </Button>
          <Button
            type="submit"
            color={isDeleted ? 'indigo' : 'red'}
            disabled={!keeps && heir === null}
            loading={busy}
          >
            {progress ? words.goOn : isDeleted ? words.transfer : words.delete}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
