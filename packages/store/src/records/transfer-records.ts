import { sql } from 'kysely';
import type { RecordModule } from '@syncgrant/core';
import type { Tenant } from '../tenant.ts';
import { writeRecords } from './record-batch.ts';
import type { Writer } from './records.ts';

/** What one step of a transfer came to. */
export interface RecordTransfer {
  readonly transferred: number;
  /** Whether another step would find records to transfer. */
  readonly more: boolean;
}

/**
 * Gives at most `limit` of a user's records, of whatever module, to another: one step of a transfer that is repeated until none is
 * left. Nothing remembers how far it got but the owners themselves, so a step that was broken off is simply taken again. A
 * meeting that the new owner has a record of already, by its iCalUId, stays where it is: nobody has two records of one meeting.
 */
export async function transferRecords(
  tenant: Tenant,
  writer: Writer,
  { from, to }: { readonly from: string; readonly to: string },
  limit: number,
): Promise<RecordTransfer> {
  const rows = await transferable(tenant, from, to)
    .orderBy('id')
    .limit(limit)
    .select(['id', 'module'])
    .forUpdate()
    .execute();
  const transferred = await writeRecords(tenant, writer, async (batch) => {
    for (const target of rows) await batch.update(target, { fields: {}, ownerId: to });
    return rows.length;
  });
  // Asked for anew: a step beside this one may have taken the rows that this one found.
  const next = await transferable(tenant, from, to).limit(1).select('id').execute();
  return { transferred, more: next.length > 0 };
}

/** Living records of a module that can go from one user to another, without converted leads, oldest first; and whether there are more. */
export async function listTransferable(
  tenant: Tenant,
  module: RecordModule,
  { from, to }: { readonly from: string; readonly to: string },
  limit: number,
): Promise<{ readonly ids: readonly string[]; readonly more: boolean }> {
  const rows = await transferable(tenant, from, to)
    .where('module', '=', module)
    .where(sql<boolean>`not record.fields @> '{"Converted__s": true}'`)
    .orderBy('id')
    .limit(limit + 1)
    .select('id')
    .execute();
  return { ids: rows.slice(0, limit).map(({ id }) => id), more: rows.length > limit };
}

/** Whether the user has a record of the meeting, by its iCalUId. */
export async function hasMeeting(tenant: Tenant, ownerId: string, icalUid: string): Promise<boolean> {
  const row = await tenant
    .select('record')
    .where('owner_id', '=', ownerId)
    .where('ical_uid', '=', icalUid)
    .where('deleted_at', 'is', null)
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}

const transferable = (tenant: Tenant, from: string, to: string) =>
  tenant
    .select('record')
    .where('owner_id', '=', from)
    .where('deleted_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('ical_uid', 'is', null),
        eb.not(
          eb.exists(
            eb
              .selectFrom('record as own')
              .whereRef('own.organisation_id', '=', 'record.organisation_id')
              .where('own.owner_id', '=', to)
              .whereRef('own.ical_uid', '=', 'record.ical_uid')
              .where('own.deleted_at', 'is', null)
              .select('own.id'),
          ),
        ),
      ]),
    );

/** How many living records the user owns. */
export async function countRecordsOf(tenant: Tenant, ownerId: string): Promise<number> {
  const { records } = await tenant
    .select('record')
    .where('owner_id', '=', ownerId)
    .where('deleted_at', 'is', null)
    .select((eb) => eb.fn.countAll<string>().as('records'))
    .executeTakeFirstOrThrow();
  return Number(records);
}
