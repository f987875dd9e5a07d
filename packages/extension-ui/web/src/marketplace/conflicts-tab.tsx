import { Button, Card, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { getMicrosoftCards, getSetup, listConflicts, restoreConflict } from '@syncgrant/contracts';
import { FIELDS, type SyncModule } from '@syncgrant/core';
import type { z } from 'zod';
import { useApiPages, useChange } from '../api/use-api.ts';
import { LoadMore } from '../shell/load-more.tsx';
import { showSuccess } from '../shell/notify.ts';
import { Answered, NothingState } from '../shell/states.tsx';
import { plainValue } from '../shell/plain-value.ts';
import { text } from '../text.ts';
import { RelativeMoment } from '../time/moment.tsx';
import { ItemTitle } from './item-title.tsx';
import { usePanelFocus } from './use-panel-focus.ts';

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
            <Text size="sm">{text.setupPage.conflictsLead}</Text>
            {conflicts.map((conflict) => (
              <Conflict key={conflict.id} module={module} conflict={conflict} />
            ))}
            <LoadMore pages={pages} />
          </Stack>
        );
      }}
    </Answered>
  );
}

type ConflictView = z.output<typeof listConflicts.response>['conflicts'][number];

function Conflict({ module, conflict }: { readonly module: SyncModule; readonly conflict: ConflictView }) {
  const { restoredAt } = conflict;
  const label = FIELDS[module].find(({ name }) => name === conflict.field)?.label ?? conflict.field;
  const other = OTHER[conflict.winner];
  const [card, focusPanel] = usePanelFocus<HTMLDivElement>();
  const restore = useChange(restoreConflict, {
    refreshes: [listConflicts, getSetup, getMicrosoftCards],
    onSuccess: () => {
      focusPanel();
      showSuccess(text.setupPage.restoredInRecord(label, conflict.title));
    },
  });
  return (
    <Card ref={card} padding="sm">
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Group gap={6}>
            <ItemTitle module={module} title={conflict.title} recordId={conflict.recordId} />
            <Text size="sm">· {label}</Text>
          </Group>
          <Text size="xs" c="dimmed">
            <RelativeMoment at={conflict.at} />
          </Text>
        </Group>
        {conflict.hidden ? (
          <Text size="sm" c="dimmed">
            {text.setupPage.hiddenValues}
          </Text>
        ) : (
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            {restoredAt === null ? (
              <>
                <Value label={text.setupPage.kept(text.sides[conflict.winner])} value={conflict.kept} />
                <Value label={text.setupPage.lost(text.sides[other])} value={conflict.lost} />
              </>
            ) : (
              <>
                <Value label={text.setupPage.restored(text.sides[other])} value={conflict.lost} />
                <Value label={text.setupPage.replaced} value={conflict.replaced} />
              </>
            )}
          </SimpleGrid>
        )}
        {restoredAt !== null ? (
          <Text size="xs" c="dimmed">
            {text.setupPage.restoredAt} <RelativeMoment at={restoredAt} />
          </Text>
        ) : (
          !conflict.hidden && (
            <Group justify="flex-end">
              <Button
                size="xs"
                variant="default"
                aria-label={text.setupPage.restoreOf(label, conflict.title)}
                loading={restore.isPending}
                onClick={() => restore.mutate({ params: { module, id: conflict.id } })}
              >
                {text.setupPage.restore}
              </Button>
            </Group>
          )
        )}
      </Stack>
    </Card>
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
