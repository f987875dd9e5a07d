import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import {
  createUserGroups,
  getUserGroup,
  listAudit,
  listUserGroups,
  updateUserGroup,
  type UserGroup,
} from '@syncgrant/contracts';
import { ApiError } from '../api/api-error.ts';
import { useApi, useChange } from '../api/use-api.ts';
import { showFailure } from '../shell/notify.ts';
import { Answered, LoadingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { kindOf, memberOf, optionOf, type MemberOption } from './group-member.ts';
import { MembersInput } from './members-input.tsx';

const words = text.people.groups;
const NAME_LENGTH = 50;
const DESCRIPTION_LENGTH = 250;

/** A group that is described: `new`, or one that is there by its id. */
export type DescribedGroup = 'new' | { readonly id: string };

export function GroupDialog({
  described,
  onClose,
}: {
  readonly described: DescribedGroup | null;
  readonly onClose: () => void;
}) {
  return (
    <Modal
      opened={described !== null}
      onClose={onClose}
      title={described === 'new' ? words.add : words.editTitle}
      centered
      closeButtonProps={{ 'aria-label': text.close }}
    >
      {described === 'new' && <GroupForm group={null} onClose={onClose} />}
      {described !== null && described !== 'new' && <KnownGroup id={described.id} onClose={onClose} />}
    </Modal>
  );
}

function KnownGroup({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const group = useApi(getUserGroup, { params: { id } });
  return (
    <Answered query={group} loading={<LoadingState rows={3} height={60} />}>
      {({ user_groups: [found] }) => (found ? <GroupForm group={found} onClose={onClose} /> : null)}
    </Answered>
  );
}

/** Mounted with the dialog, so that each opening starts from the group as it is. */
function GroupForm({ group, onClose }: { readonly group: UserGroup | null; readonly onClose: () => void }) {
  const form = useForm<{ name: string; description: string; members: readonly MemberOption[] }>({
    initialValues: {
      name: group?.name ?? '',
      description: group?.description ?? '',
      members: (group?.sources ?? []).map((member) => optionOf(kindOf(member), member.source)),
    },
    validate: {
      name: (name) => (name.trim() === '' ? words.nameMissing : null),
      members: (members) => (members.length === 0 ? words.membersMissing : null),
    },
  });
  const options = {
    refreshes: [listUserGroups, getUserGroup, listAudit],
    onSuccess: onClose,
    onError: (error: Error) => {
      const field = error instanceof ApiError ? error.field : null;
      if (field === 'name') form.setFieldError('name', error.message);
      else if (field !== null) form.setFieldError('members', error.message);
      else showFailure(error);
    },
  };
  const create = useChange(createUserGroups, options);
  const update = useChange(updateUserGroup, options);
  const wrongMembers = form.errors['members'];

  return (
    <form
      onSubmit={form.onSubmit(({ name, description, members }) => {
        const sources = members.map(({ value }) => memberOf(value));
        const body = { user_groups: [{ name: name.trim(), description, sources }] };
        if (group) update.mutate({ params: { id: group.id }, body });
        else create.mutate({ body });
      })}
    >
      <Stack>
        <TextInput
          {...form.getInputProps('name')}
          label={words.name}
          maxLength={NAME_LENGTH}
          withAsterisk
          data-autofocus
        />
        <Textarea
          {...form.getInputProps('description')}
          label={words.description}
          maxLength={DESCRIPTION_LENGTH}
          autosize
          minRows={2}
        />
        <MembersInput
          value={form.values.members}
          onChange={(members) => {
            form.setFieldValue('members', members);
            form.clearFieldError('members');
          }}
          error={typeof wrongMembers === 'string' ? wrongMembers : null}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {text.cancel}
          </Button>
          <Button type="submit" loading={create.isPending || update.isPending}>
            {group ? text.save : words.create}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
