import {
  Button,
  Card,
  Group,
  NativeSelect,
  Pagination,
  Skeleton,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { listSyncs, SYNCS_PER_PAGE, syncModuleSchema } from '@syncgrant/contracts';
import { IconSearch } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useApi } from '../api/use-api.ts';
import { pageScript } from '../page-script.tsx';
import { Page } from '../shell/page.tsx';
import { Answered, LoadingState, NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { StateCards } from './state-cards.tsx';
import { syncQueryOf, withWishes, type SyncQuery } from './sync-query.ts';
import { SyncTable } from './sync-table.tsx';

const words = text.syncHealth;

/** States of others change without a word to this page, so it asks again while it is looked at. */
const POLL_MS = 5_000;
const TYPING_MS = 300;

/** Charts are heavy, and the list does not wait for them. */
const Charts = pageScript(async () => (await import('./activity-charts.tsx')).ActivityCharts);

export function SyncHealthPage() {
  const [address, setAddress] = useSearchParams();
  const query = syncQueryOf(address);
  const [word, setWord] = useState(query.word ?? '');
  const asked = useApi(listSyncs, { query }, { pollMs: () => POLL_MS });
  const list = { ...asked, data: useKept(asked.data) };
  /* From the address as it is by now: what was typed a moment ago may have been sent on its way before. */
  const wish = (wishes: Parameters<typeof withWishes>[1]) =>
    setAddress(withWishes(new URLSearchParams(window.location.search), wishes), { replace: true });
  const narrowed = ['state', 'reason', 'module', 'profile', 'word'].some((key) => address.has(key));

  return (
    <Page title={words.title} lead={words.lead}>
      <Answered query={list} loading={<LoadingState rows={6} height={64} />}>
        {({ syncs, states, reasons, profiles, total, page }) =>
          total === 0 && !narrowed ? (
            <NothingState title={words.nobody} description={words.nobodyNote} />
          ) : (
            <Stack gap="lg">
              <StateCards
                states={states}
                chosen={query.state}
                onChoose={(state) => wish({ state, reason: undefined })}
              />
              <Filters
                query={query}
                reasons={reasons}
                profiles={profiles}
                onWish={wish}
                word={word}
                onWord={setWord}
              />
              {syncs.length === 0 ? (
                <NothingState title={words.noneFits} description={words.noneFitsNote}>
                  <Button
                    variant="default"
                    onClick={() => {
                      setAddress({}, { replace: true });
                      setWord('');
                    }}
                  >
                    {words.showAll}
                  </Button>
                </NothingState>
              ) : (
                <Stack gap="sm">
                  <Card padding={0}>
                    <SyncTable
                      syncs={syncs}
                      sorting={{
                        sort: query.sort ?? 'state',
                        order: query.order ?? 'asc',
                        onSort: (sort, order) => wish({ sort, order }),
                      }}
                    />
                  </Card>
                  <Group justify="space-between">
                    <Text size="sm" c="dimmed" role="status">
                      {words.total(total)}
                    </Text>
                    {total > SYNCS_PER_PAGE && (
                      <Pagination
                        aria-label={words.pages}
                        total={Math.ceil(total / SYNCS_PER_PAGE)}
                        value={page}
                        onChange={(next) => wish({ page: String(next) })}
                        getItemProps={(item) => ({ 'aria-label': words.pageOf(item) })}
                        getControlProps={(control) => ({
                          'aria-label': control === 'next' ? words.next : words.previous,
                        })}
                      />
                    )}
                  </Group>
                </Stack>
              )}
              <Suspense fallback={<Skeleton height={260} radius="md" />}>
                <Charts.Component />
              </Suspense>
            </Stack>
          )
        }
      </Answered>
    </Page>
  );
}

/** What was shown stays until the next answer is there, so that a list does not flicker while it is narrowed. */
function useKept<Data>(data: Data | undefined): Data | undefined {
  const [kept, setKept] = useState(data);
  if (data !== undefined && data !== kept) setKept(data);
  return data ?? kept;
}

function Filters({
  query,
  reasons,
  profiles,
  onWish,
  word,
  onWord,
}: {
  readonly query: SyncQuery;
  readonly reasons: readonly {
    readonly state: string;
    readonly reason: string;
    readonly message: string;
    readonly count: number;
  }[];
  readonly profiles: readonly { readonly id: string; readonly name: string }[];
  readonly onWish: (wishes: Parameters<typeof withWishes>[1]) => void;
  /** As it is typed; it is asked for a moment later. */
  readonly word: string;
  readonly onWord: (word: string) => void;
}) {
  const look = useDebouncedCallback((typed: string) => onWish({ word: typed }), TYPING_MS);
  return (
    <Group gap="sm" align="flex-end">
      <TextInput
        type="search"
        label={words.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={word}
        onChange={({ currentTarget: { value } }) => {
          onWord(value);
          look(value.trim());
        }}
        style={{ flex: '1 1 14rem' }}
      />
      <NativeSelect
        label={words.module}
        value={query.module ?? ''}
        onChange={({ currentTarget }) => onWish({ module: currentTarget.value, reason: undefined })}
        data={[
          { value: '', label: words.everyModule },
          ...syncModuleSchema.options.map((module) => ({ value: module, label: text.modules[module] })),
        ]}
      />
      <NativeSelect
        label={words.profile}
        value={query.profile ?? ''}
        onChange={({ currentTarget }) => onWish({ profile: currentTarget.value, reason: undefined })}
        data={[
          { value: '', label: words.everyProfile },
          ...profiles.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <NativeSelect
        label={words.reason}
        value={query.reason === undefined ? '' : `${query.state} ${query.reason}`}
        onChange={({ currentTarget }) => {
          const [state, reason] = currentTarget.value.split(' ');
          onWish(reason === undefined ? { reason: undefined } : { state, reason });
        }}
        data={[
          { value: '', label: words.everyReason },
          ...reasons.map(({ state, reason, message, count }) => ({
            value: `${state} ${reason}`,
            label: words.reasonOf(message, count),
          })),
        ]}
        style={{ flex: '1 1 14rem' }}
      />
    </Group>
  );
}
