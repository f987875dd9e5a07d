import { Text } from '@mantine/core';
import { deleteUserGroup, listAudit, listUserGroups, type UserGroupSummary } from '@syncgrant/contracts';
import { useChange } from '../api/use-api.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { showSuccess } from '../shell/notify.ts';
import { text } from '../text.ts';

const words = text.people.groups;

export function DeleteGroupDialog({
  group,
  onClose,
}: {
  readonly group: UserGroupSummary | null;
  readonly onClose: () => void;
}) {
  const remove = useChange(deleteUserGroup, {
    refreshes: [listUserGroups, listAudit],
    onSuccess: () => {
      showSuccess(words.deleted(group?.name ?? ''));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened={group !== null}
      title={words.deleteTitle(group?.name ?? '')}
      confirm={words.delete}
      danger
      busy={remove.isPending}
      onConfirm={() => group && remove.mutate({ params: { id: group.id } })}
      onClose={onClose}
    >
      <Text size="sm">{words.deleteNote}</Text>
    </ConfirmDialog>
  );
}
