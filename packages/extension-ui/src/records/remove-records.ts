import { eachItem, replyToItems } from './item-answers.ts';
import type { RecordAccess } from './record-access.ts';

/** Deletes those of the records that the caller reaches; the others are told one by one. */
export const removeRecords = (records: RecordAccess, ids: readonly string[]) =>
  records.write(async (writing) => {
    const reached = await writing.reach(ids, 'delete');
    const results = await eachItem(new Set(ids), async (id) => {
      const record = reached.get(id);
      return record === undefined ? writing.unreached(id, 'delete', { id }) : writing.remove(record);
    });
    return replyToItems(writing, results, { message: 'record deleted' });
  });
