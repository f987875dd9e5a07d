import { listImportRows } from '@syncgrant/contracts';
import { rowViewer } from '../imports/import-view.ts';
import { UNKNOWN_IMPORT } from '../imports/unknown-import.ts';
import { defineRecordRoute } from '../records/record-route.ts';

export const listImportRowsRoute = defineRecordRoute(
  listImportRows,
  async ({ params, query: { result, page = 1, per_page: limit }, records }) => {
    const given = await records.imports.find(params.import_id);
    if (given === null) return UNKNOWN_IMPORT;
    const { rows, more } = await records.imports.rows(given, {
      result: result ?? 'any',
      limit,
      offset: (page - 1) * limit,
    });
    return {
      rows: rows.map(rowViewer(given)),
      info: { page, per_page: limit, count: rows.length, more_records: more },
    };
  },
);
