import { Badge, Card, Group, List, Stack, Table, Text } from '@mantine/core';
import { listAuthorizations, revokeAuthorization, type AuthorizationView } from '@syncgrant/contracts';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { scopeInWords } from '../api-clients/scopes.ts';
import { useApi, useChange } from '../api/use-api.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { showSuccess } from '../shell/notify.ts';
import { Page } from '../shell/page.tsx';
import { RowAction } from '../shell/row-action.tsx';
import { Answered, LoadingState, NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { ExactMoment } from '../time/moment.tsx';

const words = text.programs.own;

/** What one has allowed programs, to be taken back. */
export function OwnProgramsPage() {
  const given = useApi(listAuthorizations, {});
  const [ended, setEnded] = useState<AuthorizationView | null>(null);
  const revoke = useChange(revokeAuthorization, {
    refreshes: [listAuthorizations],
    onSuccess: () => {
      showSuccess(words.revoked(ended?.program ?? ''));
      setEnded(null);
    },
  });

  return (
    <Page title={words.title} lead={words.lead} width={900}>
      <Answered query={given} loading={<LoadingState rows={2} height={72} />}>
        {({ authorizations }) =>
          authorizations.length === 0 ? (
            <NothingState title={words.empty} description={words.emptyNote} />
          ) : (
            <Card padding={0}>
              <Table verticalSpacing="sm" horizontalSpacing="md" aria-label={words.title}>
                <Table.Tbody>
                  {authorizations.map((authorization) => (
                    <Table.Tr key={authorization.id}>
                      <Table.Td>
                        <Stack gap={6}>
                          <Group gap="xs">
                            <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
                              {authorization.program}
                            </Text>
                            <Badge
                              variant="light"
                              tt="none"
                              color={authorization.offline ? 'indigo' : 'gray'}
                            >
                              {authorization.offline ? words.offline : words.online}
                            </Badge>
                          </Group>
                          <List size="sm" aria-label={words.scopes}>
                            {authorization.scopes.map((scope) => (
                              <List.Item key={scope} title={scope}>
                                {scopeInWords(scope)}
                              </List.Item>
                            ))}
                          </List>
                          <Text size="xs" c="dimmed">
                            {words.since} <ExactMoment at={authorization.createdAt} />
                          </Text>
                        </Stack>
                      </Table.Td>
                      <Table.Td w={64} ta="end">
                        <RowAction
                          label={words.revokeOf(authorization.program)}
                          icon={IconTrash}
                          onClick={() => setEnded(authorization)}
                        />
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Card>
          )
        }
      </Answered>
      <ConfirmDialog
        opened={ended !== null}
        title={words.revokeTitle(ended?.program ?? '')}
        confirm={words.revoke}
        danger
        busy={revoke.isPending}
        onConfirm={() => ended && revoke.mutate({ params: { id: ended.id } })}
        onClose={() => setEnded(null)}
      >
        <Text size="sm">{words.revokeNote}</Text>
      </ConfirmDialog>
    </Page>
  );
}
