import { Alert, Anchor } from '@mantine/core';
import type { CrmModule, CrmRecordBody } from '@syncgrant/contracts';
import { IconRepeat } from '@tabler/icons-react';
import { Link } from 'react-router';
import { text } from '../text.ts';
import { useMomentFormat } from '../time/moment.tsx';

/** Of a meeting that stands in place of one of a series: which one it is, and the way to the series. */
export function SeriesNote({
  module,
  record,
}: {
  readonly module: CrmModule;
  readonly record: CrmRecordBody;
}) {
  const format = useMomentFormat();
  const { $series_id: seriesId, $occurrence_date: date } = record;
  if (typeof seriesId !== 'string' || typeof date !== 'string') return null;
  return (
    <Alert color="gray" icon={<IconRepeat aria-hidden />}>
      {text.records.series.standsFor(format.day(date))}{' '}
      <Anchor component={Link} to={`/records/${module}/${seriesId}`} inherit c="inherit" underline="always">
        {text.records.series.open}
      </Anchor>
    </Alert>
  );
}
