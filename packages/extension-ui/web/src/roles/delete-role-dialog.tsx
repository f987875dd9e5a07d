import { NativeSelect, Text } from '@mantine/core';
import { deleteRole, listAudit, listRoles, listUsers, type Role } from '@syncgrant/contracts';
import { useState } from 'react';
import { useChange } from '../api/use-api.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { showSuccess } from '../shell/notify.ts';
import { text } from '../text.ts';
import { roleRows, withThoseBelow } from './role-rows.ts';

const words = text.people.roles;

/** Deletes a role; unless another one is chosen, the role above it takes over. */
export function DeleteRoleDialog({
  role,
  roles,
  onClose,
}: {
  readonly role: Role | null;
  readonly roles: readonly Role[];
  readonly onClose: () => void;
}) {
  const [chosen, setChosen] = useState<string | null>(null);
  const close = (): void => {
    setChosen(null);
    onClose();
  };
  const remove = useChange(deleteRole, {
    refreshes: [listRoles, listUsers, listAudit],
    onSuccess: () => {
      showSuccess(words.deleted(role?.name ?? ''));
      close();
    },
  });
  const own = role ? withThoseBelow(roles, role.id) : new Set<string>();
  const transferTo = chosen ?? role?.reporting_to?.id ?? '';

  return (
    <ConfirmDialog
      opened={role !== null}
      title={words.deleteTitle(role?.name ?? '')}
      confirm={words.delete}
      danger
      busy={remove.isPending}
      onConfirm={() =>
        role && remove.mutate({ params: { id: role.id }, query: { transfer_to_id: transferTo } })
      }
      onClose={close}
    >
      <Text size="sm">{words.deleteLead}</Text>
      <NativeSelect
        label={words.transferTo}
        data={roleRows(roles)
          .filter((row) => !own.has(row.role.id))
          .map((row) => ({ value: row.role.id, label: row.role.name }))}
        value={transferTo}
        onChange={({ currentTarget }) => setChosen(currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
