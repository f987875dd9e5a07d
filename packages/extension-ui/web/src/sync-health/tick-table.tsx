import { Badge, Stack, Table, Text } from '@mantine/core';
import { listTicks, type Tick } from '@syncgrant/contracts';
import { useApiPages } from '../api/use-api.ts';
import { LoadMore } from '../shell/load-more.tsx';
import { Answered, NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { ExactMoment } from '../time/moment.tsx';
import { problemWords } from './problem-words.ts';

const words = text.syncHealth.ofUser;

const COLOR = { done: 'teal', more: 'blue', paused: 'yellow', failed: 'red' } as const;

/** The runs of an account, newest first: how each ended, what became of items, and what it took. */
export function TickTable({ accountId }: { readonly accountId: string }) {
  const params = { id: accountId };
  const pages = useApiPages(listTicks, { params }, ({ ticks, more }) => {
    const last = ticks.at(-1);
    return more && last ? { params, query: { before: last.id } } : undefined;
  });
  return (
    <Answered query={pages}>
      {(data) => {
        const ticks = data.pages.flatMap((page) => page.ticks);
        if (ticks.length === 0) return <NothingState title={words.noRuns} description={words.noRunsNote} />;
        return (
          <>
            <Table verticalSpacing="xs" aria-label={words.runs}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{words.when}</Table.Th>
                  <Table.Th>{words.result}</Table.Th>
                  <Table.Th visibleFrom="sm">{words.cost}</Table.Th>
                  <Table.Th visibleFrom="sm">{words.waited}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {ticks.map((tick) => (
                  <TickRow key={tick.id} tick={tick} />
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

function TickRow({ tick }: { readonly tick: Tick }) {
  const result = tick.more ? 'more' : tick.kind;
  const took = Date.parse(tick.endedAt) - Date.parse(tick.begunAt);
  return (
    <Table.Tr>
      <Table.Td valign="top">
        <Text size="sm">
          <ExactMoment at={tick.begunAt} />
        </Text>
        <Text size="xs" c="dimmed">
          {words.took(text.syncHealth.duration(took))}
        </Text>
      </Table.Td>
      <Table.Td valign="top">
        <Stack gap={2} align="flex-start">
          <Badge variant="light" tt="none" color={COLOR[result]}>
            {words.results[result]}
          </Badge>
          {linesOf(tick).map((line) => (
            <Text key={line} size="sm">
              {line}
            </Text>
          ))}
        </Stack>
      </Table.Td>
      <Table.Td valign="top" visibleFrom="sm">
        <Text size="sm">{tick.requests.toLocaleString()}</Text>
        {tick.throttled > 0 && (
          <Text size="xs" c="orange">
            {words.throttled(tick.throttled)}
          </Text>
        )}
      </Table.Td>
      <Table.Td valign="top" visibleFrom="sm">
        <Text size="sm">{tick.waitedMs === null ? text.none : text.syncHealth.duration(tick.waitedMs)}</Text>
      </Table.Td>
    </Table.Tr>
  );
}

/** What each module came to; one line where there was nothing to do. */
function linesOf({ modules, kind }: Tick): readonly string[] {
  const lines = modules.flatMap(({ module, items, problem }) => {
    const parts = Object.entries(words.items).flatMap(([outcome, said]) => {
      const count = items[outcome] ?? 0;
      return count === 0 ? [] : [said(count)];
    });
    const all = problem === null ? parts : [...parts, problemWords(problem)];
    return all.length === 0 ? [] : [words.itemsOf(text.modules[module], all.join(', '))];
  });
  return lines.length === 0 && kind === 'done' ? [words.quiet] : lines;
}
