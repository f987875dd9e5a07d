import { getImport } from '@syncgrant/contracts';
import { importView } from '../imports/import-view.ts';
import { UNKNOWN_IMPORT } from '../imports/unknown-import.ts';
import { defineRecordRoute } from '../records/record-route.ts';

export const getImportRoute = defineRecordRoute(getImport, async ({ params, records }) => {
  const given = await records.imports.find(params.import_id);
  return given === null ? UNKNOWN_IMPORT : { import: importView(given) };
});
