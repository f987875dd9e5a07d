import { importAttachments } from '@syncgrant/contracts';
import { importFiles } from '../attachments/import-files.ts';
import { Reply } from '../http/answer.ts';
import { itemsStatus } from '../records/item-answers.ts';
import { defineRecordRoute } from '../records/record-route.ts';

export const importAttachmentsRoute = defineRecordRoute(
  importAttachments,
  async ({ query, body: { file: files, mapping }, records }) => {
    const dryRun = query.dry_run === 'true';
    const results = await importFiles(records.attachments, { files, mapping, dryRun });
    const data = results.map(({ file, record, result }) => ({ ...result.answer, file, record }));
    const outcomes = results.map(({ result }) => result);
    const count = outcomes.filter(({ ok }) => ok).length;
    return new Reply(itemsStatus(outcomes, 200), { data, info: { count, dry_run: dryRun } });
  },
);
