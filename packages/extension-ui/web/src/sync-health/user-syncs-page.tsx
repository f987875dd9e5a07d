import { Badge, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { getUserSyncs, type SyncLine, type UserSyncs } from '@syncgrant/contracts';
import { useId } from 'react';
import { useParams } from 'react-router';
import { useApi } from '../api/use-api.ts';
import { MailAddress } from '../shell/mail-address.tsx';
import { Page } from '../shell/page.tsx';
import { Answered, LoadingState, NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { RelativeMoment } from '../time/moment.tsx';
import { AccountSection } from './account-section.tsx';
import { Counts, StateWords } from './sync-table.tsx';

const words = text.syncHealth.ofUser;
const POLL_MS = 5_000;
const TRAIL = [{ title: text.syncHealth.title, to: '/setup/sync-health' }];

/** One user's syncs: their states, what waits, and the runs of each account. */
export function UserSyncsPage() {
  const id = useParams()['id'] ?? '';
  const syncs = useApi(getUserSyncs, { params: { id } }, { pollMs: () => POLL_MS });
  const user = syncs.data?.user;
  return (
    <Page
      title={user?.name ?? text.syncHealth.title}
      trail={TRAIL}
      lead={user && <UserLead user={user} profile={syncs.data?.profile.name ?? ''} />}
    >
      <Answered query={syncs} loading={<LoadingState rows={3} height={160} />}>
        {(data) =>
          data.syncs.length === 0 ? (
            <NothingState title={words.none} description={words.noneNote} />
          ) : (
            <Stack gap="lg">
              <SimpleGrid component="section" aria-label={words.syncs} cols={{ base: 1, sm: 2, lg: 3 }}>
                {data.syncs.map((sync) => (
                  <SyncCard key={sync.id} sync={sync} />
                ))}
              </SimpleGrid>
              <WaitingSection waiting={data.waiting} />
              {data.accounts.map((account) => (
                <AccountSection key={account.id} account={account} />
              ))}
            </Stack>
          )
        }
      </Answered>
    </Page>
  );
}

function UserLead({ user, profile }: { readonly user: UserSyncs['user']; readonly profile: string }) {
  return (
    <Group component="span" gap="xs">
      <span>
        <MailAddress address={user.email} /> · {profile}
      </span>
      {!user.active && (
        <Badge color="gray" variant="light" tt="none">
          {words.inactive}
        </Badge>
      )}
    </Group>
  );
}

function SyncCard({ sync }: { readonly sync: SyncLine }) {
  const heading = useId();
  const { status, lastSyncAt, nextSyncAt } = sync;
  return (
    <Card component="article" aria-labelledby={heading} padding="md">
      <Stack gap="sm">
        <Title order={2} size="h3" id={heading}>
          {text.modules[sync.module]}
        </Title>
        <StateWords status={status} />
        <Group gap="4px var(--mantine-spacing-md)">
          <Text size="sm" c="dimmed">
            {text.syncHealth.lastSync}:{' '}
            {lastSyncAt ? <RelativeMoment at={lastSyncAt} /> : text.syncHealth.never}
          </Text>
          {nextSyncAt && (
            <Text size="sm" c="dimmed">
              {text.syncHealth.nextSync}: <RelativeMoment at={nextSyncAt} near={text.time.soon} />
            </Text>
          )}
        </Group>
        <Group gap="4px var(--mantine-spacing-sm)">
          <Counts sync={sync} />
        </Group>
      </Stack>
    </Card>
  );
}

function WaitingSection({ waiting }: { readonly waiting: UserSyncs['waiting'] }) {
  const heading = useId();
  return (
    <Card component="section" aria-labelledby={heading} padding="md">
      <Stack gap="sm">
        <Stack gap={2}>
          <Title order={2} size="h3" id={heading}>
            {words.waiting}
          </Title>
          <Text size="sm" c="dimmed">
            {waiting.length === 0 ? words.nothingWaits : words.waitingNote}
          </Text>
        </Stack>
        {waiting.length > 0 && (
          <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
            {waiting.map(({ module, kind, reason, message, who, count, nextAttemptAt }) => (
              <Group
                component="li"
                key={`${module} ${kind} ${reason}`}
                gap="xs"
                wrap="nowrap"
                align="flex-start"
              >
                <Badge variant="light" tt="none" color={kind === 'failed' ? 'red' : 'yellow'}>
                  {words.kinds[kind]}
                </Badge>
                <Stack gap={0}>
                  <Text size="sm">
                    {words.itemsOf(text.modules[module], count.toLocaleString())}. {message}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {text.syncHealth.actors[who]}{' '}
                    {nextAttemptAt && (
                      <>
                        {words.nextAttempt} <RelativeMoment at={nextAttemptAt} near={text.time.soon} />
                      </>
                    )}
                  </Text>
                </Stack>
              </Group>
            ))}
          </Stack>
        )}
      </Stack>
    </Card>
  );
}
