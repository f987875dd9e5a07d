import { Card, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { listConflicts } from '@syncgrant/contracts';
import type { SyncModule } from '@syncgrant/core';
import { useApiPages } from '../api/use-api.ts';
import { LoadMore } from '../shell/load-more.tsx';
import { Answered, NothingState } from '../shell/states.tsx';
import { plainValue } from '../shell/plain-value.ts';
import { text } from '../text.ts';
import { RelativeMoment } from '../time/moment.tsx';
import { ItemTitle } from './item-title.tsx';

const OTHER = { crm: 'microsoft', microsoft: 'crm' } as const;

export function ConflictsTab({ module }: { readonly module: SyncModule }) {
  const params = { module };
  const pages = useApiPages(listConflicts, { params }, ({ conflicts, more }) => {
    const last = conflicts.at(-1);
    return more && last ? { params, query: { before: last.id } } : undefined;
  });

  return (
    <Answered query={pages}>
      {(data) => {
        const conflicts = data.pages.flatMap((page) => page.conflicts);
        if (conflicts.length === 0) {
          return (
            <NothingState title={text.setupPage.noConflicts} description={text.setupPage.noConflictsNote} />
          );
        }
        return (
          <Stack gap="sm">
            {conflicts.map((conflict) => (
              <Card key={conflict.id} padding="sm">
                <Stack gap="xs">
                  <Group justify="space-between" gap="xs">
                    <Group gap={6}>
                      <ItemTitle module={module} title={conflict.title} recordId={conflict.recordId} />
                      <Text size="sm">· {conflict.field}</Text>
                    </Group>
                    <Text size="xs" c="dimmed">
                      <RelativeMoment at={conflict.at} />
                    </Text>
                  </Group>
                  <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
                    <Value label={text.setupPage.kept(text.sides[conflict.winner])} value={conflict.kept} />
                    <Value
                      label={text.setupPage.lost(text.sides[OTHER[conflict.winner]])}
                      value={conflict.lost}
                    />
                  </SimpleGrid>
                </Stack>
              </Card>
            ))}
            <LoadMore pages={pages} />
          </Stack>
        );
      }}
    </Answered>
  );
}

function Value({ label, value }: { readonly label: string; readonly value: unknown }) {
  return (
    <Stack gap={0}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {plainValue(value)}
      </Text>
    </Stack>
  );
}
