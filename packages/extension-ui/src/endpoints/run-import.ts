import { IMPORT_ROWS_PER_RUN, runImport } from '@syncgrant/contracts';
import { refusedBy } from '../http/no-permission.ts';
import { importView, storedPlan } from '../imports/import-view.ts';
import { UNKNOWN_IMPORT } from '../imports/unknown-import.ts';
import { writeRows } from '../imports/write-rows.ts';
import { defineRecordRoute } from '../records/record-route.ts';

/**
 * Records, results and position commit together, so a crash loses and doubles nothing; of two requests at once one waits and goes
 * on behind the other. An import that has ended is answered as it is.
 */
export const runImportRoute = defineRecordRoute(runImport, ({ params, records, now }) =>
  records.write(async (writing) => {
    const { imports } = writing;
    const given = await imports.lock(params.import_id);
    if (given === null) return UNKNOWN_IMPORT;
    if (given.state === 'done' || given.state === 'cancelled') return { import: importView(given) };
    const plan = storedPlan(given, await writing.fields(), imports.timeZone);
    const refused = plan.migration === null ? null : refusedBy(imports.decideMigrating());
    if (refused !== null) return refused;
    const { rows } = await imports.rows(given, { after: given.position, limit: IMPORT_ROWS_PER_RUN });
    const results = await writeRows(writing, plan, rows);
    return { import: importView(await imports.advance(given, results, now)) };
  }),
);
