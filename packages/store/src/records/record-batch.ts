import { sql } from 'kysely';
import { PHOTO_FIELD, SYNC_MODULE_NAMES, SYNC_MODULES, type RecordModule } from '@syncgrant/core';
import { dropPhotos, photoOf } from '../photos/photos.ts';
import { meetingHolders } from '../sync/shared-meetings.ts';
import { requestTicksOfUser } from '../sync/wanted.ts';
import type { Tenant } from '../tenant.ts';
import { appendToStreams, type FeedRow } from './feed.ts';
import type { NewRecord, RecordChange, RecordRow, RecordTarget, Writer } from './records.ts';

/** Announced on this channel after every committed change of records: `{ organisationId, userId, module }`. */
export const RECORDS_CHANNEL = 'syncgrant_records';

interface Change {
  readonly ownerId: string;
  readonly module: RecordModule;
  readonly row: FeedRow;
}

/**
 * Several writes of one transaction. Their rows in the change feed and the requests for ticks come last and in one order for
 * everybody, so that two batches never wait for each other in a circle: `writeRecords` sees to it.
 */
export class RecordBatch {
  readonly #tenant: Tenant;
  readonly #writer: Writer;
  readonly #changes: Change[] = [];

  constructor(tenant: Tenant, writer: Writer) {
    this.#tenant = tenant;
    this.#writer = writer;
  }

  async create(record: NewRecord): Promise<RecordRow> {
    const writer = this.#writer;
    const row = await this.#tenant
      .insert('record', {
        module: record.module,
        owner_id: record.ownerId,
        fields: JSON.stringify(record.fields),
        ical_uid: record.icalUid ?? null,
        series_id: record.occurrence?.seriesRecordId ?? null,
        occurrence_date: record.occurrence?.date ?? null,
        created_by: writer.userId,
        modified_by: writer.userId,
        created_at: record.createdAt ?? writer.now,
        modified_at: record.modifiedAt ?? writer.now,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    this.#note(row.owner_id, row, 'changed');
    return row;
  }

  /** `null` when there is no such record, it was deleted, or it has another version than expected. */
  async update(target: RecordTarget, change: RecordChange): Promise<RecordRow | null> {
    const before = await this.#tenant
      .select('record')
      .where('id', '=', target.id)
      .where('module', '=', target.module)
      .where('deleted_at', 'is', null)
      .select(['owner_id', 'version'])
      .forUpdate()
      .executeTakeFirst();
    if (before === undefined) return null;
    if (change.expectedVersion !== undefined && change.expectedVersion !== before.version) return null;
    const row = await this.#tenant
      .update('record')
      .where('id', '=', target.id)
      .set({
        fields: sql<string>`record.fields || ${JSON.stringify(change.fields)}::jsonb`,
        version: sql<number>`record.version + 1`,
        modified_by: this.#writer.userId,
        modified_at: this.#writer.now,
        ...(change.ownerId !== undefined && { owner_id: change.ownerId }),
        ...(change.icalUid !== undefined && { ical_uid: change.icalUid }),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    if (PHOTO_FIELD in change.fields) await dropPhotos(this.#tenant, row.id, photoOf(row.fields));
    this.#note(row.owner_id, row, 'changed');
    if (before.owner_id !== row.owner_id) this.#note(before.owner_id, row, 'left');
    return row;
  }

  /** The record stays for the list of deleted ones, its photo does not. `null` as in `update`. */
  async delete(target: RecordTarget, expectedVersion?: number): Promise<RecordRow | null> {
    let query = this.#tenant
      .update('record')
      .where('id', '=', target.id)
      .where('module', '=', target.module)
      .where('deleted_at', 'is', null);
    if (expectedVersion !== undefined) query = query.where('version', '=', expectedVersion);
    const row = await query
      .set({
        deleted_at: this.#writer.now,
        modified_at: this.#writer.now,
        modified_by: this.#writer.userId,
        version: sql<number>`record.version + 1`,
      })
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return null;
    if (photoOf(row.fields) !== null) await dropPhotos(this.#tenant, row.id, null);
    this.#note(row.owner_id, row, 'deleted');
    return row;
  }

  /** Tells the syncs and the open pages of everything that was written. */
  async publish(): Promise<void> {
    const tenant = this.#tenant;
    const synced = [
      ...this.#changes.filter(({ module }) => SYNCED.has(module)),
      ...(await this.#changesForHolders()),
    ];
    if (this.#writer.origin === 'user') {
      const owners = new Set(synced.map(({ ownerId }) => ownerId));
      for (const ownerId of [...owners].toSorted())
        await requestTicksOfUser(tenant, ownerId, this.#writer.now);
    }
    const streams = Map.groupBy(synced, ({ ownerId, module }) => `${ownerId} ${module}`);
    await appendToStreams(
      tenant,
      [...streams.values()].flatMap((changes) => {
        const [first] = changes;
        const rows = changes.map(({ row }) => row);
        return first ? [{ stream: { ownerId: first.ownerId, module: first.module }, rows }] : [];
      }),
      this.#writer.now,
    );
    const payloads = this.#changes.map(({ ownerId: userId, module }) =>
      JSON.stringify({ organisationId: tenant.organisationId, userId, module }),
    );
    for (const payload of new Set(payloads)) {
      await sql`select pg_notify(${RECORDS_CHANNEL}, ${payload})`.execute(tenant.db);
    }
  }

  /** A meeting's record is in the syncs of all who have it in their mailboxes, whoever owns it. */
  async #changesForHolders(): Promise<Change[]> {
    const meetings = this.#changes.filter(({ module }) => module === 'Events');
    const rows = new Map(meetings.map(({ row }) => [row.recordId, row]));
    const told = new Set(meetings.map(({ ownerId, row }) => `${ownerId} ${row.recordId}`));
    if (this.#writer.origin === 'sync')
      for (const recordId of rows.keys()) told.add(`${this.#writer.userId} ${recordId}`);
    const holders = await meetingHolders(this.#tenant, [...rows.keys()]);
    return holders.flatMap(({ userId: ownerId, recordId }): Change[] => {
      const row = rows.get(recordId);
      if (row === undefined || told.has(`${ownerId} ${recordId}`)) return [];
      told.add(`${ownerId} ${recordId}`);
      return [
        { ownerId, module: 'Events', row: { ...row, kind: row.kind === 'left' ? 'changed' : row.kind } },
      ];
    });
  }

  #note(ownerId: string, { id, module }: RecordRow, kind: FeedRow['kind']): void {
    this.#changes.push({ ownerId, module, row: { recordId: id, kind } });
  }
}

/** Only these have readers of a change feed. */
const SYNCED: ReadonlySet<string> = new Set(SYNC_MODULE_NAMES.map((name) => SYNC_MODULES[name].module));

/** Runs the writes of a transaction and publishes them. */
export async function writeRecords<T>(
  tenant: Tenant,
  writer: Writer,
  work: (batch: RecordBatch) => Promise<T>,
): Promise<T> {
  const batch = new RecordBatch(tenant, writer);
  const result = await work(batch);
  await batch.publish();
  return result;
}
