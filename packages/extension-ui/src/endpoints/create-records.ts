import { createRecords } from '@syncgrant/contracts';
import { createRecord, inTransaction, Tenant, type RecordRow } from '@syncgrant/store';
import { Reply } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';
import { checkRecord, type CheckedRecord, type WrongRecord } from '../records/check-record.ts';
import { success } from '../records/success.ts';

/** A wrong record fails alone, with its reason; the others are created together. */
export const createRecordsRoute = defineRoute(
  createRecords,
  async ({ params: { module }, body, caller }, { deps: { engine } }) => {
    const checked: (CheckedRecord | WrongRecord)[] = [];
    for (const [index, given] of body.data.entries()) {
      checked.push(await checkRecord(caller, module, given, index, null));
    }
    const userId = caller.facts.user.id;
    const rows = await inTransaction(engine.db, async (transaction) => {
      const tenant = new Tenant(transaction, caller.tenant.organisationId);
      const writer = { userId, origin: 'user', now: engine.now() } as const;
      const created: (RecordRow | null)[] = [];
      for (const record of checked) {
        created.push(
          record.ok
            ? await createRecord(tenant, writer, {
                module,
                ownerId: record.ownerId ?? userId,
                fields: record.fields,
              })
            : null,
        );
      }
      return created;
    });
    const data = checked.map((record, index) => {
      const row = rows[index];
      return record.ok && row ? success(row, caller, 'record added') : record.ok ? [] : record.answer;
    });
    const wrong = checked.filter((record) => !record.ok);
    const [firstWrong] = wrong;
    const status = firstWrong === undefined ? 201 : wrong.length < checked.length ? 207 : firstWrong.status;
    return new Reply(status, { data: data.flat() });
  },
);
