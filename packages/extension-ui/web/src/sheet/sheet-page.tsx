import { Button, Card } from '@mantine/core';
import { listFields, readSheet, writeSheet } from '@syncgrant/contracts';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { ApiError } from '../api/api-error.ts';
import { useApi, useApiPages, useChange } from '../api/use-api.ts';
import type { Field } from '../records/field-form.ts';
import { RECORD_READS } from '../records/use-record-form.ts';
import { WithModule, type ShownModule } from '../records/with-module.tsx';
import { useSession } from '../session/session-context.ts';
import { LoadMore } from '../shell/load-more.tsx';
import { showFailure, showSuccess } from '../shell/notify.ts';
import { Page } from '../shell/page.tsx';
import { Answered, LoadingState, NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { leftOver, newKey, rowsToSave, written, type ItemAnswer, type SheetEdits } from './sheet-edits.ts';
import { SheetTable } from './sheet-table.tsx';

const PER_PAGE = 50;

/** The records of a module as a sheet, to write in many of them at once. */
export function SheetPage() {
  return <WithModule>{(shown) => <Loaded key={shown.module} {...shown} />}</WithModule>;
}

function Loaded(shown: ShownModule) {
  const { module, words } = shown;
  const fields = useApi(listFields, { query: { module } });
  return (
    <Answered
      query={fields}
      loading={
        <Page title={text.sheet.title(words.many)}>
          <LoadingState rows={8} height={36} />
        </Page>
      }
    >
      {(answer) => <Sheet {...shown} fields={answer.fields} />}
    </Answered>
  );
}

function Sheet({ module, words, fields }: ShownModule & { readonly fields: readonly Field[] }) {
  const scope = { module, timeZone: useSession().user.timeZone };
  const params = { module };
  const query = { per_page: PER_PAGE };
  const pages = useApiPages(readSheet, { params, query }, ({ info }) =>
    info.next_page_token === null
      ? undefined
      : { params, query: { ...query, page_token: info.next_page_token } },
  );
  const [edits, setEdits] = useState<SheetEdits>(new Map());
  const [open, setOpen] = useState<string | null>(null);
  const [added, setAdded] = useState(0);
  const save = useChange(writeSheet, { refreshes: [readSheet, ...RECORD_READS] });

  const columns = (pages.data?.pages[0]?.columns ?? []).flatMap(({ api_name: name, writable }) => {
    const field = fields.find(({ api_name: known }) => known === name);
    return field === undefined || name === 'id' ? [] : [{ field, writable }];
  });
  const records = new Map(
    (pages.data?.pages ?? []).flatMap(({ data }) => data).map((row) => [String(row['id']), row]),
  );
  const fresh = [...edits.keys()].filter((key) => !records.has(key)).map((key) => [key, {}] as const);
  const rows = new Map([...records, ...fresh]);

  const saveAll = (): void => {
    const wanted = rowsToSave(
      edits,
      records,
      columns.map(({ field }) => field),
      scope,
    );
    const settle = (answers: readonly ItemAnswer[]): void =>
      setEdits((now) =>
        leftOver(
          now,
          wanted.map(({ key }) => key),
          answers,
        ),
      );
    setOpen(null);
    save.mutate(
      { params, body: { data: wanted.map(({ row }) => row) } },
      {
        onSuccess: ({ data }) => {
          const done = data.filter(({ status }) => status === 'success').length;
          if (done > 0) showSuccess(text.sheet.saved(done));
          if (done < data.length) showFailure(new Error(text.sheet.notSaved(data.length - done)));
          settle(data);
        },
        // What is wrong with a single row is told as a failure of its request.
        onError: (error) =>
          error instanceof ApiError &&
          wanted.length === 1 &&
          settle([{ status: 'error', code: error.code, message: error.message }]),
      },
    );
  };

  return (
    <Page
      title={text.sheet.title(words.many)}
      lead={text.sheet.lead}
      width={2400}
      trail={[{ title: words.many, to: `/records/${module}` }]}
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            disabled={columns.length === 0}
            onClick={() => {
              setEdits((now) =>
                new Map(now).set(newKey(added), { values: {}, version: undefined, problem: null }),
              );
              setAdded(added + 1);
            }}
          >
            {text.sheet.addRow}
          </Button>
          <Button variant="default" disabled={edits.size === 0} onClick={() => setEdits(new Map())}>
            {text.sheet.discard}
          </Button>
          <Button disabled={edits.size === 0} loading={save.isPending} onClick={saveAll}>
            {text.sheet.save(edits.size)}
          </Button>
        </>
      }
    >
      <Answered query={pages} loading={<LoadingState rows={8} height={36} />}>
        {() =>
          rows.size === 0 ? (
            <NothingState title={words.many} description={text.sheet.empty} />
          ) : (
            <Card padding={0}>
              <SheetTable
                label={text.sheet.title(words.many)}
                columns={columns}
                rows={rows}
                edits={edits}
                scope={scope}
                open={open}
                onOpen={setOpen}
                onWrite={(...cell) => setEdits((now) => written(now, ...cell))}
              />
              <LoadMore pages={pages} />
            </Card>
          )
        }
      </Answered>
    </Page>
  );
}
