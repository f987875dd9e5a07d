import { useDisclosure } from '@mantine/hooks';
import {
  changeOccurrence,
  deleteRecord,
  getRecord,
  leaveOutOccurrence,
  listFields,
  listOccurrences,
  listRecords,
  searchRecords,
  splitSeries,
  updateRecord,
  type CrmRecordBody,
} from '@syncgrant/contracts';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { Navigate, useNavigate } from 'react-router';
import { useApi, useChange } from '../api/use-api.ts';
import { useSession } from '../session/session-context.ts';
import { showSuccess } from '../shell/notify.ts';
import { Page } from '../shell/page.tsx';
import { Answered, LoadingState, NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { useMomentFormat } from '../time/moment.tsx';
import { OccurrenceDialog, type Reach } from './occurrence-dialog.tsx';
import { RecordForm } from './record-form.tsx';
import { rightTo } from './record-rights.ts';
import { recordTitle } from './record-title.ts';
import { RightButton } from './right-button.tsx';
import { changesOfSeries } from './series-times.ts';
import type { ShownModule } from './with-module.tsx';

/** What tells of a series and its meetings, and so is read again once they have changed. */
const SERIES_READS = [listRecords, searchRecords, getRecord, listOccurrences] as const;
const WIDTH = 960;

interface OfSeries extends ShownModule {
  readonly id: string;
  /** The date that the series has for the meeting. */
  readonly date: string;
}

/** One meeting of a series as it would be changed; what has a record of its own is shown there. */
export function OccurrencePage({ id, date, ...shown }: OfSeries) {
  const { module, words } = shown;
  const format = useMomentFormat();
  const series = useApi(getRecord, { params: { module, id } });
  const found = useApi(listOccurrences, { params: { module, id }, query: { from: date, to: date } });
  const own = found.data?.data[0];
  const values = series.data?.data[0];
  const title = recordTitle(module, values) ?? words.one;
  if (typeof own?.['id'] === 'string') return <Navigate to={`/records/${module}/${own['id']}`} replace />;

  return (
    <Page
      title={text.records.series.titleOn(title, format.day(date))}
      trail={[
        { title: words.many, to: `/records/${module}` },
        { title, to: `/records/${module}/${id}` },
      ]}
      width={WIDTH}
      actions={values && own && <LeaveOut {...shown} id={id} date={date} />}
    >
      <Answered query={series} loading={<LoadingState rows={1} height={360} />}>
        {({ data }) => (
          <Answered query={found} loading={<LoadingState rows={1} height={360} />}>
            {(answer) => {
              const [occurrence] = answer.data;
              return occurrence === undefined ? (
                <NothingState title={text.records.series.none} description={text.records.series.noneNote} />
              ) : (
                <OccurrenceForm
                  {...shown}
                  id={id}
                  date={date}
                  series={data[0] ?? {}}
                  occurrence={occurrence}
                />
              );
            }}
          </Answered>
        )}
      </Answered>
    </Page>
  );
}

function OccurrenceForm({
  id,
  date,
  module,
  words,
  series,
  occurrence,
}: OfSeries & { readonly series: CrmRecordBody; readonly occurrence: CrmRecordBody }) {
  const session = useSession();
  const navigate = useNavigate();
  const fields = useApi(listFields, { query: { module } });
  const [changes, setChanges] = useState<CrmRecordBody | null>(null);
  const open = (record: unknown): void => {
    showSuccess(text.records.saved);
    void navigate(`/records/${module}/${typeof record === 'string' ? record : id}`, { replace: true });
  };
  const done = {
    refreshes: SERIES_READS,
    onSuccess: ({ data }: { readonly data: readonly { readonly details: Record<string, unknown> }[] }) =>
      open(data[0]?.details['id']),
  };
  const one = useChange(changeOccurrence, done);
  const following = useChange(splitSeries, done);
  const all = useChange(updateRecord, done);
  const save = (reach: Reach): void => {
    if (changes === null) return;
    const params = { module, id, date };
    if (reach === 'one') one.mutate({ params, body: { data: [changes] } });
    else if (reach === 'following') following.mutate({ params, body: { data: [changes] } });
    else
      all.mutate({ params: { module, id }, body: { data: [changesOfSeries(changes, occurrence, series)] } });
  };
  const values = { ...series, ...times(occurrence) };

  return (
    <Answered query={fields} loading={<LoadingState rows={1} height={360} />}>
      {(answer) => (
        <>
          <RecordForm
            module={module}
            words={words}
            fields={answer.fields}
            record={{ id, values }}
            onSave={setChanges}
          />
          <OccurrenceDialog
            opened={changes !== null}
            title={text.records.series.saveTitle}
            confirm={text.save}
            busy={one.isPending || following.isPending || all.isPending}
            rights={{ following: rightTo(session, 'Create', module) }}
            onConfirm={save}
            onClose={() => setChanges(null)}
          />
        </>
      )}
    </Answered>
  );
}

const times = ({ Start_DateTime, End_DateTime }: CrmRecordBody): CrmRecordBody => ({
  Start_DateTime,
  End_DateTime,
});

function LeaveOut({ id, date, module, words }: OfSeries) {
  const session = useSession();
  const navigate = useNavigate();
  const [asks, dialog] = useDisclosure(false);
  const leave = (to: string) => () => {
    showSuccess(text.records.deleted(words.one));
    void navigate(to, { replace: true });
  };
  const out = useChange(leaveOutOccurrence, {
    refreshes: SERIES_READS,
    onSuccess: leave(`/records/${module}/${id}`),
  });
  const remove = useChange(deleteRecord, {
    refreshes: SERIES_READS,
    onSuccess: leave(`/records/${module}`),
  });
  const act = (reach: Reach): void => {
    if (reach === 'all') remove.mutate({ params: { module, id } });
    else
      out.mutate({
        params: { module, id, date },
        query: { following: reach === 'following' ? 'true' : 'false' },
      });
  };
  return (
    <>
      <RightButton
        right={rightTo(session, 'Edit', module)}
        variant="subtle"
        color="red"
        leftSection={<IconTrash size={16} aria-hidden />}
        onClick={dialog.open}
      >
        {text.records.delete}
      </RightButton>
      <OccurrenceDialog
        opened={asks}
        title={text.records.deleteTitle(words.one)}
        confirm={text.records.delete}
        danger
        busy={out.isPending || remove.isPending}
        rights={{ all: rightTo(session, 'Delete', module) }}
        onConfirm={act}
        onClose={dialog.close}
      />
    </>
  );
}
