import type { RecordFunction } from '@syncgrant/contracts';
import {
  customizedFields,
  RECORD_FIELDS,
  type Decision,
  type FieldMeta,
  type RecordAction,
  type RecordModule,
  type Via,
} from '@syncgrant/core';
import {
  countRecords,
  inTransaction,
  listDeletedRecords,
  listRecords,
  ownReferences,
  readCustomization,
  readRecord,
  readUsers,
  shareReferences,
  Tenant,
  writeRecords,
  type Db,
  type DeletedQuery,
  type RecordPage,
  type RecordQuery,
  type RecordRow,
  type RecordScope,
} from '@syncgrant/store';
import { AttachmentAccess } from '../attachments/attachment-access.ts';
import { Refusal } from '../http/answer.ts';
import type { Caller } from '../http/caller.ts';
import { OwnImports } from '../imports/own-imports.ts';
import { PhotoAccess } from '../photos/photo-access.ts';
import { ModuleDecisions } from './module-decisions.ts';
import { ownInvitation, type OwnInvitation } from './own-invitation.ts';
import { RecordMoves } from './record-moves.ts';
import { RecordWriting } from './record-writing.ts';
import { seenRows, seenScope } from './seen-records.ts';
import { readSeries, type Series } from './series.ts';
import { displayName, recordViews, type RecordView } from './record-view.ts';

/** What of the server the records need. */
export interface RecordStore {
  readonly db: Db;
  readonly now: () => Date;
}

type Paged = Omit<RecordQuery, 'module' | 'ownerId' | 'participant'>;

/**
 * The one way from an endpoint to the records of a module: everything that comes out of it has been asked of `decide`, the
 * module, the record and the field, and nothing can be written but through `write`. Handlers of records get this and no
 * database, so that none of them can forget to ask.
 */
export class RecordAccess {
  readonly module: RecordModule;
  readonly #caller: Caller;
  readonly #store: RecordStore;
  /** By which function the records are reached, as `decide` knows them. */
  readonly #via: Via | undefined;
  readonly #decisions: ModuleDecisions;

  constructor(caller: Caller, store: RecordStore, module: RecordModule, via?: Via) {
    this.module = module;
    this.#caller = caller;
    this.#store = store;
    this.#via = via;
    this.#decisions = new ModuleDecisions(caller.context, module, via);
  }

  /** The same records reached by a function in which overrides count, or the records of another module. */
  by(via: Via): RecordAccess {
    return new RecordAccess(this.#caller, this.#store, this.module, via);
  }

  of(module: RecordModule): RecordAccess {
    return new RecordAccess(this.#caller, this.#store, module, this.#via);
  }

  /** The module's fields as the organisation has them, hidden ones too. */
  async fields(): Promise<readonly FieldMeta[]> {
    return customizedFields(this.module, await readCustomization(this.#caller.tenant, this.module));
  }

  /** Fields of the module that the caller may see. */
  get readableFields(): readonly (typeof RECORD_FIELDS)[RecordModule][number][] {
    return RECORD_FIELDS[this.module].filter(({ apiName }) => this.mayRead(apiName));
  }

  mayRead(field: string): boolean {
    return this.#decisions.mayRead(field);
  }

  decideRead(field: string): Decision {
    return this.#decisions.decideRead(field);
  }

  decideWrite(field: string): Decision {
    return this.#decisions.decideWrite(field);
  }

  /** May the caller do this with records of their own? */
  decide(action: RecordAction): Decision {
    return this.#decisions.decide(action);
  }

  /** May the caller do this with the records of that user? */
  decideFor(ownerId: string, action: RecordAction): Decision {
    return this.#decisions.decide(action, ownerId === this.#caller.facts.user.id);
  }

  /** May the caller use this function on records of the module? Undefined where the module has no such function. */
  decideFunction(name: RecordFunction): Decision | undefined {
    return this.#decisions.decideFunction(name);
  }

  /** The caller's imports into the module. */
  get imports(): OwnImports {
    return new OwnImports(this.#caller, this.module);
  }

  /** A page of the records that the caller may see. */
  page(query: Paged): Promise<RecordPage> {
    return listRecords(this.#caller.tenant, { ...query, ...this.#seen });
  }

  count(): Promise<number> {
    return countRecords(this.#caller.tenant, this.#seen);
  }

  /** The record, if it is there and the caller may see it; nobody learns which of the two failed. */
  async find(id: string): Promise<RecordRow | null> {
    const row = await readRecord(this.#caller.tenant, { module: this.module, id });
    const [seen = null] = row === null ? [] : await this.seen([row]);
    return seen;
  }

  /** Those of the rows, of this module, that the caller may see. */
  seen(rows: readonly RecordRow[]): Promise<readonly RecordRow[]> {
    return seenRows(this.#caller, rows, this.#decisions);
  }

  /** A record that the caller sees as the series that it is; null where it does not repeat. */
  series(row: RecordRow): Promise<Series | null> {
    return readSeries(this.#caller.tenant, row);
  }

  /** The invitation that a meeting is to the caller, as far as they may see who takes part. */
  async invitation(row: RecordRow): Promise<OwnInvitation | null> {
    return this.mayRead('Participants') ? ownInvitation(this.#caller, row) : null;
  }

  /** Files of the records. */
  get attachments(): AttachmentAccess {
    return new AttachmentAccess(this, this.#caller, this.#store);
  }

  /** Photos of the records. */
  get photos(): PhotoAccess {
    return new PhotoAccess(this, this.#caller.tenant);
  }

  /** Records as the caller may see them. */
  views(rows: readonly RecordRow[], fields?: readonly string[]): Promise<RecordView[]> {
    return recordViews(this.#caller, this.module, rows, fields, this.#via);
  }

  /** Deleted records with their names, as far as the caller may see them. */
  async deletedPage(query: Omit<DeletedQuery, keyof RecordScope>) {
    const { tenant } = this.#caller;
    const { rows, more } = await listDeletedRecords(tenant, { ...query, ...this.#seen });
    const users = await readUsers(tenant, [
      ...new Set(rows.flatMap((row) => [row.created_by, row.modified_by])),
    ]);
    const names = new Map(users.map(({ id, name }) => [id, name]));
    const person = (id: string) => ({ id, name: names.get(id) ?? '' });
    const records = rows.map((row) => ({
      row,
      displayName: displayName(this.#caller, row),
      createdBy: person(row.created_by),
      deletedBy: person(row.modified_by),
    }));
    return { records, more };
  }

  /** One transaction of writes, each of them decided and checked; change feed and announcements follow with the commit. */
  write<T>(work: (writing: RecordWriting) => Promise<T>): Promise<T> {
    return this.#transaction(shareReferences, work);
  }

  /** One transaction of writes of which a refusal leaves nothing. */
  writeWhole<T>(work: (writing: RecordWriting) => Promise<T | Refusal>): Promise<T | Refusal> {
    return this.#whole(shareReferences, work);
  }

  /**
   * A transaction in which records take the place of others: nobody else in the organisation writes records meanwhile, and a
   * refusal undoes all that was written.
   */
  rewrite<T>(
    work: (writing: RecordWriting, moves: RecordMoves) => Promise<T | Refusal>,
  ): Promise<T | Refusal> {
    return this.#whole(ownReferences, work);
  }

  async #whole<T>(
    lock: (tenant: Tenant) => Promise<void>,
    work: (writing: RecordWriting, moves: RecordMoves) => Promise<T | Refusal>,
  ): Promise<T | Refusal> {
    try {
      return await this.#transaction(lock, async (writing, moves) => {
        const result = await work(writing, moves);
        if (result instanceof Refusal) throw new Undone(result);
        return result;
      });
    } catch (error) {
      if (error instanceof Undone) return error.refusal;
      throw error;
    }
  }

  #transaction<T>(
    lock: (tenant: Tenant) => Promise<void>,
    work: (writing: RecordWriting, moves: RecordMoves) => Promise<T>,
  ): Promise<T> {
    const { db, now } = this.#store;
    return inTransaction(db, async (transaction) => {
      const tenant = new Tenant(transaction, this.#caller.tenant.organisationId);
      await lock(tenant);
      const caller = { ...this.#caller, tenant };
      const writer = { userId: caller.facts.user.id, origin: 'user', now: now() } as const;
      return writeRecords(tenant, writer, (batch) =>
        work(new RecordWriting(caller, batch, this.module, this.#via), new RecordMoves(tenant, batch)),
      );
    });
  }

  get #seen(): RecordScope {
    return seenScope(this.#caller, this.module, this.#decisions);
  }
}

/** Ends a transaction without keeping anything of it. */
class Undone extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}
