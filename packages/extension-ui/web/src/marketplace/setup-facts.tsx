import { DataList, SimpleGrid, Stack, Text } from '@mantine/core';
import type { SetupStatusView, SetupView } from '@syncgrant/contracts';
import type { SetupState, SyncModule } from '@syncgrant/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { MailAddress } from '../shell/mail-address.tsx';
import { text } from '../text.ts';
import { RelativeMoment } from '../time/moment.tsx';
import { chosenOtherwise } from './contact-choices.ts';
import classes from './setup-facts.module.css';

/** States whose next attempt is due where none is named. */
const GOES_ON: ReadonlySet<SetupState> = new Set(['delayed', 'removing', 'first_sync', 'active']);

/** Account, configuration, times and counts of a setup that exists. */
export function SetupFacts({
  status,
  setup,
  module,
}: {
  readonly status: SetupStatusView;
  readonly setup: SetupView;
  readonly module: SyncModule;
}) {
  const { configuration } = setup;
  const next = status.nextAttemptAt;
  const due = GOES_ON.has(status.state) ? text.time.soon : text.none;
  const mapped = chosenOtherwise(configuration?.contactMapping ?? {});
  const facts: readonly (readonly [label: string, value: ReactNode])[] = [
    [text.facts.account, <MailAddress key="account" address={setup.account.username} />],
    ...(configuration
      ? ([
          [text.facts.with[module], configuration.containerName],
          [text.facts.direction, text.directions[configuration.direction]],
        ] as const)
      : []),
    ...(mapped > 0 ? [[text.facts.fields, text.contactMapping.chosen(mapped)] as const] : []),
    // Always three lines, so that cards keep their height while syncs come and go.
    [text.facts.since, status.since ? <RelativeMoment at={status.since} /> : text.none],
    [text.facts.lastSync, setup.lastSyncAt ? <RelativeMoment at={setup.lastSyncAt} /> : text.none],
    [text.facts.nextAttempt, next ? <RelativeMoment at={next} near={text.time.soon} /> : due],
  ];

  return (
    <Stack gap="md" mt="xs">
      <DataList className={classes['facts'] ?? ''} gap={6} labelWidth={64}>
        {facts.map(([label, value]) => (
          <DataList.Item key={label}>
            <DataList.ItemLabel>{label}</DataList.ItemLabel>
            <DataList.ItemValue style={{ overflowWrap: 'anywhere' }}>{value}</DataList.ItemValue>
          </DataList.Item>
        ))}
      </DataList>
      <Counts setup={setup} module={module} />
    </Stack>
  );
}

function Counts({ setup, module }: { readonly setup: SetupView; readonly module: SyncModule }) {
  const counts = [
    { label: text.facts.linked, value: setup.linkCount, tab: 'items', color: 'var(--mantine-color-text)' },
    {
      label: text.facts.held,
      value: setup.heldCount,
      tab: 'waiting',
      color: 'var(--mantine-color-yellow-light-color)',
    },
    {
      label: text.facts.failed,
      value: setup.failedCount,
      tab: 'waiting',
      color: 'var(--mantine-color-red-light-color)',
    },
    {
      label: text.facts.conflicts,
      value: setup.conflictCount,
      tab: 'conflicts',
      color: 'var(--mantine-color-grape-light-color)',
    },
  ];
  return (
    <SimpleGrid cols={4} spacing={6}>
      {counts.map(({ label, value, tab, color }) => (
        <Link
          key={label}
          to={`/marketplace/microsoft/${module}?tab=${tab}`}
          className={classes['count'] ?? ''}
        >
          <Text span fw={650} size="lg" lh={1.2} c={value > 0 ? color : 'dimmed'}>
            {value.toLocaleString()}
          </Text>
          <Text span size="xs" c="dimmed">
            {label}
          </Text>
        </Link>
      ))}
    </SimpleGrid>
  );
}
