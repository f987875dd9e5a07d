import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { text } from '../text.ts';

export interface ProfileDetails {
  readonly name: string;
  readonly description: string;
}

const NAME_LENGTH = 50;
const DESCRIPTION_LENGTH = 250;
const FORBIDDEN = /[~`#%^&*()+|,={};[\]"]/;

/** Name and description of a profile, for a clone as for a change. */
export function ProfileDetailsDialog({
  opened,
  title,
  lead,
  action,
  initial,
  busy,
  problem,
  onSubmit,
  onClose,
}: {
  readonly opened: boolean;
  readonly title: string;
  readonly lead?: string;
  readonly action: string;
  readonly initial: ProfileDetails;
  readonly busy: boolean;
  /** Why the server refused, shown at the name. */
  readonly problem: string | null;
  readonly onSubmit: (details: ProfileDetails) => void;
  readonly onClose: () => void;
}) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      closeButtonProps={{ 'aria-label': text.close }}
    >
      <DetailsForm {...{ lead, action, initial, busy, problem, onSubmit, onClose }} />
    </Modal>
  );
}

/** Mounted with the dialog, so that each opening starts from `initial`. */
function DetailsForm({
  lead,
  action,
  initial,
  busy,
  problem,
  onSubmit,
  onClose,
}: {
  readonly lead: string | undefined;
  readonly action: string;
  readonly initial: ProfileDetails;
  readonly busy: boolean;
  readonly problem: string | null;
  readonly onSubmit: (details: ProfileDetails) => void;
  readonly onClose: () => void;
}) {
  const form = useForm<ProfileDetails>({
    initialValues: initial,
    validate: {
      name: (value) => {
        if (value.trim() === '') return text.profiles.nameMissing;
        const forbidden = FORBIDDEN.exec(value)?.[0];
        return forbidden === undefined ? null : text.profiles.nameForbidden(forbidden);
      },
    },
  });
  const name = form.getInputProps('name');

  return (
    <form
      onSubmit={form.onSubmit(({ name: given, description }) =>
        onSubmit({ name: given.trim(), description }),
      )}
    >
      <Stack>
        {lead !== undefined && <Text size="sm">{lead}</Text>}
        <TextInput
          {...name}
          label={text.profiles.name}
          maxLength={NAME_LENGTH}
          withAsterisk
          data-autofocus
          error={form.errors['name'] ?? problem}
        />
        <Textarea
          {...form.getInputProps('description')}
          label={text.profiles.description}
          maxLength={DESCRIPTION_LENGTH}
          autosize
          minRows={2}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {text.cancel}
          </Button>
          <Button type="submit" loading={busy}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
