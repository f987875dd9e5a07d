import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import { listOccurrences, type CrmModule, type CrmRecordBody } from '@syncgrant/contracts';
import { Link } from 'react-router';
import { useApi } from '../api/use-api.ts';
import { Answered, LoadingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { ExactMoment, useMomentFormat } from '../time/moment.tsx';
import { writtenDay } from './all-day.ts';
import { recordTitle } from './record-title.ts';
import { Section } from './section.tsx';

const SHOWN = 10;

/** When a series takes place next. Each meeting can be opened, to change it alone or with all that follow. */
export function SeriesSection({ module, id }: { readonly module: CrmModule; readonly id: string }) {
  const occurrences = useApi(listOccurrences, { params: { module, id }, query: { per_page: SHOWN } });
  return (
    <Section title={text.records.series.next}>
      <Answered query={occurrences} loading={<LoadingState rows={3} height={24} />}>
        {({ data }) =>
          data.length === 0 ? (
            <Text size="sm" c="dimmed">
              {text.records.series.over}
            </Text>
          ) : (
            <Stack component="ul" gap={6} m={0} p={0} style={{ listStyle: 'none' }}>
              {data.map((occurrence) => (
                <Occurrence
                  key={String(occurrence['$occurrence_date'])}
                  module={module}
                  seriesId={id}
                  occurrence={occurrence}
                />
              ))}
            </Stack>
          )
        }
      </Answered>
    </Section>
  );
}

function Occurrence({
  module,
  seriesId,
  occurrence,
}: {
  readonly module: CrmModule;
  readonly seriesId: string;
  readonly occurrence: CrmRecordBody;
}) {
  const format = useMomentFormat();
  const { id, Start_DateTime: start, $occurrence_date: date } = occurrence;
  const day = writtenDay(occurrence, 'Start_DateTime');
  const apart = typeof id === 'string';
  const to = apart ? `/records/${module}/${id}` : `/records/${module}/${seriesId}?on=${String(date)}`;
  return (
    <Group component="li" gap="xs">
      <Anchor component={Link} to={to} size="sm">
        {day !== null ? (
          format.day(day)
        ) : typeof start === 'string' ? (
          <ExactMoment at={start} />
        ) : (
          String(date)
        )}
      </Anchor>
      {apart && (
        <>
          <Badge size="sm" variant="default" fw={500} tt="none" c="dimmed">
            {text.records.series.changed}
          </Badge>
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {recordTitle(module, occurrence)}
          </Text>
        </>
      )}
    </Group>
  );
}
