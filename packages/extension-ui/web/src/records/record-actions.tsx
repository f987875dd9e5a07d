import { Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { deleteRecord, listRecords, searchRecords } from '@syncgrant/contracts';
import { IconTrash } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { useChange } from '../api/use-api.ts';
import { useSession } from '../session/session-context.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { showSuccess } from '../shell/notify.ts';
import { text } from '../text.ts';
import { rightTo } from './record-rights.ts';
import { RightButton } from './right-button.tsx';
import type { ShownModule } from './with-module.tsx';

/** What can be done with a record beyond changing its fields. */
export function RecordActions({
  module,
  words,
  id,
  converted,
}: ShownModule & { readonly id: string; readonly title: string; readonly converted: boolean }) {
  const session = useSession();
  const navigate = useNavigate();
  const [asksDelete, deleteDialog] = useDisclosure(false);
  const remove = useChange(deleteRecord, {
    refreshes: [listRecords, searchRecords],
    onSuccess: () => {
      showSuccess(text.records.deleted(words.one));
      void navigate(`/records/${module}`, { replace: true });
    },
  });

  return (
    <>
      <RightButton
        right={rightTo(session, 'Delete', module)}
        variant="subtle"
        color="red"
        leftSection={<IconTrash size={16} aria-hidden />}
        onClick={deleteDialog.open}
      >
        {text.records.delete}
      </RightButton>
      <ConfirmDialog
        opened={asksDelete}
        title={text.records.deleteTitle(words.one)}
        confirm={text.records.delete}
        danger
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params: { module, id } })}
        onClose={deleteDialog.close}
      >
        <Text size="sm">{text.records.deleteNote}</Text>
      </ConfirmDialog>
    </>
  );
}
