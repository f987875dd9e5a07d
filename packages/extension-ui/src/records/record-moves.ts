import assert from 'node:assert/strict';
import type { RecordAction, RecordModule, RecordValues } from '@syncgrant/core';
import {
  listRecords,
  lockReferring,
  moveAttachments,
  movePhotos,
  type RecordBatch,
  type RecordRow,
  type Tenant,
} from '@syncgrant/store';
import type { Reached, Written } from './record-writing.ts';

/** How many records may refer to those that give way, so that a request stays short. */
export const MOST_REFERRING = 1000;

/**
 * What the system does when records take the place of others. It reaches records and fields that the caller does not see,
 * because what belongs to a record goes where the record goes; it shows nothing of them, and no value comes from the caller.
 */
export class RecordMoves {
  readonly #tenant: Tenant;
  readonly #batch: RecordBatch;

  constructor(tenant: Tenant, batch: RecordBatch) {
    this.#tenant = tenant;
    this.#batch = batch;
  }

  /** Writes what follows from the move into a record that the caller reached. */
  async carry({ row }: Reached<RecordAction>, fields: RecordValues): Promise<Written> {
    const { module, id } = row;
    const updated = await this.#batch.update({ module, id }, { fields });
    assert(updated !== null, 'a locked record is there');
    return { ok: true, row: updated };
  }

  /** Changes the records of every module that refer to one of these. False, and nothing is changed, when there are too many. */
  async redirect(ids: readonly string[], change: (row: RecordRow) => RecordValues): Promise<boolean> {
    const rows = await lockReferring(this.#tenant, ids, MOST_REFERRING + 1);
    if (rows.length > MOST_REFERRING) return false;
    for (const row of rows) {
      const fields = change(row);
      const { module, id } = row;
      if (Object.keys(fields).length > 0) await this.#batch.update({ module, id }, { fields });
    }
    return true;
  }

  /** Whether a living record of the module names this one in the lookup, whoever may see it. */
  async isNamedBy(module: RecordModule, field: string, id: string): Promise<boolean> {
    const { rows } = await listRecords(this.#tenant, {
      module,
      filter: { kind: 'lookup', field, id },
      limit: 1,
    });
    return rows.length > 0;
  }

  /** A photo that the record is about to name. */
  async movePhotos(from: string, to: string): Promise<void> {
    await movePhotos(this.#tenant, from, to);
  }

  async moveAttachments(from: string, to: string): Promise<void> {
    await moveAttachments(this.#tenant, from, to);
  }
}
