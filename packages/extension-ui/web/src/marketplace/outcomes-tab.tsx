import { Badge, Group, Stack, Table, Text } from '@mantine/core';
import { listOutcomes } from '@syncgrant/contracts';
import type { SyncModule } from '@syncgrant/core';
import type { z } from 'zod';
import { useApiPages } from '../api/use-api.ts';
import { LoadMore } from '../shell/load-more.tsx';
import { Answered, NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { RelativeMoment } from '../time/moment.tsx';
import { ItemTitle } from './item-title.tsx';

type Outcome = z.output<typeof listOutcomes.response>['outcomes'][number];

const KIND_COLOR: Readonly<Record<Outcome['kind'], string>> = {
  created: 'teal',
  updated: 'blue',
  deleted: 'gray',
  merged: 'indigo',
  skipped: 'gray',
  held: 'yellow',
  failed: 'red',
};

export function OutcomesTab({ module }: { readonly module: SyncModule }) {
  const params = { module };
  const pages = useApiPages(listOutcomes, { params }, ({ outcomes, more }) => {
    const last = outcomes.at(-1);
    return more && last ? { params, query: { before: last.id } } : undefined;
  });

  return (
    <Answered query={pages}>
      {(data) => {
        const outcomes = data.pages.flatMap((page) => page.outcomes);
        if (outcomes.length === 0) {
          return <NothingState title={text.setupPage.noItems} description={text.setupPage.noItemsNote} />;
        }
        return (
          <>
            <Table aria-label={text.setupPage.tabs.items} verticalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{text.setupPage.item}</Table.Th>
                  <Table.Th visibleFrom="sm">{text.setupPage.side}</Table.Th>
                  <Table.Th ta="end">{text.setupPage.when}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {outcomes.map((outcome) => (
                  <Table.Tr key={outcome.id}>
                    <Table.Td>
                      <Stack gap={2}>
                        <Group gap="xs">
                          <Badge size="sm" variant="light" tt="none" color={KIND_COLOR[outcome.kind]}>
                            {text.setupPage.kinds[outcome.kind]}
                          </Badge>
                          <ItemTitle module={module} title={outcome.title} recordId={outcome.recordId} />
                        </Group>
                        <Text size="sm" c="dimmed">
                          {outcome.message}
                        </Text>
                      </Stack>
                    </Table.Td>
                    <Table.Td visibleFrom="sm">{outcome.side && text.sides[outcome.side]}</Table.Td>
                    <Table.Td ta="end" fz="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
                      <RelativeMoment at={outcome.at} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
            <LoadMore pages={pages} />
          </>
        );
      }}
    </Answered>
  );
}
