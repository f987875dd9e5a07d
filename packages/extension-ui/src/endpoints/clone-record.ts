import { cloneRecord } from '@syncgrant/contracts';
import { unknownId } from '../http/answer.ts';
import { replyToItems } from '../records/item-answers.ts';
import { defineRecordRoute } from '../records/record-route.ts';
import { refusedUnseen } from '../records/refused-unseen.ts';

/** The copy belongs to the caller. What the system writes begins anew. */
export const cloneRecordRoute = defineRecordRoute(cloneRecord, ({ params: { id }, records }) =>
  records.write(async (writing) => {
    const original = (await writing.reach([id], 'view')).get(id);
    if (original === undefined) return unknownId({ resource_path_index: 1 });
    const seen = Object.entries(original.row.fields).filter(
      ([name]) => records.mayRead(name) && records.decideWrite(name).granted,
    );
    const values = await writing.copied(Object.fromEntries(seen));
    const fields = await writing.fields();
    const unseen = refusedUnseen(records, records, { fields, values }, (field) => field);
    if (unseen !== null) return unseen;
    const result = await writing.create(values, 0);
    return replyToItems(writing, [result], { message: 'record added', status: 201 });
  }),
);
