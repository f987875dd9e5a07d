import { Text, Timeline } from '@mantine/core';
import { listTimeline } from '@syncgrant/contracts';
import type { SyncModule } from '@syncgrant/core';
import { useApiPages } from '../api/use-api.ts';
import { LoadMore } from '../shell/load-more.tsx';
import { Answered, NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { ExactMoment, RelativeMoment } from '../time/moment.tsx';

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
            <Timeline bulletSize={14} lineWidth={2} active={0} pt="xs">
              {entries.map((entry) => (
                <Timeline.Item key={entry.id} title={<Text size="sm">{entry.message}</Text>}>
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
