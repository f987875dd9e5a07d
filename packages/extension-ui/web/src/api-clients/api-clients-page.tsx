import { Button, SimpleGrid } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { createApiClient, listApiClients, revokeApiClient, type ApiClientView } from '@syncgrant/contracts';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useApi } from '../api/use-api.ts';
import { mayCall, useSession } from '../session/session-context.ts';
import { Page } from '../shell/page.tsx';
import { Answered, LoadingState, NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { ClientCard } from './client-card.tsx';
import { CodeDialog } from './code-dialog.tsx';
import { RegisterDialog, type Registered } from './register-dialog.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';
import { SecretDialog } from './secret-dialog.tsx';

const words = text.programs.clients;

export function ApiClientsPage() {
  const session = useSession();
  const clients = useApi(listApiClients, {});
  const [registers, registerDialog] = useDisclosure(false);
  const [registered, setRegistered] = useState<Registered | null>(null);
  const [coded, setCoded] = useState<ApiClientView | null>(null);
  const [revoked, setRevoked] = useState<ApiClientView | null>(null);
  const mayRegister = mayCall(session, createApiClient);

  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={
        mayRegister && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={registerDialog.open}>
            {words.register}
          </Button>
        )
      }
    >
      <Answered query={clients} loading={<LoadingState rows={2} height={280} />}>
        {(answer) =>
          answer.clients.length === 0 ? (
            <NothingState
              title={words.empty}
              description={mayRegister ? words.emptyNote : words.emptyForUsers}
            />
          ) : (
            <SimpleGrid cols={{ base: 1, lg: 2 }}>
              {answer.clients.map((client) => (
                <ClientCard
                  key={client.id}
                  client={client}
                  onCode={() => setCoded(client)}
                  {...(mayCall(session, revokeApiClient) && { onRevoke: () => setRevoked(client) })}
                />
              ))}
            </SimpleGrid>
          )
        }
      </Answered>
      <RegisterDialog
        opened={registers}
        onRegistered={(made) => {
          registerDialog.close();
          setRegistered(made);
        }}
        onClose={registerDialog.close}
      />
      <SecretDialog registered={registered} onClose={() => setRegistered(null)} />
      <CodeDialog client={coded} onClose={() => setCoded(null)} />
      <RevokeDialog client={revoked} onClose={() => setRevoked(null)} />
    </Page>
  );
}
