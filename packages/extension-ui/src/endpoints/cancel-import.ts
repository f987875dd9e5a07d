import { cancelImport } from '@syncgrant/contracts';
import { importView } from '../imports/import-view.ts';
import { UNKNOWN_IMPORT } from '../imports/unknown-import.ts';
import { defineRecordRoute } from '../records/record-route.ts';

export const cancelImportRoute = defineRecordRoute(cancelImport, ({ params, records, now }) =>
  records.write(async ({ imports }) => {
    const given = await imports.lock(params.import_id);
    if (given === null) return UNKNOWN_IMPORT;
    const over = given.state === 'done' || given.state === 'cancelled';
    return { import: importView(over ? given : await imports.cancel(given, now)) };
  }),
);
