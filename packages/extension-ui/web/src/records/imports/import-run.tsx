import { Alert, Button, Group, Progress, SegmentedControl, Stack, Text } from '@mantine/core';
import { cancelImport, exportImportRows, listImportRows, type ImportView } from '@syncgrant/contracts';
import { IconFileExport } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { addressOf } from '../../api/call.ts';
import { useApiPages, useChange } from '../../api/use-api.ts';
import { LoadMore } from '../../shell/load-more.tsx';
import { Answered, LoadingState } from '../../shell/states.tsx';
import { text } from '../../text.ts';
import type { Field } from '../field-form.ts';
import { isNoContent } from '../no-content.ts';
import { ImportCounts } from './import-counts.tsx';
import { ImportRows } from './import-rows.tsx';
import { useImportRun } from './use-import-run.ts';

/** How far an import is, and what became of its rows. */
export function ImportRun({
  fields,
  first,
  begins,
  onAnother,
}: {
  readonly fields: readonly Field[];
  readonly first: ImportView;
  /** Whether to work it off at once. */
  readonly begins: boolean;
  readonly onAnother: () => void;
}) {
  const { current, setCurrent, run, running, error, stop, refresh } = useImportRun(first);
  const begun = useRef(false);
  useEffect(() => {
    if (begins && !begun.current) run();
    begun.current = true;
  }, [begins, run]);
  const params = { module: first.module, import_id: first.id };
  const cancel = useChange(cancelImport, {
    refreshes: [],
    onSuccess: (answer) => {
      stop();
      setCurrent(answer.import);
      void refresh();
    },
  });
  const open = current.state === 'ready' || current.state === 'running';

  return (
    <Stack>
      <Text size="sm" fw={600}>
        {current.file_name}
      </Text>
      <Stack gap={4}>
        <Progress
          value={current.rows === 0 ? 100 : (100 * current.done) / current.rows}
          animated={running}
          aria-label={text.records.imports.progress}
        />
        <Text size="sm" c="dimmed" role="status">
          {text.records.imports.progressOf(current.done, current.rows)}
        </Text>
      </Stack>
      <ImportCounts counts={current} />
      {error && (
        <Alert color="red" role="alert" title={text.errors.title}>
          {error.message}
        </Alert>
      )}
      {current.state === 'done' && <Text size="sm">{text.records.imports.finished}</Text>}
      {current.state === 'cancelled' && <Text size="sm">{text.records.imports.stopped}</Text>}
      {open && !running && <Text size="sm">{text.records.imports.interrupted}</Text>}
      {!running && current.done > 0 && <Report import={current} fields={fields} />}
      <Group justify="flex-end">
        {current.done > 0 && (
          <Button
            component="a"
            href={addressOf(exportImportRows.path, params, {})}
            download
            variant="default"
            leftSection={<IconFileExport size={16} aria-hidden />}
          >
            {text.records.imports.csv}
          </Button>
        )}
        {open && (
          <Button
            variant="default"
            color="red"
            loading={cancel.isPending}
            onClick={() => cancel.mutate({ params })}
          >
            {text.records.imports.stop}
          </Button>
        )}
        {open ? (
          <Button loading={running} onClick={run}>
            {text.records.imports.proceed}
          </Button>
        ) : (
          <Button onClick={onAnother}>{text.records.imports.another}</Button>
        )}
      </Group>
    </Stack>
  );
}

const RESULTS = ['all', 'created', 'updated', 'skipped', 'failed'] as const;
const PER_PAGE = 100;

function Report({
  import: { id, module, failed },
  fields,
}: {
  readonly import: ImportView;
  readonly fields: readonly Field[];
}) {
  const [result, setResult] = useState<(typeof RESULTS)[number]>(failed > 0 ? 'failed' : 'all');
  const params = { module, import_id: id };
  const query = { per_page: PER_PAGE, ...(result !== 'all' && { result }) };
  const pages = useApiPages(listImportRows, { params, query: { ...query, page: 1 } }, ({ info }) =>
    info.more_records ? { params, query: { ...query, page: info.page + 1 } } : undefined,
  );
  const none = (
    <Text size="sm" c="dimmed">
      {text.records.imports.noRows}
    </Text>
  );
  return (
    <Stack gap="xs">
      <SegmentedControl
        size="xs"
        aria-label={text.records.imports.result}
        data={RESULTS.map((name) => ({ value: name, label: text.records.imports.results[name] }))}
        value={result}
        onChange={(name) => setResult(RESULTS.find((known) => known === name) ?? 'all')}
      />
      {isNoContent(pages.error) ? (
        none
      ) : (
        <Answered query={pages} loading={<LoadingState rows={2} height={32} />}>
          {(data) => {
            const rows = data.pages.flatMap((page) => page.rows);
            return rows.length === 0 ? (
              none
            ) : (
              <>
                <ImportRows fields={fields} rows={rows} />
                <LoadMore pages={pages} />
              </>
            );
          }}
        </Answered>
      )}
    </Stack>
  );
}
