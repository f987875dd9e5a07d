import { BarChart, LineChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import { Card, Group, SegmentedControl, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { getSyncSeries, SERIES_SPANS, type SeriesPoint } from '@syncgrant/contracts';
import { useId, useState, type ReactNode } from 'react';
import { useApi } from '../api/use-api.ts';
import { Answered, LoadingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { useMomentFormat } from '../time/moment.tsx';

const words = text.syncHealth.chart;
const POLL_MS = 60_000;
const HEIGHT_PX = 220;

type Span = (typeof SERIES_SPANS)[number];

/** What all syncs did over time: runs with their requests, items, and how long people waited. */
export function ActivityCharts() {
  const heading = useId();
  const [span, setSpan] = useState<Span>('24h');
  const series = useApi(getSyncSeries, { query: { span } }, { pollMs: () => POLL_MS });
  return (
    <Stack component="section" gap="sm" aria-labelledby={heading}>
      <Group justify="space-between">
        <Title order={2} size="h3" id={heading}>
          {words.title}
        </Title>
        <SegmentedControl
          size="xs"
          aria-label={words.span}
          value={span}
          onChange={(value) => setSpan(SERIES_SPANS.find((known) => known === value) ?? '24h')}
          data={SERIES_SPANS.map((value) => ({ value, label: words.spans[value] }))}
        />
      </Group>
      <Answered query={series} loading={<LoadingState rows={1} height={HEIGHT_PX} />}>
        {({ points, step }) => <Charts points={points} step={step} />}
      </Answered>
    </Stack>
  );
}

function Charts({
  points,
  step,
}: {
  readonly points: readonly SeriesPoint[];
  readonly step: 'hour' | 'day';
}) {
  const format = useMomentFormat();
  const sum = (key: 'ticks' | 'requests' | 'throttled' | 'written' | 'failed') =>
    points.reduce((total, point) => total + point[key], 0);
  if (sum('ticks') === 0) return <Text c="dimmed">{words.nothing}</Text>;
  const data = points.map((point) => ({
    ...point,
    at: step === 'hour' ? format.time(point.from) : format.day(point.from.slice(0, 10)),
    mean: point.meanWaitMs,
    longest: point.longestWaitMs,
  }));
  const longest = Math.max(0, ...points.map(({ longestWaitMs }) => longestWaitMs ?? 0));
  const common = { h: HEIGHT_PX, data, dataKey: 'at', withLegend: true, tickLine: 'none' } as const;
  const named = (name: keyof typeof words.series, color: string) => ({
    name,
    label: words.series[name],
    color,
  });
  return (
    <SimpleGrid cols={{ base: 1, lg: 3 }}>
      <Figure title={words.runs} summary={words.runsSummary(sum('ticks'), sum('requests'), sum('throttled'))}>
        <BarChart
          {...common}
          series={[named('ticks', 'indigo.6'), named('requests', 'cyan.7'), named('throttled', 'orange.6')]}
        />
      </Figure>
      <Figure title={words.items} summary={words.itemsSummary(sum('written'), sum('failed'))}>
        <BarChart {...common} series={[named('written', 'teal.7'), named('failed', 'red.6')]} />
      </Figure>
      <Figure
        title={words.waits}
        summary={longest > 0 ? words.waitsSummary(text.syncHealth.duration(longest)) : words.noWaits}
      >
        {longest > 0 && (
          <LineChart
            {...common}
            connectNulls
            valueFormatter={text.syncHealth.duration}
            series={[named('mean', 'indigo.6'), named('longest', 'orange.6')]}
          />
        )}
      </Figure>
    </SimpleGrid>
  );
}

/** A chart with its sense in words. */
function Figure({
  title,
  summary,
  children,
}: {
  readonly title: string;
  readonly summary: string;
  readonly children: ReactNode;
}) {
  return (
    <Card component="figure" m={0} padding="md">
      <Stack component="figcaption" gap={0} mb="sm">
        <Text size="sm" fw={600}>
          {title}
        </Text>
        <Text size="sm" c="dimmed">
          {summary}
        </Text>
      </Stack>
      {children}
    </Card>
  );
}
