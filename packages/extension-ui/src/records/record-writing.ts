import assert from 'node:assert/strict';
import {
  copiedValues,
  customizedFields,
  findField,
  isConverted,
  PHOTO_FIELD,
  type Answer,
  type FieldMeta,
  type RecordAction,
  type RecordModule,
  type RecordValues,
  type Via,
} from '@syncgrant/core';
import {
  copyPhoto,
  createPhoto,
  hasMeeting,
  listRecords,
  listTransferable,
  lockDuplicateSearch,
  lockRecords,
  photoOf,
  readCustomization,
  readUser,
  type NewPhoto,
  type NewRecord,
  type RecordBatch,
  type RecordRow,
} from '@syncgrant/store';
import type { Caller } from '../http/caller.ts';
import { zohoTime } from '../http/wire-time.ts';
import { OwnImports } from '../imports/own-imports.ts';
import { OwnConflicts } from '../setups/own-conflicts.ts';
import { checkRecord, refusedField } from './check-record.ts';
import { ModuleDecisions } from './module-decisions.ts';
import { ownInvitation } from './own-invitation.ts';
import { displayName } from './record-view.ts';
import { readSeries, type Series } from './series.ts';
import { withoutDangling } from './references.ts';
import { success } from './success.ts';
import { seenRows } from './seen-records.ts';
import { noPermissionFor, unknownRecord, wrong, type WrongRecord } from './wrong-record.ts';

/** What a record is reached for; to `manage` it is for its owner, and for those to whom records of others are open. */
type Reach = RecordAction | 'manage';

/** A record that the caller reaches for this, locked until the transaction ends. */
export interface Reached<Action extends Reach> {
  readonly for: Action;
  readonly row: RecordRow;
}

/** A record that was written. */
export interface Written {
  readonly ok: true;
  readonly row: RecordRow;
}

/** Writes of one transaction. What is written was decided and checked here; there is no other way. */
export class RecordWriting {
  readonly #caller: Caller;
  readonly #batch: RecordBatch;
  readonly #module: RecordModule;
  readonly #via: Via | undefined;
  readonly #decisions: ModuleDecisions;
  /** The module's fields as the organisation has them, once they were asked for. */
  #fields: readonly FieldMeta[] | undefined;

  constructor(caller: Caller, batch: RecordBatch, module: RecordModule, via?: Via) {
    this.#caller = caller;
    this.#batch = batch;
    this.#module = module;
    this.#via = via;
    this.#decisions = new ModuleDecisions(caller.context, module, via);
  }

  /** Records of another module, written in the same transaction. */
  of(module: RecordModule): RecordWriting {
    return new RecordWriting(this.#caller, this.#batch, module, this.#via);
  }

  /** The caller's imports into the module, read and changed in this transaction. */
  get imports(): OwnImports {
    return new OwnImports(this.#caller, this.#module);
  }

  /** Values that lost a conflict in the caller's own setup, read and marked in this transaction. */
  conflictsOf(setupId: string): OwnConflicts {
    return new OwnConflicts(this.#caller, setupId);
  }

  /** Those of the records that are there and that the caller reaches for this, by id. */
  async reach<Action extends Reach>(
    ids: readonly string[],
    action: Action,
  ): Promise<ReadonlyMap<string, Reached<Action>>> {
    const rows = await lockRecords(this.#caller.tenant, this.#module, [...new Set(ids)]);
    const reached =
      action === 'view'
        ? await seenRows(this.#caller, rows, this.#decisions)
        : rows.filter((row) => this.#reaches(row, action));
    return new Map(reached.map((row) => [row.id, { for: action, row }]));
  }

  #reaches({ owner_id }: RecordRow, action: Reach): boolean {
    return this.#decisions.may(actionOf(action), owner_id === this.#caller.facts.user.id);
  }

  /** Says why a record was not reached: for the caller there is none, or they may see it and no more. */
  async unreached(
    id: string,
    action: Exclude<Reach, 'view'>,
    where: Record<string, unknown>,
  ): Promise<WrongRecord> {
    const decision = this.#decisions.decide(actionOf(action), false);
    const seen = this.#decisions.seesByTakingPart && (await this.reach([id], 'view')).has(id);
    return seen && !decision.granted ? noPermissionFor(decision, where) : unknownRecord(where);
  }

  /**
   * `index` is the record's place in the request, for the paths that errors name. A record whose owner the request does not name
   * belongs to the caller, or to the one whom the server found: what comes of a lead belongs to the lead's owner.
   */
  async create(
    given: RecordValues,
    index: number,
    defaultOwnerId = this.#caller.facts.user.id,
    times: Pick<NewRecord, 'createdAt' | 'modifiedAt'> = {},
  ): Promise<Written | WrongRecord> {
    const decision = this.#decisions.decide('create');
    if (!decision.granted) return noPermissionFor(decision, { json_path: `$.data[${index}]` });
    const checked = await this.#check(given, index, null);
    if (!checked.ok) return checked;
    const { fields, ownerId = defaultOwnerId } = checked;
    return { ok: true, row: await this.#batch.create({ module: this.#module, ownerId, fields, ...times }) };
  }

  /**
   * A meeting that comes of a series which the caller may change: in place of the meeting of a date, or as a series of its own. It
   * holds what the series holds, seen by the caller or not, and belongs to the same user; what is given wins.
   */
  async createFrom(
    { row }: Reached<'edit'>,
    own: RecordValues,
    given: RecordValues,
    occurrenceDate?: string,
  ): Promise<Written | WrongRecord> {
    const decision = this.#decisions.decide('create');
    // The meeting of a date was there before: to change it is no more than an edit of the series.
    if (occurrenceDate === undefined && !decision.granted)
      return noPermissionFor(decision, { json_path: '$.data[0]' });
    const fields = { ...(await this.copied(row.fields)), ...own };
    const checked = await this.#check(given, 0, { ...row, fields });
    if (!checked.ok) return checked;
    if (occurrenceDate !== undefined && checked.ownerId !== undefined) {
      const where = { api_name: 'Owner', json_path: '$.data[0].Owner' };
      return wrong(400, 'INVALID_DATA', 'A meeting of a series belongs to whom the series belongs.', where);
    }
    const record = {
      module: this.#module,
      ownerId: checked.ownerId ?? row.owner_id,
      fields: { ...fields, ...checked.fields },
      ...(occurrenceDate !== undefined && { occurrence: { seriesRecordId: row.id, date: occurrenceDate } }),
    };
    return { ok: true, row: await this.#batch.create(record) };
  }

  /** A record as the series that it is; null where it does not repeat. */
  series({ row }: Reached<RecordAction>): Promise<Series | null> {
    return readSeries(this.#caller.tenant, row);
  }

  /** With `unmodifiedSince`, a record that was changed after it stays as it is. */
  async change(
    { row }: Reached<'edit'>,
    given: RecordValues,
    index: number,
    unmodifiedSince: Date | null = null,
  ): Promise<Written | WrongRecord> {
    const stopped = convertedAlready(row) ?? this.#alreadyModified(row, unmodifiedSince);
    if (stopped !== null) return stopped;
    const checked = await this.#check(given, index, row);
    if (!checked.ok) return checked;
    const { fields, ownerId } = checked;
    if (ownerId === undefined) return this.#update(row, { fields });
    return (await this.#twinMeeting(row, ownerId, index)) ?? this.#update(row, { fields, ownerId });
  }

  /** Two users may have a meeting in their mailboxes; the record of one cannot become a second one of the other. */
  async #twinMeeting(row: RecordRow, ownerId: string, index: number): Promise<WrongRecord | null> {
    if (row.ical_uid === null || row.owner_id === ownerId) return null;
    if (!(await hasMeeting(this.#caller.tenant, ownerId, row.ical_uid))) return null;
    const where = { id: row.id, api_name: 'Owner', json_path: `$.data[${index}].Owner` };
    return wrong(400, 'DUPLICATE_DATA', 'The new owner has a record of this meeting already.', where);
  }

  async #check(given: RecordValues, index: number, current: RecordRow | null) {
    const fields = await this.fields();
    return checkRecord(this.#caller, this.#module, fields, given, index, current, this.#via);
  }

  /** The module's fields as the organisation has them, hidden ones too. */
  async fields(): Promise<readonly FieldMeta[]> {
    this.#fields ??= customizedFields(
      this.#module,
      await readCustomization(this.#caller.tenant, this.#module),
    );
    return this.#fields;
  }

  /** The wire shows whole seconds, so these are compared. */
  #alreadyModified(row: RecordRow, since: Date | null): WrongRecord | null {
    const modified = zohoTime(row.modified_at);
    if (since === null || new Date(modified) <= since) return null;
    const shown = this.#decisions.mayRead('Modified_Time');
    const message = 'record updated time has already passed if-unmodified-since time';
    return wrong(412, 'ALREADY_MODIFIED', message, {
      id: row.id,
      ...(shown && { Modified_Time: modified }),
    });
  }

  /** Gives the record a photo in place of the one it has, or takes it away. */
  async changePhoto(
    { row }: Reached<'edit'>,
    photo: Omit<NewPhoto, 'recordId'> | null,
  ): Promise<Written | WrongRecord> {
    const refused = convertedAlready(row) ?? refusedField(this.#decisions, [PHOTO_FIELD], 0);
    if (refused !== null) return refused;
    const made = photo && (await createPhoto(this.#caller.tenant, { recordId: row.id, ...photo }));
    return this.#update(row, { fields: { [PHOTO_FIELD]: made?.id ?? null } });
  }

  /** Gives a record that was just made the photo of the one that it comes from. Whoever calls has asked for both fields. */
  async copyPhoto({ row }: Written, from: RecordRow): Promise<Written> {
    const id = photoOf(from.fields);
    const copy = id === null ? null : await copyPhoto(this.#caller.tenant, id, row.id);
    return copy === null ? { ok: true, row } : this.#update(row, { fields: { [PHOTO_FIELD]: copy.id } });
  }

  async remove({ row }: Reached<'delete'>): Promise<Written> {
    const removed = await this.#batch.delete({ module: this.#module, id: row.id });
    assert(removed !== null, 'a locked record is there');
    return { ok: true, row: removed };
  }

  /** The caller's answer to the invitation that the meeting is; null when there is none to be answered. */
  async answer(reached: Reached<'edit'>, answer: Answer, now: Date): Promise<Written | WrongRecord | null> {
    const invitation = await ownInvitation(this.#caller, reached.row);
    if (invitation === null) return null;
    const written = await this.change(reached, invitation.fieldsWith(answer), 0);
    if (written.ok) await invitation.give(answer, now);
    return written;
  }

  /** Whoever calls holds the permission to change owners, or to transfer, already. */
  async give({ row }: Reached<'manage'>, ownerId: string, index: number): Promise<Written | WrongRecord> {
    const refused = convertedAlready(row) ?? refusedField(this.#decisions, ['Owner'], index);
    return (
      refused ?? (await this.#twinMeeting(row, ownerId, index)) ?? this.#update(row, { fields: {}, ownerId })
    );
  }

  async isActiveUser(id: string): Promise<boolean> {
    return (await readUser(this.#caller.tenant, id))?.status === 'active';
  }

  /** Records of one user that can be given to the other, oldest first, and whether there are more of them. */
  transferable(users: { readonly from: string; readonly to: string }, limit: number) {
    return listTransferable(this.#caller.tenant, this.#module, users, limit);
  }

  /**
   * The oldest record with the same value in the first of the fields that has one, among those that the caller may see and
   * that are not only seen by taking part in them. Others who look in the same module wait until this transaction ends.
   */
  async findDuplicate(
    given: RecordValues,
    fields: readonly string[],
  ): Promise<{ readonly id: string; readonly field: string } | null> {
    const { tenant, facts } = this.#caller;
    await lockDuplicateSearch(tenant, this.#module);
    const everyone = this.#decisions.may('view', false);
    for (const name of fields) {
      const field = findField(this.#module, name);
      const value = given[name];
      if (field === undefined || !this.#decisions.mayRead(name) || !isText(value)) continue;
      const { rows } = await listRecords(tenant, {
        module: this.#module,
        ownerId: everyone ? undefined : facts.user.id,
        filter: { kind: 'equal', field, text: value.trim() },
        order: 'asc',
        limit: 1,
      });
      const [found] = rows;
      if (found !== undefined) return { id: found.id, field: name };
    }
    return null;
  }

  /** Values of an old record that a new one of the module can have: by its fields, and without lookups of what is gone. */
  async copied(values: RecordValues): Promise<RecordValues> {
    const fitting = copiedValues(await this.fields(), values);
    return withoutDangling(this.#caller.tenant, this.#module, fitting);
  }

  /** What names a record to people, as far as the caller may see it. */
  nameOf(row: RecordRow): string | null {
    return displayName(this.#caller, row);
  }

  /** The answer to a record that was written. */
  done({ row }: Written, message: string) {
    return success(row, this.#caller, message);
  }

  async #update(row: RecordRow, change: { fields: RecordValues; ownerId?: string }): Promise<Written> {
    const updated = await this.#batch.update({ module: this.#module, id: row.id }, change);
    assert(updated !== null, 'a locked record is there');
    return { ok: true, row: updated };
  }
}

const actionOf = (reach: Reach): RecordAction => (reach === 'manage' ? 'view' : reach);

const convertedAlready = ({ id, module, fields }: RecordRow): WrongRecord | null =>
  isConverted(module, fields) ? wrong(400, 'ID_ALREADY_CONVERTED', 'id already converted', { id }) : null;

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && !value.includes('\u0000');
