import {
  IMPORT_ROWS,
  IMPORT_ROWS_PER_RUN,
  listImportRows,
  listImports,
  runImport,
  type ImportView,
} from '@syncgrant/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useCall } from '../../api/call-context.ts';
import { RECORD_READS } from '../use-record-form.ts';

/** More than the largest file needs. */
const MOST_RUNS = IMPORT_ROWS / IMPORT_ROWS_PER_RUN + 10;

/** Works an import off, some rows with each request, for as long as the page shows it; `run` goes on where it stopped. */
export function useImportRun(first: ImportView) {
  const call = useCall();
  const client = useQueryClient();
  const [current, setCurrent] = useState(first);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);

  const refresh = (): Promise<unknown> =>
    Promise.all(
      [...RECORD_READS, listImports, listImportRows].map(({ id }) =>
        client.invalidateQueries({ queryKey: [id] }),
      ),
    );
  const work = useMutation({
    mutationFn: async () => {
      const params = { module: first.module, import_id: first.id };
      for (let runs = 0; runs < MOST_RUNS && !gone.current; runs += 1) {
        const { import: now } = await call(runImport, { params });
        setCurrent(now);
        if (now.state !== 'running') return;
      }
    },
    onSettled: refresh,
  });

  return {
    current,
    setCurrent,
    run: (): void => work.mutate(),
    running: work.isPending,
    error: work.error,
    stop: (): void => {
      gone.current = true;
    },
    refresh,
  };
}
