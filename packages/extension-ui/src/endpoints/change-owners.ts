import { changeOwners } from '@syncgrant/contracts';
import { Refusal } from '../http/answer.ts';
import { giveRecords } from '../records/give-records.ts';
import { replyToItems } from '../records/item-answers.ts';
import { defineRecordRoute } from '../records/record-route.ts';

export const changeOwnersRoute = defineRecordRoute(changeOwners, ({ body, records }) =>
  records.write(async (writing) => {
    const results = await giveRecords(writing, body.ids, body.owner.id, 'owner');
    if (results instanceof Refusal) return results;
    return replyToItems(writing, results, { message: 'owner updated successfully' });
  }),
);
