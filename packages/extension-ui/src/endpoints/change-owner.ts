import { changeOwner } from '@syncgrant/contracts';
import { Refusal } from '../http/answer.ts';
import { giveRecords } from '../records/give-records.ts';
import { replyToItems } from '../records/item-answers.ts';
import { defineRecordRoute } from '../records/record-route.ts';

export const changeOwnerRoute = defineRecordRoute(changeOwner, ({ params, body, records }) =>
  records.write(async (writing) => {
    const results = await giveRecords(writing, [params.id], body.owner.id, 'owner');
    if (results instanceof Refusal) return results;
    return replyToItems(writing, results, { message: 'owner updated successfully' });
  }),
);
