import { ATTACHMENTS_PER_RECORD } from '@syncgrant/contracts';
import { decide } from '@syncgrant/core';
import {
  countAttachments,
  createAttachment,
  deleteAttachment,
  inTransaction,
  listAttachments,
  lockRecords,
  readAttachment,
  readAttachmentBytes,
  Tenant,
  type RecordRow,
} from '@syncgrant/store';
import { FileAnswer } from '../http/answer.ts';
import type { Caller } from '../http/caller.ts';
import { zohoTime } from '../http/wire-time.ts';
import type { RecordAccess, RecordStore } from '../records/record-access.ts';
import type { RecordView } from '../records/record-view.ts';
import { noPermissionFor, unknownRecord, wrong, type WrongRecord } from '../records/wrong-record.ts';
import { attachmentViews } from './attachment-view.ts';

/** What was done with a file, as the dialect tells it. */
export interface FileDone {
  readonly ok: true;
  readonly answer: {
    readonly code: 'SUCCESS';
    readonly details: Record<string, unknown>;
    readonly message: string;
    readonly status: 'success';
  };
}

/**
 * The one way to the files of records: each begins at a record that the caller may see. Whoever calls holds the permission for
 * what is done already, as the contract declares it.
 */
export class AttachmentAccess {
  readonly #records: RecordAccess;
  readonly #caller: Caller;
  readonly #store: RecordStore;

  constructor(records: RecordAccess, caller: Caller, store: RecordStore) {
    this.#records = records;
    this.#caller = caller;
    this.#store = store;
  }

  /** `null` when there is no such record, or the caller does not see it. */
  async page(
    recordId: string,
    query: {
      readonly ids?: readonly string[] | undefined;
      readonly fields?: readonly string[] | undefined;
      readonly limit: number;
      readonly offset: number;
    },
  ): Promise<{ readonly files: RecordView[]; readonly more: boolean } | null> {
    const record = await this.#records.find(recordId);
    if (record === null) return null;
    const { rows, more } = await listAttachments(this.#caller.tenant, { recordId, ...query });
    return { files: await attachmentViews(this.#caller, record, rows, query.fields), more };
  }

  /** The file to be saved, never to be shown: nothing is said of what is in it. */
  async file(recordId: string, id: string): Promise<FileAnswer | null> {
    const { tenant } = this.#caller;
    if ((await this.#records.find(recordId)) === null) return null;
    const row = await readAttachment(tenant, { recordId, id });
    if (row === null) return null;
    const { file_name: fileName, size } = row;
    return new FileAnswer('application/octet-stream', fileName, readAttachmentBytes(tenant, row), size);
  }

  async add(recordId: string, file: File): Promise<FileDone | WrongRecord> {
    const result = await this.#locked(recordId, async (tenant) => {
      const full = await fullRecord(tenant, recordId, 1);
      return full ?? this.#create(tenant, recordId, file);
    });
    return result ?? unknownRecord({ id: recordId });
  }

  /**
   * Attaches a file as the import does: records of others take a permission of their own. In a rehearsal nothing is written;
   * `rehearsed` is how many files the record was promised before.
   */
  async import(
    recordId: string,
    file: File,
    rehearsed: number | null = null,
  ): Promise<FileDone | WrongRecord> {
    const result = await this.#locked(recordId, async (tenant, { owner_id }) => {
      const { context, facts } = this.#caller;
      const owned = owner_id === facts.user.id;
      const decision = decide(context, {
        kind: 'record',
        module: 'Attachments',
        action: 'create',
        via: 'import',
        owned,
      });
      if (!decision.granted) return noPermissionFor(decision, { id: recordId });
      const full = await fullRecord(tenant, recordId, (rehearsed ?? 0) + 1);
      if (full !== null) return full;
      return rehearsed === null
        ? this.#create(tenant, recordId, file)
        : done({}, 'the attachment would be uploaded');
    });
    return result ?? unknownRecord({ id: recordId });
  }

  /** Deletes those of the files that the record has; one result for each. */
  async remove(recordId: string, ids: readonly string[]): Promise<readonly (FileDone | WrongRecord)[]> {
    const deleted = await this.#locked(recordId, async (tenant) => {
      const found = new Set<string>();
      for (const id of ids) if (await deleteAttachment(tenant, { recordId, id })) found.add(id);
      return found;
    });
    return ids.map((id) =>
      deleted?.has(id) === true ? done({ id }, 'record deleted') : unknownRecord({ id }),
    );
  }

  /** One transaction in which the record stays as it is; `null` when it is not there or the caller does not see it. */
  #locked<T>(recordId: string, work: (tenant: Tenant, record: RecordRow) => Promise<T>): Promise<T | null> {
    return inTransaction(this.#store.db, async (transaction) => {
      const tenant = new Tenant(transaction, this.#caller.tenant.organisationId);
      const [record] = await lockRecords(tenant, this.#records.module, [recordId]);
      const seen = record !== undefined && this.#records.decideFor(record.owner_id, 'view').granted;
      return seen ? work(tenant, record) : null;
    });
  }

  async #create(tenant: Tenant, recordId: string, file: File): Promise<FileDone> {
    const { user } = this.#caller.facts;
    const { id, created_at } = await createAttachment(tenant, {
      recordId,
      fileName: file.name,
      content: file,
      createdBy: user.id,
      now: this.#store.now(),
    });
    const person = { id: user.id, name: user.fullName };
    const time = zohoTime(created_at);
    const details = { id, Created_By: person, Created_Time: time, Modified_By: person, Modified_Time: time };
    return done(details, 'attachment uploaded successfully');
  }
}

const done = (details: Record<string, unknown>, message: string): FileDone => ({
  ok: true,
  answer: { code: 'SUCCESS', details, message, status: 'success' },
});

async function fullRecord(tenant: Tenant, recordId: string, more: number): Promise<WrongRecord | null> {
  if ((await countAttachments(tenant, recordId)) + more <= ATTACHMENTS_PER_RECORD) return null;
  const message = `A record can have at most ${ATTACHMENTS_PER_RECORD} files.`;
  return wrong(400, 'LIMIT_REACHED', message, { id: recordId, limit: ATTACHMENTS_PER_RECORD });
}
