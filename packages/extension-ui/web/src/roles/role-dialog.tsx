import { Button, Group, Modal, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { createRoles, listAudit, listRoles, listUsers, updateRole, type Role } from '@syncgrant/contracts';
import { ApiError } from '../api/api-error.ts';
import { useChange } from '../api/use-api.ts';
import { showFailure } from '../shell/notify.ts';
import { text } from '../text.ts';
import { roleRows, withThoseBelow } from './role-rows.ts';

const words = text.people.roles;
const NAME_LENGTH = 50;
const DESCRIPTION_LENGTH = 250;

/** What is being described: a new role below another one, or a role that is there. */
export type DescribedRole =
  | { readonly kind: 'new'; readonly above: Role }
  | { readonly kind: 'known'; readonly role: Role };

export function RoleDialog({
  described,
  roles,
  onClose,
}: {
  readonly described: DescribedRole | null;
  readonly roles: readonly Role[];
  readonly onClose: () => void;
}) {
  return (
    <Modal
      opened={described !== null}
      onClose={onClose}
      title={described?.kind === 'known' ? words.editTitle : words.add}
      centered
      closeButtonProps={{ 'aria-label': text.close }}
    >
      {described && <RoleForm described={described} roles={roles} onClose={onClose} />}
    </Modal>
  );
}

/** Mounted with the dialog, so that each opening starts from what is described. */
function RoleForm({
  described,
  roles,
  onClose,
}: {
  readonly described: DescribedRole;
  readonly roles: readonly Role[];
  readonly onClose: () => void;
}) {
  const known = described.kind === 'known' ? described.role : null;
  const form = useForm({
    initialValues: {
      name: known?.name ?? '',
      description: known?.description ?? '',
      above: described.kind === 'new' ? described.above.id : (described.role.reporting_to?.id ?? ''),
    },
    validate: { name: (name) => (name.trim() === '' ? words.nameMissing : null) },
  });
  const options = {
    refreshes: [listRoles, listUsers, listAudit],
    onSuccess: onClose,
    onError: (error: Error) => {
      const field = error instanceof ApiError ? error.field : null;
      if (field === 'reporting_to') form.setFieldError('above', error.message);
      else if (field !== null) form.setFieldError('name', error.message);
      else showFailure(error);
    },
  };
  const create = useChange(createRoles, options);
  const update = useChange(updateRole, options);
  const own = known ? withThoseBelow(roles, known.id) : new Set<string>();

  return (
    <form
      onSubmit={form.onSubmit(({ name, description, above }) => {
        const role = { name: name.trim(), description, ...(above !== '' && { reporting_to: { id: above } }) };
        if (known) update.mutate({ params: { id: known.id }, body: { roles: [role] } });
        else create.mutate({ body: { roles: [role] } });
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
        {form.values.above === '' ? (
          <TextInput label={words.reportsTo} value={words.top} readOnly disabled />
        ) : (
          <NativeSelect
            {...form.getInputProps('above')}
            label={words.reportsTo}
            data={roleRows(roles)
              .filter(({ role }) => !own.has(role.id))
              .map(({ role }) => ({ value: role.id, label: role.name }))}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {text.cancel}
          </Button>
          <Button type="submit" loading={create.isPending || update.isPending}>
            {known ? text.save : words.create}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
