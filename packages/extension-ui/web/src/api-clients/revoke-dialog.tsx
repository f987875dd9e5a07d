import { List } from '@mantine/core';
import { listApiClients, listAudit, revokeApiClient, type ApiClientView } from '@syncgrant/contracts';
import { useChange } from '../api/use-api.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { showSuccess } from '../shell/notify.ts';
import { text } from '../text.ts';

const words = text.programs.clients;

/** Ends a program, having said what ends with it. */
export function RevokeDialog({
  client,
  onClose,
}: {
  readonly client: ApiClientView | null;
  readonly onClose: () => void;
}) {
  const revoke = useChange(revokeApiClient, {
    refreshes: [listApiClients, listAudit],
    onSuccess: () => {
      showSuccess(words.revoked(client?.name ?? ''));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened={client !== null}
      title={words.revokeTitle(client?.name ?? '')}
      confirm={words.revoke}
      danger
      busy={revoke.isPending}
      onConfirm={() => client && revoke.mutate({ params: { id: client.id } })}
      onClose={onClose}
    >
      <List size="sm" spacing={6}>
        {words.revokeLines(client?.authorizations ?? 0).map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
    </ConfirmDialog>
  );
}
