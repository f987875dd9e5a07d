import { Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import {
  getMicrosoftCards,
  getSetup,
  listOutcomes,
  listPossibleMatches,
  listWaitingItems,
  retryItem,
} from '@syncgrant/contracts';
import type { WaitingItem } from '@syncgrant/contracts';
import type { SyncModule } from '@syncgrant/core';
import { useId } from 'react';
import { useApi, useApiPages, useChange } from '../api/use-api.ts';
import { LoadMore } from '../shell/load-more.tsx';
import { showSuccess } from '../shell/notify.ts';
import { Answered, NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { RelativeMoment } from '../time/moment.tsx';
import { ItemTitle } from './item-title.tsx';
import { MatchGroups } from './match-groups.tsx';
import { usePanelFocus } from './use-panel-focus.ts';

/** What does not go on by itself, or failed: why, what helps, and who can do it. */
export function WaitingTab({ module }: { readonly module: SyncModule }) {
  const params = { module };
  const matches = useApi(listPossibleMatches, { params });
  const pages = useApiPages(listWaitingItems, { params }, ({ items, more }) => {
    const last = items.at(-1);
    return more && last ? { params, query: { after: last.id } } : undefined;
  });

  return (
    <Answered query={pages}>
      {(data) => {
        const items = data.pages.flatMap((page) => page.items).filter(isSaidHere);
        if (items.length === 0 && !matches.data?.groups.length && !pages.hasNextPage) {
          return <NothingState title={text.waiting.nothing} description={text.waiting.nothingNote} />;
        }
        return (
          <Stack gap="sm">
            {matches.data && <MatchGroups module={module} matches={matches.data} />}
            {[...Map.groupBy(items, whyOf)].map(([why, group]) => (
              <WaitingGroup key={why} module={module} items={group} />
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

const whyOf = ({ kind, message }: WaitingItem): string => `${kind} ${message}`;

/** All that wait for the same reason, which is said once. */
function WaitingGroup({
  module,
  items,
}: {
  readonly module: SyncModule;
  readonly items: readonly WaitingItem[];
}) {
  const heading = useId();
  const [first] = items;
  if (first === undefined) return null;
  const { kind, message, help, who } = first;
  return (
    <Card component="section" padding="sm" aria-labelledby={heading}>
      <Stack gap="xs">
        <Stack gap={2}>
          <Group gap="xs" wrap="nowrap" align="flex-start">
            <Badge
              size="sm"
              variant="light"
              tt="none"
              color={kind === 'failed' ? 'red' : 'yellow'}
              style={{ flexShrink: 0 }}
            >
              {text.setupPage.kinds[kind]}
            </Badge>
            <Text component="h3" size="sm" fw={600} id={heading} style={{ overflowWrap: 'anywhere' }}>
              {message}
            </Text>
          </Group>
          <Text size="sm" c="dimmed">
            {help}
            {who === 'administrator' && ` ${text.actors.administrator}`}
          </Text>
        </Stack>
        <Stack component="ul" gap={6} m={0} p={0} style={{ listStyle: 'none' }}>
          {items.map((item) => (
            <Waiting key={item.id} module={module} item={item} />
          ))}
        </Stack>
      </Stack>
    </Card>
  );
}

function Waiting({ module, item }: { readonly module: SyncModule; readonly item: WaitingItem }) {
  const [row, focusPanel] = usePanelFocus<HTMLDivElement>();
  const retry = useChange(retryItem, {
    refreshes: [listWaitingItems, listOutcomes, getSetup, getMicrosoftCards],
    onSuccess: () => {
      focusPanel();
      showSuccess(text.waiting.retried(item.title));
    },
  });
  return (
    <Group component="li" ref={row} justify="space-between" gap="xs">
      <Group gap="0 var(--mantine-spacing-xs)" style={{ flex: '1 1 12rem' }}>
        <ItemTitle module={module} title={item.title} recordId={item.recordId} />
        {item.nextAttemptAt !== null && (
          <Text size="xs" c="dimmed">
            {text.waiting.nextAttempt} <RelativeMoment at={item.nextAttemptAt} near={text.time.soon} />
          </Text>
        )}
      </Group>
      {item.kind === 'failed' && (
        <Button
          size="xs"
          variant="default"
          aria-label={text.waiting.retryOf(item.title)}
          loading={retry.isPending}
          onClick={() => retry.mutate({ params: { module, id: item.id } })}
        >
          {text.waiting.retry}
        </Button>
      )}
    </Group>
  );
}
