import {
  getRecord,
  listFields,
  recordModuleSchema,
  type CrmRecordBody,
  type RecordModule,
} from '@syncgrant/contracts';
import { useParams } from 'react-router';
import { useApi } from '../api/use-api.ts';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { Page } from '../shell/page.tsx';
import { Answered, LoadingState, NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { TITLE_FIELDS } from './columns.ts';
import { isNoContent } from './no-content.ts';
import { RecordForm } from './record-form.tsx';

/** One record, or with the id `new` a form for the first one. */
export function RecordPage() {
  const params = useParams();
  const module = recordModuleSchema.safeParse(params['module']);
  const id = params['id'] ?? '';
  if (!module.success || !/^(?:new|\d{1,19})$/.test(id)) return <NotFoundPage />;
  return id === 'new' ? (
    <NewRecord key={module.data} module={module.data} />
  ) : (
    <ExistingRecord key={id} module={module.data} id={id} />
  );
}

function NewRecord({ module }: { readonly module: RecordModule }) {
  const fields = useApi(listFields, { query: { module } });
  return (
    <Page title={text.recordModules[module].create} trail={trailOf(module)} width={960}>
      <Answered query={fields} loading={<LoadingState rows={1} height={360} />}>
        {(answer) => <RecordForm module={module} fields={answer.fields} record={null} />}
      </Answered>
    </Page>
  );
}

function ExistingRecord({ module, id }: { readonly module: RecordModule; readonly id: string }) {
  const fields = useApi(listFields, { query: { module } });
  const record = useApi(getRecord, { params: { module, id } });
  const found = record.data?.data[0];

  return (
    <Page title={titleOf(module, found)} trail={trailOf(module)} width={960}>
      {isNoContent(record.error) && !found ? (
        <NothingState title={text.records.gone} description={text.records.goneNote} />
      ) : (
        <Answered query={fields} loading={<LoadingState rows={1} height={360} />}>
          {(answer) => (
            <Answered query={record} loading={<LoadingState rows={1} height={360} />}>
              {({ data }) => (
                <RecordForm module={module} fields={answer.fields} record={{ id, values: data[0] ?? {} }} />
              )}
            </Answered>
          )}
        </Answered>
      )}
    </Page>
  );
}

const trailOf = (module: RecordModule) => [
  { title: text.recordModules[module].many, to: `/records/${module}` },
];

function titleOf(module: RecordModule, record: CrmRecordBody | undefined): string {
  const title = TITLE_FIELDS[module]
    .map((name) => record?.[name])
    .find((value) => typeof value === 'string' && value !== '');
  return typeof title === 'string' ? title : text.recordModules[module].one;
}
