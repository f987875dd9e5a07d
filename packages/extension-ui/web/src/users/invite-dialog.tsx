import { Button, Group, Modal, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { createUser, listAudit, listProfiles, listUsers } from '@syncgrant/contracts';
import { ApiError } from '../api/api-error.ts';
import { useChange } from '../api/use-api.ts';
import { useSession } from '../session/session-context.ts';
import { showFailure, showSuccess } from '../shell/notify.ts';
import { text } from '../text.ts';
import type { Choice } from './user-row.tsx';

const words = text.people.users;

interface Choices {
  readonly profiles: readonly Choice[];
  readonly roles: readonly Choice[];
}

export function InviteDialog({
  opened,
  onClose,
  ...choices
}: Choices & { readonly opened: boolean; readonly onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={words.invite}
      centered
      closeButtonProps={{ 'aria-label': text.close }}
    >
      <InviteForm {...choices} onClose={onClose} />
    </Modal>
  );
}

/** Mounted with the dialog, so that each opening starts empty. */
function InviteForm({ profiles, roles, onClose }: Choices & { readonly onClose: () => void }) {
  const { timeZone } = useSession().user;
  const form = useForm({
    initialValues: { first_name: '', last_name: '', email: '', profile: '', role: roles[0]?.id ?? '' },
    validate: {
      last_name: (name) => (name.trim() === '' ? words.lastNameMissing : null),
      email: (address) => (address.trim() === '' ? words.emailMissing : null),
      profile: (id) => (id === '' ? words.profileMissing : null),
    },
  });
  const invite = useChange(createUser, {
    refreshes: [listUsers, listProfiles, listAudit],
    onSuccess: () => {
      showSuccess(words.invitedNow(`${form.values.first_name} ${form.values.last_name}`.trim()));
      onClose();
    },
    onError: (error) => {
      const field = error instanceof ApiError ? error.field : null;
      if (field !== null && field in form.values) form.setFieldError(field, error.message);
      else showFailure(error);
    },
  });

  return (
    <form
      onSubmit={form.onSubmit(({ first_name, last_name, email, profile, role }) =>
        invite.mutate({
          body: {
            users: [
              {
                ...(first_name.trim() !== '' && { first_name }),
                last_name,
                email: email.trim(),
                profile: { id: profile },
                ...(role !== '' && { role: { id: role } }),
                time_zone: timeZone,
              },
            ],
          },
        }),
      )}
    >
      <Stack>
        <Text size="sm">{words.inviteLead}</Text>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            {...form.getInputProps('first_name')}
            label={words.firstName}
            maxLength={40}
            data-autofocus
          />
          <TextInput
            {...form.getInputProps('last_name')}
            label={words.lastName}
            maxLength={80}
            withAsterisk
          />
        </SimpleGrid>
        <TextInput
          {...form.getInputProps('email')}
          type="email"
          label={words.email}
          description={words.emailNote}
          maxLength={100}
          withAsterisk
        />
        <NativeSelect
          {...form.getInputProps('profile')}
          label={words.profile}
          data={[
            { value: '', label: words.chooseProfile, disabled: true },
            ...profiles.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          withAsterisk
        />
        {roles.length > 0 && (
          <NativeSelect
            {...form.getInputProps('role')}
            label={words.role}
            data={roles.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {text.cancel}
          </Button>
          <Button type="submit" loading={invite.isPending}>
            {words.inviteAction}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
