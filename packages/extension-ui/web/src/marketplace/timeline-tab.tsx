import { Text, ThemeIcon, Timeline } from '@mantine/core';
import { listTimeline } from '@syncgrant/contracts';
import type { SetupState, SyncModule } from '@syncgrant/core';
import { useApiPages } from '../api/use-api.ts';
import { LoadMore } from '../shell/load-more.tsx';
import { Answered, NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { ExactMoment, RelativeMoment } from '../time/moment.tsx';
import { STATE_LOOK } from './state-look.ts';
import { stateOf, timelineWords } from './timeline-words.ts';

/** A state's badge without its words, which the entry has. */
function StateBullet({ state }: { readonly state: SetupState | null }) {
  if (state === null) return null;
  const { icon: Icon, color } = STATE_LOOK[state];
  return (
    <ThemeIcon size={26} radius="xl" variant="light" color={color}>
      <Icon size={15} aria-hidden />
    </ThemeIcon>
  );
}

export function TimelineTab({ module }: { readonly module: SyncModule }) {
  const params = { module };
  const pages = useApiPages(listTimeline, { params }, ({ entries, more }) => {
    const last = entries.at(-1);
    return more && last ? { params, query: { before: last.id } } : undefined;
  });

  return (
    <Answered query={pages}>
      {(data) => {
        const entries = data.pages.flatMap((page) => page.entries);
        if (entries.length === 0) {
          return (
            <NothingState title={text.setupPage.noTimeline} description={text.setupPage.noTimelineNote} />
          );
        }
        return (
          <>
            <Timeline bulletSize={26} lineWidth={2} pt="xs">
              {entries.map((entry, index) => (
                <Timeline.Item
                  key={entry.id}
                  bullet={<StateBullet state={stateOf(entry)} />}
                  title={<Text size="sm">{timelineWords(entry, entries[index + 1] ?? null)}</Text>}
                >
                  <Text size="xs" c="dimmed">
                    <RelativeMoment at={entry.at} /> · <ExactMoment at={entry.at} />
                  </Text>
                </Timeline.Item>
              ))}
            </Timeline>
            <LoadMore pages={pages} />
          </>
        );
      }}
    </Answered>
  );
}
