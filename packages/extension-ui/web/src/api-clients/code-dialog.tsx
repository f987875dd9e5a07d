import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { issueGrantCode, listApiClients, type ApiClientView } from '@syncgrant/contracts';
import { useState } from 'react';
import { useChange } from '../api/use-api.ts';
import { text } from '../text.ts';
import { ExactMoment } from '../time/moment.tsx';
import { CopiedValue } from './copied-value.tsx';
import { ScopesInput } from './scopes-input.tsx';

const words = text.programs.clients;

/** Allows a program to act for oneself by a code that is carried over by hand. */
export function CodeDialog({
  client,
  onClose,
}: {
  readonly client: ApiClientView | null;
  readonly onClose: () => void;
}) {
  return (
    <Modal
      opened={client !== null}
      onClose={onClose}
      title={words.codeTitle(client?.name ?? '')}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': text.close }}
    >
      {client && <CodeForm client={client} onClose={onClose} />}
    </Modal>
  );
}

function CodeForm({ client, onClose }: { readonly client: ApiClientView; readonly onClose: () => void }) {
  const [scopes, setScopes] = useState<readonly string[]>(client.scopes);
  const issue = useChange(issueGrantCode, { refreshes: [listApiClients] });

  if (issue.data) {
    return (
      <Stack>
        <CopiedValue label={words.codeLabel} value={issue.data.code} />
        <Text size="sm" role="status">
          {words.codeValid} <ExactMoment at={issue.data.expiresAt} />
        </Text>
        <Group justify="flex-end">
          <Button onClick={onClose}>{words.codeDone}</Button>
        </Group>
      </Stack>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        issue.mutate({ params: { id: client.id }, body: { scopes: [...scopes] } });
      }}
    >
      <Stack>
        <Text size="sm">{words.codeLead}</Text>
        <ScopesInput
          value={scopes}
          onChange={setScopes}
          among={client.scopes}
          label={words.codeScopes}
          description={words.codeNote}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {text.cancel}
          </Button>
          <Button type="submit" disabled={scopes.length === 0} loading={issue.isPending}>
            {words.codeAction}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
