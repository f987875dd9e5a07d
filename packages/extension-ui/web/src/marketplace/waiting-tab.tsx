import { Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import { getMicrosoftCards, getSetup, listOutcomes, listWaitingItems, retryItem } from '@syncgrant/contracts';
import type { WaitingItem } from '@syncgrant/contracts';
import type { SyncModule } from '@syncgrant/core';
import { useApiPages, useChange } from '../api/use-api.ts';
import { LoadMore } from '../shell/load-more.tsx';
import { showSuccess } from '../shell/notify.ts';
import { Answered, NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { RelativeMoment } from '../time/moment.tsx';
import { ItemTitle } from './item-title.tsx';
import { MatchGroups } from './match-groups.tsx';

/** What does not go on by itself, or failed: why, what helps, and who can do it. */
export function WaitingTab({ module }: { readonly module: SyncModule }) {
  const params = { module };
  const pages = useApiPages(listWaitingItems, { params }, ({ items, more }) => {
    const last = items.at(-1);
    return more && last ? { params, query: { after: last.id } } : undefined;
  });

  return (
    <Answered query={pages}>
      {(data) => {
        const items = data.pages.flatMap((page) => page.items);
        if (items.length === 0) {
          return <NothingState title={text.waiting.nothing} description={text.waiting.nothingNote} />;
        }
        return (
          <Stack gap="sm">
            <MatchGroups module={module} />
            {items.filter(isSaidHere).map((item) => (
              <Waiting key={item.id} module={module} item={item} />
            ))}
            <LoadMore pages={pages} />
          </Stack>
        );
      }}
    </Answered>
  );
}

/** What the user has to decide about is shown together, above. */
const isSaidHere = ({ reason }: WaitingItem): boolean => reason !== 'ambiguous_match';

function Waiting({ module, item }: { readonly module: SyncModule; readonly item: WaitingItem }) {
  const retry = useChange(retryItem, {
    refreshes: [listWaitingItems, listOutcomes, getSetup, getMicrosoftCards],
    onSuccess: () => showSuccess(text.waiting.retried(item.title)),
  });
  const failed = item.kind === 'failed';
  return (
    <Card padding="sm">
      <Group justify="space-between" align="flex-start" gap="xs">
        <Stack gap={2} style={{ flex: '1 1 16rem' }}>
          <Group gap="xs">
            <Badge size="sm" variant="light" tt="none" color={failed ? 'red' : 'yellow'}>
              {text.setupPage.kinds[item.kind]}
            </Badge>
            <ItemTitle module={module} title={item.title} recordId={item.recordId} />
          </Group>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {item.message}
          </Text>
          <Text size="sm" c="dimmed">
            {item.help}
          </Text>
          {item.nextAttemptAt !== null && (
            <Text size="xs" c="dimmed">
              {text.waiting.nextAttempt} <RelativeMoment at={item.nextAttemptAt} near={text.time.soon} />
            </Text>
          )}
          {item.who === 'administrator' && (
            <Text size="xs" c="dimmed">
              {text.actors.administrator}
            </Text>
          )}
        </Stack>
        {failed && (
          <Button
            size="xs"
            variant="default"
            loading={retry.isPending}
            onClick={() => retry.mutate({ params: { module, id: item.id } })}
          >
            {text.waiting.retry}
          </Button>
        )}
      </Group>
    </Card>
  );
}
