import { exportImportRows } from '@syncgrant/contracts';
import { csvAnswer } from '../csv/csv-answer.ts';
import { reportLines } from '../imports/import-report.ts';
import { UNKNOWN_IMPORT } from '../imports/unknown-import.ts';
import { defineRecordRoute } from '../records/record-route.ts';

export const exportImportRowsRoute = defineRecordRoute(
  exportImportRows,
  async ({ params, query, records, now }) => {
    const given = await records.imports.find(params.import_id);
    if (given === null) return UNKNOWN_IMPORT;
    return csvAnswer(`${records.module}-import`, now, reportLines(records.imports, given, query.result));
  },
);
