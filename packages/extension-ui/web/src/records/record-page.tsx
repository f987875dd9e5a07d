import { getRecord, listFields } from '@syncgrant/contracts';
import { useParams, useSearchParams } from 'react-router';
import { useApi } from '../api/use-api.ts';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { Page } from '../shell/page.tsx';
import { Answered, LoadingState, NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { InvitationSection } from './invitation-section.tsx';
import { isNoContent } from './no-content.ts';
import { OccurrencePage } from './occurrence-page.tsx';
import { useSession } from '../session/session-context.ts';
import { RecordActions } from './record-actions.tsx';
import { RecordForm } from './record-form.tsx';
import { RecordPhoto } from './record-photo.tsx';
import { notTheirs } from './record-rights.ts';
import { recordTitle } from './record-title.ts';
import { SeriesNote } from './series-note.tsx';
import { SeriesSection } from './series-section.tsx';
import { RelatedSections } from './related-sections.tsx';
import { WithModule, type ShownModule } from './with-module.tsx';

const WIDTH = 960;

/** One record, or with the id `new` a form for the first one; with `?on=2040-03-12` a meeting of a series. */
export function RecordPage() {
  const id = useParams()['id'] ?? '';
  const [query] = useSearchParams();
  const on = query.get('on') ?? '';
  if (!/^(?:new|\d{1,19})$/.test(id)) return <NotFoundPage />;
  return (
    <WithModule>
      {(shown) =>
        id === 'new' ? (
          <NewRecord key={shown.module} {...shown} />
        ) : shown.module === 'Events' && /^\d{4}-\d\d-\d\d$/.test(on) ? (
          <OccurrencePage key={`${id} ${on}`} {...shown} id={id} date={on} />
        ) : (
          <ExistingRecord key={id} {...shown} id={id} />
        )
      }
    </WithModule>
  );
}

function NewRecord({ module, words }: ShownModule) {
  const fields = useApi(listFields, { query: { module } });
  return (
    <Page title={text.records.create(words.one)} trail={trailOf({ module, words })} width={WIDTH}>
      <Answered query={fields} loading={<LoadingState rows={1} height={360} />}>
        {(answer) => <RecordForm module={module} words={words} fields={answer.fields} record={null} />}
      </Answered>
    </Page>
  );
}

function ExistingRecord({ id, ...shown }: ShownModule & { readonly id: string }) {
  const { module, words } = shown;
  const fields = useApi(listFields, { query: { module } });
  const record = useApi(getRecord, { params: { module, id } });
  const found = record.data?.data[0];
  const gone = isNoContent(record.error);
  const converted = found?.['Converted__s'] === true;
  const others = notTheirs(useSession(), found ?? {});
  const title = recordTitle(module, found) ?? words.one;

  return (
    <Page
      title={title}
      trail={trailOf(shown)}
      width={WIDTH}
      actions={
        found &&
        !gone &&
        fields.data && (
          <RecordActions
            {...shown}
            fields={fields.data.fields}
            record={{ id, values: found }}
            title={title}
            converted={converted}
            barred={others}
          />
        )
      }
    >
      {gone ? (
        <NothingState title={text.records.gone} description={text.records.goneNote} />
      ) : (
        <Answered query={fields} loading={<LoadingState rows={1} height={360} />}>
          {(answer) => (
            <Answered query={record} loading={<LoadingState rows={1} height={360} />}>
              {({ data }) => (
                <>
                  <RecordPhoto
                    module={module}
                    fields={answer.fields}
                    record={{ id, values: data[0] ?? {} }}
                    barred={converted || others !== null}
                  />
                  <SeriesNote module={module} record={data[0] ?? {}} />
                  {module === 'Events' && Boolean(data[0]?.['Recurring_Activity']) && (
                    <SeriesSection module={module} id={id} />
                  )}
                  <RecordForm
                    module={module}
                    words={words}
                    fields={answer.fields}
                    record={{ id, values: data[0] ?? {} }}
                    barred={converted ? text.records.converted : others}
                  />
                  {module === 'Events' && <InvitationSection id={id} barred={others} />}
                  <RelatedSections module={module} id={id} />
                </>
              )}
            </Answered>
          )}
        </Answered>
      )}
    </Page>
  );
}

const trailOf = ({ module, words }: Pick<ShownModule, 'module' | 'words'>) => [
  { title: words.many, to: `/records/${module}` },
];
