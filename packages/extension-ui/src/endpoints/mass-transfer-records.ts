import { massTransferRecords, RECORDS_PER_ACTION } from '@syncgrant/contracts';
import { Refusal, Reply } from '../http/answer.ts';
import { refusedBy } from '../http/no-permission.ts';
import { giveRecords } from '../records/give-records.ts';
import { itemsStatus, replyToItems } from '../records/item-answers.ts';
import { defineRecordRoute } from '../records/record-route.ts';

/** Everything of one user goes to another, a bounded number in a request. */
export const massTransferRecordsRoute = defineRecordRoute(massTransferRecords, async ({ body, records }) => {
  const { from, to } = body;
  if (from.id === to.id) {
    const details = { api_name: 'to', json_path: '$.to.id' };
    return new Refusal(400, 'INVALID_DATA', 'The records have that owner already.', details);
  }
  const refused = refusedBy(records.decideFor(from.id, 'view'));
  if (refused !== null) return refused;
  return records.write(async (writing) => {
    const { ids, more } = await writing.transferable({ from: from.id, to: to.id }, RECORDS_PER_ACTION);
    const results = await giveRecords(writing, ids, to.id, 'to');
    if (results instanceof Refusal) return results;
    const { data } = replyToItems(writing, results, { message: 'owner updated successfully' }).body ?? {
      data: [],
    };
    const count = results.filter(({ ok }) => ok).length;
    // What cannot be given is found again each time: whoever repeats the request must come to an end.
    const info = { count, more_records: more && count > 0 };
    return new Reply(itemsStatus(results, 200), { data, info });
  });
});
