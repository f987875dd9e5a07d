import { changeImport } from '@syncgrant/contracts';
import { Refusal } from '../http/answer.ts';
import { dryRun } from '../imports/dry-run.ts';
import { checkOptions } from '../imports/import-plan.ts';
import { importView } from '../imports/import-view.ts';
import { UNKNOWN_IMPORT } from '../imports/unknown-import.ts';
import { defineRecordRoute } from '../records/record-route.ts';

/** Only before the first row: what has been written was written with the options that there were. */
export const changeImportRoute = defineRecordRoute(changeImport, async ({ params, body, records }) => {
  const changed = await records.write(async (writing) => {
    const given = await writing.imports.lock(params.import_id);
    if (given === null) return UNKNOWN_IMPORT;
    if (given.state !== 'ready') {
      return new Refusal(400, 'INVALID_REQUEST', 'The import has begun already.', { state: given.state });
    }
    const checked = checkOptions(
      records,
      await writing.fields(),
      given.columns.map(({ name }) => name),
      body,
    );
    return checked instanceof Refusal ? checked : writing.imports.changeOptions(given, checked.options);
  });
  if (changed instanceof Refusal) return changed;
  return { import: importView(changed), dry_run: await dryRun(records, changed) };
});
