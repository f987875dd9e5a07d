import { Alert, Card, DataList, Stack, Text, Title } from '@mantine/core';
import type { UserSyncs } from '@syncgrant/contracts';
import { IconAlertCircle } from '@tabler/icons-react';
import { useId } from 'react';
import { text } from '../text.ts';
import { RelativeMoment } from '../time/moment.tsx';
import { problemWords } from './problem-words.ts';
import { TickTable } from './tick-table.tsx';

const words = text.syncHealth.ofUser;

/** A mailbox: what stands between us and it, and what each run for it did. */
export function AccountSection({ account }: { readonly account: UserSyncs['accounts'][number] }) {
  const heading = useId();
  const { id, username, problem, tokenRefreshedAt, nextTickAt } = account;
  return (
    <Card component="section" aria-labelledby={heading} padding="md">
      <Stack gap="sm">
        <Title order={2} size="h3" id={heading} style={{ overflowWrap: 'anywhere' }}>
          {words.account(username)}
        </Title>
        {problem && (
          <Alert
            color="red"
            variant="light"
            icon={<IconAlertCircle aria-hidden />}
            title={problemWords(problem.class)}
          >
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {problem.detail}
            </Text>
            <Text size="xs">
              {words.problemSince} <RelativeMoment at={problem.since} />
            </Text>
          </Alert>
        )}
        <DataList gap={6} labelWidth={150}>
          <DataList.Item>
            <DataList.ItemLabel>{words.signedIn}</DataList.ItemLabel>
            <DataList.ItemValue>
              {tokenRefreshedAt ? <RelativeMoment at={tokenRefreshedAt} /> : text.syncHealth.never}
            </DataList.ItemValue>
          </DataList.Item>
          <DataList.Item>
            <DataList.ItemLabel>{words.nextRun}</DataList.ItemLabel>
            <DataList.ItemValue>
              <RelativeMoment at={nextTickAt} near={text.time.soon} />
            </DataList.ItemValue>
          </DataList.Item>
        </DataList>
        <Title order={3} size="h4">
          {words.runs}
        </Title>
        <TickTable accountId={id} />
      </Stack>
    </Card>
  );
}
