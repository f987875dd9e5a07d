import { sql } from 'kysely';
import { SYNC_MODULE_NAMES, SYNC_MODULES, type SyncModule } from '@syncgrant/core';
import { createKysely, type Database, type Schema } from '@syncgrant/store';
import { z } from 'zod';
import { FORMS, hasGuests, keyOf, textOf, valuesIn, type Item } from './forms.ts';
import type { Office, Person } from './office.ts';
import { LawBroken } from './law-broken.ts';
import type { Side } from './step.ts';
import type { Copy, Thing } from './thing.ts';

/** Makes the database remember every state of every record. Once for a database. */
export async function rememberRecords(database: Database): Promise<void> {
  const db = createKysely<Schema>(database);
  for (const statement of [
    'create schema witness',
    `create table witness.history (
      id serial primary key, op text not null, record_id text not null, owner_id text not null, module text not null,
      fields jsonb not null, deleted boolean not null)`,
    `create function witness.note() returns trigger language plpgsql as $$
      begin
        insert into witness.history (op, record_id, owner_id, module, fields, deleted)
          values (tg_op, new.id::text, new.owner_id::text, new.module, new.fields, new.deleted_at is not null);
        return new;
      end $$`,
    'create trigger note after insert or update on syncgrant.record for each row execute function witness.note()',
  ]) {
    await sql.raw(statement).execute(db);
  }
}

const historySchema = z.array(
  z.object({
    id: z.number(),
    op: z.enum(['INSERT', 'UPDATE']),
    record_id: z.string(),
    owner_id: z.string(),
    module: z.string(),
    fields: z.record(z.string(), z.unknown()),
    deleted: z.boolean(),
  }),
);
const listSchema = z.object({ value: z.array(z.looseObject({ id: z.string() })) });

/** Sees every state of both sides at once when it comes about, knows who made it, and judges what the sync did. */
export class Witness {
  readonly things = new Map<string, Thing>();
  readonly #office: Office;
  readonly #trace: (line: string) => void;
  #position = 0;
  #mails = 0;
  /** In whose name the agent runs now. */
  running: Person | null = null;

  constructor(office: Office, trace: (line: string) => void) {
    this.#office = office;
    this.#trace = trace;
  }

  /** How many states of records were seen. */
  get position(): number {
    return this.#position;
  }

  /** A thing that a person is about to make. */
  expect(number: number, person: Person, module: SyncModule, twin: boolean): Thing {
    const thing: Thing = {
      key: `K${number}`,
      number,
      person,
      left: new Map(),
      module,
      twin,
      at: { crm: null, microsoft: null },
      deleted: { crm: false, microsoft: false },
      everDeleted: false,
      touched: { crm: false, microsoft: false },
      settled: false,
      written: [],
      seen: { crm: new Set(), microsoft: new Set() },
      mailable: 0,
      mailed: 0,
    };
    this.things.set(thing.key, thing);
    return thing;
  }

  /** The record has another owner; what the former one has in Outlook stays with them, as a thing of their own. */
  hand(thing: Thing, to: Person): void {
    thing.left.set(thing.person, thing.at.microsoft);
    thing.person = to;
    thing.at.microsoft = thing.left.get(to) ?? null;
    thing.left.delete(to);
    thing.deleted.crm = false;
    thing.deleted.microsoft = false;
    thing.settled = false;
    for (const one of thing.written) one.unguarded ||= one.side === 'microsoft';
  }

  /** Reads what happened in the CRM since the last time; one party made all of it. */
  async lookAtCrm(by: 'person' | 'sync'): Promise<void> {
    const rows = await sql`select * from witness.history where id > ${this.#position} order by id`.execute(
      this.#office.db,
    );
    for (const row of historySchema.parse(rows.rows)) {
      this.#position = row.id;
      const module = SYNC_MODULE_NAMES.find((name) => SYNC_MODULES[name].module === row.module);
      const key = module === undefined ? null : keyOf(module, row.fields);
      const thing = key === null ? undefined : this.things.get(key);
      if (module === undefined || thing === undefined)
        throw new LawBroken('P8', `a record of nobody: ${JSON.stringify(row.fields)}`);
      this.#trace(`crm ${by} ${row.op} ${thing.key} ${row.deleted} ${JSON.stringify(row.fields)}`);
      if (row.owner_id !== thing.person.id)
        throw new LawBroken('P8', `${key} became a record of another user`);
      const values = Object.fromEntries(
        FORMS[module].fields.map(({ crm }) => [crm, textOf(row.fields[crm])]),
      );
      const copy = row.deleted ? null : { id: row.record_id, values };
      if (by === 'sync') this.#judgeWrite(thing, copy);
      this.#note(thing, 'crm', copy, by, row.record_id);
    }
  }

  /** Reads a module of a person's mailbox after somebody wrote there. */
  async lookAtMailbox(person: Person, module: SyncModule, by: 'person' | 'sync'): Promise<void> {
    const path = FORMS[module].listPath(person.containers[module]);
    const items: Item[] = listSchema.parse(await this.#office.graph(person, 'GET', path)).value;
    const present = new Map<string, Item>();
    for (const item of items) {
      const key = keyOf(module, item);
      const thing = key === null ? undefined : this.things.get(key);
      const isTheirs = thing?.person === person || thing?.left.has(person) === true;
      if (thing === undefined || !isTheirs || thing.module !== module)
        throw new LawBroken('P8', `${key} got into the ${module} of ${person.upn}`);
      if (present.has(thing.key)) throw new LawBroken('P4', `${key} is in the mailbox twice`);
      present.set(thing.key, item);
    }
    for (const thing of this.things.values()) {
      if (thing.module !== module) continue;
      if (thing.person !== person && !thing.left.has(person)) continue;
      const item = present.get(thing.key);
      const isLeft = thing.person !== person;
      const before = isLeft ? (thing.left.get(person) ?? null) : thing.at.microsoft;
      const values =
        item && Object.fromEntries(FORMS[module].fields.map(({ crm, read }) => [crm, plainText(read(item))]));
      const copy = item && values ? { id: item.id, values } : null;
      if (JSON.stringify(before) === JSON.stringify(copy)) continue;
      this.#trace(`microsoft ${by} ${thing.key} ${JSON.stringify(copy?.values ?? null)}`);
      if (isLeft && before !== null && copy === null)
        throw new LawBroken('P5', `${thing.key} has another owner now, and was deleted in ${person.upn}`);
      if (isLeft) {
        thing.left.set(person, copy);
        continue;
      }
      this.#note(thing, 'microsoft', copy, by, copy?.id ?? before?.id ?? '');
    }
    this.#judgeMail(by);
  }

  /** What may never differ in the CRM between grant and deed. */
  #judgeWrite(thing: Thing, copy: Copy | null): void {
    const { person, module, key } = thing;
    const { create, edit, delete: remove } = SYNC_MODULES[module];
    if (this.running !== person)
      throw new LawBroken(
        'P8',
        `${key} was written in the name of ${this.running?.upn}, who does not own it`,
      );
    if (!this.#office.allows(person, module)) throw new LawBroken('P1', `${key} was written without a grant`);
    const before = thing.at.crm;
    const needed = copy === null ? remove : before === null ? create : edit;
    if (!this.#office.holds(person, needed))
      throw new LawBroken('P1', `${key} was written without ${needed}`);
    if (copy === null || before === null) return;
    for (const field of this.#office.barredFields(person, SYNC_MODULES[module].module)) {
      if (copy.values[field] !== before.values[field])
        throw new LawBroken('P1', `${field} of ${key} was written, which the profile does not allow`);
    }
  }

  #note(thing: Thing, side: Side, copy: Copy | null, by: 'person' | 'sync', id: string): void {
    const other = side === 'crm' ? 'microsoft' : 'crm';
    const before = thing.at[side];
    if (copy !== null && before !== null && before.id !== id)
      throw new LawBroken('P4', `${thing.key} is there twice: ${side} ${before.id} and ${id}`);
    const back = copy !== null && before === null && by === 'sync' && thing.deleted[side];
    if (back && thing.settled && !thing.touched[other])
      throw new LawBroken('P5', `${thing.key} was deleted in ${side} and came back, though nobody edited it`);
    thing.at[side] = copy;
    for (const value of valuesIn(JSON.stringify(copy?.values ?? {}))) thing.seen[side].add(value);
    if (copy !== null) {
      thing.deleted[side] = false;
    } else if (before !== null) {
      if (by === 'person') {
        thing.deleted[side] = true;
        thing.everDeleted = true;
      } else if (thing.deleted[other]) thing.deleted[other] = false;
      else throw new LawBroken('P5', `${thing.key} was deleted in ${side}, and nobody deleted it elsewhere`);
    }
    if (by === 'person') {
      thing.touched[side] = true;
      if (side === 'crm') thing.mailable += 1;
    }
  }

  #judgeMail(by: 'person' | 'sync'): void {
    const mails = this.#office.outlook.emulator.mailLog.slice(this.#mails);
    this.#mails += mails.length;
    if (by === 'person') return;
    for (const mail of mails) {
      const thing = this.things.get(/\bK\d+\b/.exec(mail.subject)?.[0] ?? '');
      if (thing === undefined || !hasGuests(thing.number))
        throw new LawBroken('P7', `mail about ${mail.subject}, which has no guests`);
      this.#trace(`mail ${mail.kind} ${thing.key}`);
      thing.mailed += 1;
      if (thing.mailed > thing.mailable)
        throw new LawBroken('P7', `${mail.kind} about ${thing.key}: more mails than changes in the CRM`);
    }
  }

  /** Everything is quiet: what must be true then. */
  async judgeRest(): Promise<void> {
    const conflicts = JSON.stringify(await this.#office.tenant.select('conflict').selectAll().execute());
    const kept = new Set(valuesIn(conflicts));
    /* A meeting with guests that was called off in Outlook and edited in the CRM waits for its owner. */
    const calledOff = await this.#office.tenant
      .select('link')
      .where('held_reason', '=', 'called_off')
      .select('record_id')
      .execute();
    const waiting = new Set(calledOff.map(({ record_id: id }) => id));
    for (const thing of this.things.values()) {
      if (!waiting.has(thing.at.crm?.id ?? null)) this.#judgeAgreement(thing);
      if (!thing.everDeleted) this.#judgeLosses(thing, kept);
      thing.touched.crm = false;
      thing.touched.microsoft = false;
      thing.settled = thing.at.crm !== null && thing.at.microsoft !== null;
    }
  }

  #judgeAgreement({ key, at, module }: Thing): void {
    if ((at.crm === null) !== (at.microsoft === null))
      throw new LawBroken('P3', `${key} is in the ${at.crm === null ? 'mailbox' : 'CRM'} only`);
    if (at.crm === null || at.microsoft === null) return;
    for (const { crm } of FORMS[module].fields) {
      if (at.crm.values[crm] !== at.microsoft.values[crm])
        throw new LawBroken('P3', `${crm} of ${key}: ${at.crm.values[crm]} and ${at.microsoft.values[crm]}`);
    }
  }

  /** A value may be overwritten by whoever saw it; anything else keeps it among the conflicts. */
  #judgeLosses({ key, written, seen, at }: Thing, kept: ReadonlySet<string>): void {
    for (const [index, { side, field, value, unguarded }] of written.entries()) {
      if (value === '' || unguarded) continue;
      const replaced = written.slice(index + 1).some((later) => later.side === side && later.field === field);
      const other = side === 'crm' ? 'microsoft' : 'crm';
      const stands = at[side]?.values[field]?.includes(value) === true;
      if (!replaced && !stands && !seen[other].has(value) && !kept.has(value))
        throw new LawBroken('P6', `${value}, written into ${field} of ${key} in ${side}, is lost`);
    }
  }
}

/** Exchange and To Do wrap a text into a page. */
const plainText = (text: string): string =>
  (text.includes('<') ? text.replaceAll(/<[^>]*>/g, '') : text).trim();
