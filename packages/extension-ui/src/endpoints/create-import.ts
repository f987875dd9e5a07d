import { createImport } from '@syncgrant/contracts';
import { Refusal } from '../http/answer.ts';
import { dryRun } from '../imports/dry-run.ts';
import { importView } from '../imports/import-view.ts';
import { readOptions } from '../imports/read-options.ts';
import { takeIn } from '../imports/take-in.ts';
import { defineRecordRoute } from '../records/record-route.ts';

export const createImportRoute = defineRecordRoute(
  createImport,
  async ({ body: { file: files, options: text }, records, now }) => {
    const [file = new File([], '')] = files;
    const options = readOptions(text);
    if (options instanceof Refusal) return options;
    const created = await takeIn(records, file, options.value, now);
    if (created instanceof Refusal) return created;
    return { import: importView(created), dry_run: await dryRun(records, created) };
  },
);
