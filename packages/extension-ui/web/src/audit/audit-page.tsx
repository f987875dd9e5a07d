import { Card, Group, Stack, Table, Text } from '@mantine/core';
import { listAudit } from '@syncgrant/contracts';
import { useApiPages } from '../api/use-api.ts';
import { LoadMore } from '../shell/load-more.tsx';
import { Page } from '../shell/page.tsx';
import { Answered, LoadingState, NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { ExactMoment } from '../time/moment.tsx';
import { ChangeList } from './change-list.tsx';

export function AuditPage() {
  const pages = useApiPages(listAudit, {}, ({ entries, more }) => {
    const last = entries.at(-1);
    return more && last ? { query: { before: last.id } } : undefined;
  });

  return (
    <Page title={text.audit.title} lead={text.audit.lead}>
      <Answered query={pages} loading={<LoadingState rows={6} height={56} />}>
        {(data) => {
          const entries = data.pages.flatMap((page) => page.entries);
          if (entries.length === 0) {
            return <NothingState title={text.audit.empty} description={text.audit.emptyNote} />;
          }
          return (
            <Card padding={0}>
              <Table verticalSpacing="sm" horizontalSpacing="md" aria-label={text.audit.title}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{text.audit.what}</Table.Th>
                    <Table.Th visibleFrom="md">{text.audit.who}</Table.Th>
                    <Table.Th visibleFrom="sm">{text.audit.when}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {entries.map((entry) => (
                    <Table.Tr key={entry.id}>
                      <Table.Td valign="top">
                        <Stack gap={4}>
                          <Group gap={6}>
                            <Text size="sm" fw={600}>
                              {actionInWords(entry.action)}
                            </Text>
                            <Text size="sm">{entry.subject}</Text>
                          </Group>
                          <ChangeList before={entry.before} after={entry.after} />
                          <Text size="xs" c="dimmed" hiddenFrom="md">
                            {entry.actor} · <ExactMoment at={entry.at} />
                          </Text>
                        </Stack>
                      </Table.Td>
                      <Table.Td valign="top" visibleFrom="md" style={{ whiteSpace: 'nowrap' }}>
                        <Text size="sm">{entry.actor}</Text>
                        <Text size="xs" c="dimmed">
                          {entry.address}
                        </Text>
                      </Table.Td>
                      <Table.Td valign="top" visibleFrom="sm" style={{ whiteSpace: 'nowrap' }}>
                        <Text size="sm">
                          <ExactMoment at={entry.at} />
                        </Text>
                        <Text size="xs" c="dimmed">
                          {text.audit.revision(entry.revision)}
                        </Text>
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
              <LoadMore pages={pages} />
            </Card>
          );
        }}
      </Answered>
    </Page>
  );
}

/** "Changed" before "profile Sales"; an action (`profile.update`) that has no words here is shown as it is. */
function actionInWords(action: string): string {
  const known: Readonly<Record<string, string>> = text.audit.actions;
  return known[action] ?? action.replace(/[._]/g, ' ');
}
