import { Anchor, Group, Stack, Table, Text, UnstyledButton } from '@mantine/core';
import type { SyncLine } from '@syncgrant/contracts';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { StatusBadge } from '../marketplace/status-badge.tsx';
import { text } from '../text.ts';
import { RelativeMoment } from '../time/moment.tsx';
import classes from './sync-health.module.css';
import type { SyncQuery } from './sync-query.ts';

const words = text.syncHealth;

type Sort = NonNullable<SyncQuery['sort']>;

export interface Sorting {
  readonly sort: Sort;
  readonly order: 'asc' | 'desc';
  readonly onSort: (sort: Sort, order: 'asc' | 'desc') => void;
}

/** One line for each sync: whose it is, its state with the reason, its moments, and how many items wait. */
export function SyncTable({
  syncs,
  sorting,
}: {
  readonly syncs: readonly SyncLine[];
  readonly sorting: Sorting;
}) {
  return (
    <Table verticalSpacing="sm" horizontalSpacing="md" aria-label={words.title}>
      <Table.Thead>
        <Table.Tr>
          <SortHeader sort="name" label={words.user} sorting={sorting} />
          <SortHeader sort="state" label={words.state} sorting={sorting} />
          <SortHeader sort="last_sync" label={words.lastSync} sorting={sorting} wide />
          <SortHeader sort="next_sync" label={words.nextSync} sorting={sorting} wide />
          <Table.Th visibleFrom="md">{words.counts}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {syncs.map((sync) => (
          <Table.Tr key={sync.id}>
            <Table.Td valign="top">
              <Anchor component={Link} to={`/setup/sync-health/${sync.user.id}`} size="sm" fw={600}>
                {sync.user.name}
              </Anchor>
              <Text size="sm">{text.modules[sync.module]}</Text>
              <Text size="xs" c="dimmed">
                {sync.profile.name}
              </Text>
            </Table.Td>
            <Table.Td valign="top">
              <StateWords status={sync.status} />
              <Group gap="xs" hiddenFrom="md" mt={4}>
                <Counts sync={sync} />
              </Group>
            </Table.Td>
            <Table.Td valign="top" visibleFrom="md" className={classes['times'] ?? ''}>
              <Text size="sm">{sync.lastSyncAt ? <RelativeMoment at={sync.lastSyncAt} /> : words.never}</Text>
            </Table.Td>
            <Table.Td valign="top" visibleFrom="md" className={classes['times'] ?? ''}>
              <Text size="sm">
                {sync.nextSyncAt ? <RelativeMoment at={sync.nextSyncAt} near={text.time.soon} /> : text.none}
              </Text>
            </Table.Td>
            <Table.Td valign="top" visibleFrom="md" className={classes['times'] ?? ''}>
              <Counts sync={sync} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** State, reason and who can do something, as one reads it. */
export function StateWords({ status }: { readonly status: SyncLine['status'] }) {
  return (
    <Stack gap={4} align="flex-start">
      <StatusBadge state={status.state} />
      <Text size="sm" maw={420}>
        {status.message}
      </Text>
      {status.who !== 'nobody' && (
        <Text size="xs" c="dimmed">
          {words.actors[status.who]}
        </Text>
      )}
    </Stack>
  );
}

export function Counts({ sync }: { readonly sync: SyncLine }) {
  const counts: readonly (readonly [words: string, color: string, value: number])[] = [
    [words.waiting(sync.heldCount), 'var(--mantine-color-yellow-light-color)', sync.heldCount],
    [words.failed(sync.failedCount), 'var(--mantine-color-red-light-color)', sync.failedCount],
    [words.conflicts(sync.conflictCount), 'var(--mantine-color-grape-light-color)', sync.conflictCount],
  ];
  return (
    <>
      <Text size="sm">{words.linked(sync.linkCount)}</Text>
      {counts.map(([said, color, value]) =>
        value === 0 ? null : (
          <Text key={said} size="sm" c={color}>
            {said}
          </Text>
        ),
      )}
    </>
  );
}

function SortHeader({
  sort,
  label,
  sorting,
  wide = false,
}: {
  readonly sort: Sort;
  readonly label: string;
  readonly sorting: Sorting;
  /** Only where there is room. */
  readonly wide?: boolean;
}) {
  const sorted = sorting.sort === sort;
  const Icon = sorting.order === 'asc' ? IconArrowUp : IconArrowDown;
  const ariaSort = !sorted ? 'none' : sorting.order === 'asc' ? 'ascending' : 'descending';
  const header = (children: ReactNode) =>
    wide ? (
      <Table.Th aria-sort={ariaSort} visibleFrom="md">
        {children}
      </Table.Th>
    ) : (
      <Table.Th aria-sort={ariaSort}>{children}</Table.Th>
    );
  return header(
    <UnstyledButton
      className={classes['sort'] ?? ''}
      title={words.sortBy(label)}
      onClick={() => sorting.onSort(sort, sorted && sorting.order === 'asc' ? 'desc' : 'asc')}
    >
      {label}
      {sorted && <Icon size={14} aria-hidden />}
    </UnstyledButton>,
  );
}
