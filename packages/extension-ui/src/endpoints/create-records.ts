import { createRecords } from '@syncgrant/contracts';
import { eachItem, replyToItems } from '../records/item-answers.ts';
import { defineRecordRoute } from '../records/record-route.ts';

/** A wrong record fails alone, with its reason; the others are created together. */
export const createRecordsRoute = defineRecordRoute(createRecords, ({ body, records }) =>
  records.write(async (writing) => {
    const results = await eachItem(body.data, (given, index) => writing.create(given, index));
    return replyToItems(writing, results, { message: 'record added', status: 201 });
  }),
);
