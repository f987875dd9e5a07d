import { Button, Card, Group, Radio, SimpleGrid, Stack, Text } from '@mantine/core';
import {
  decideMatch,
  getMicrosoftCards,
  getSetup,
  listPossibleMatches,
  listWaitingItems,
  type MatchCandidate,
} from '@syncgrant/contracts';
import type { SyncModule } from '@syncgrant/core';
import { useState } from 'react';
import type { z } from 'zod';
import { useChange } from '../api/use-api.ts';
import { showSuccess } from '../shell/notify.ts';
import { plainValue } from '../shell/plain-value.ts';
import { text } from '../text.ts';
import { list } from '../text/words.ts';
import { usePanelFocus } from './use-panel-focus.ts';

type Matches = z.output<typeof listPossibleMatches.response>;
type MatchGroup = Matches['groups'][number];

/** What could be the same thing more than once: the user says what belongs together. Nothing where there is no doubt. */
export function MatchGroups({ module, matches }: { readonly module: SyncModule; readonly matches: Matches }) {
  if (matches.groups.length === 0) return null;
  return (
    <Stack gap="sm" mb="md">
      <Text size="sm">{text.matches.lead}</Text>
      {matches.groups.map((group) => (
        <OneGroup
          key={[...group.records, ...group.items].map(({ id }) => id).join(' ')}
          module={module}
          group={group}
        />
      ))}
      {matches.more && (
        <Text size="sm" c="dimmed">
          {text.matches.more}
        </Text>
      )}
    </Stack>
  );
}

function OneGroup({ module, group }: { readonly module: SyncModule; readonly group: MatchGroup }) {
  const only = (candidates: readonly MatchCandidate[]) =>
    candidates.length === 1 ? (candidates[0]?.id ?? null) : null;
  const [recordLinkId, setRecord] = useState(only(group.records));
  const [itemLinkId, setItem] = useState(only(group.items));
  const [card, focusPanel] = usePanelFocus<HTMLDivElement>();
  const decide = useChange(decideMatch, {
    refreshes: [listPossibleMatches, listWaitingItems, getSetup, getMicrosoftCards],
    onSuccess: () => {
      focusPanel();
      showSuccess(text.matches.decided);
    },
  });
  const params = { module };
  const titles = list([...new Set([...group.records, ...group.items].map(({ title }) => title))]);
  const linkIds = [...group.records, ...group.items].map(({ id }) => id);
  return (
    <Card ref={card} role="group" aria-label={titles} padding="sm">
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <Candidates
            label={text.sides.crm}
            candidates={group.records}
            value={recordLinkId}
            onChange={setRecord}
          />
          <Candidates
            label={text.sides.microsoft}
            candidates={group.items}
            value={itemLinkId}
            onChange={setItem}
          />
        </SimpleGrid>
        <Text size="xs" c="dimmed">
          {text.matches.note}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button
            size="xs"
            variant="default"
            loading={decide.isPending}
            onClick={() => decide.mutate({ params, body: { decision: 'different', linkIds } })}
          >
            {text.matches.different}
          </Button>
          <Button
            size="xs"
            loading={decide.isPending}
            disabled={recordLinkId === null || itemLinkId === null}
            onClick={() => {
              if (recordLinkId === null || itemLinkId === null) return;
              decide.mutate({ params, body: { decision: 'same', recordLinkId, itemLinkId } });
            }}
          >
            {text.matches.same}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}

function Candidates({
  label,
  candidates,
  value,
  onChange,
}: {
  readonly label: string;
  readonly candidates: readonly MatchCandidate[];
  readonly value: string | null;
  readonly onChange: (id: string) => void;
}) {
  return (
    <Radio.Group label={label} value={value} onChange={onChange}>
      <Stack gap="xs" mt="xs">
        {candidates.map(({ id, title, details }) => (
          <Radio
            key={id}
            value={id}
            label={title}
            description={details.map((detail) => `${detail.label}: ${plainValue(detail.value)}`).join(' · ')}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
