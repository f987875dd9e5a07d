import { sql } from 'kysely';
import { SYNC_MODULE_NAMES, SYNC_MODULES, type SyncModule } from '@syncgrant/core';
import { createKysely, type Database, type Schema } from '@syncgrant/store';
import { z } from 'zod';
import { FORMS, hasGuests, keyOf, valuesIn } from './forms.ts';
import { textOf } from './item.ts';
import type { Office } from './office.ts';
import type { Person } from './person.ts';
import { LawBroken } from './law-broken.ts';
import { callOff, newHistory, reshape } from './series-laws.ts';
import { nameOf, sightings, type Apart } from './sighting.ts';
import type { Side } from './step.ts';
import type { Copy, Thing } from './thing.ts';
import { timesOfRecord } from './timetable.ts';

/** Makes the database remember every state of every record. Once for a database. */
export async function rememberRecords(database: Database): Promise<void> {
  const db = createKysely<Schema>(database);
  for (const statement of [
    'create schema witness',
    `create table witness.history (
      id serial primary key, op text not null, record_id text not null, owner_id text not null, module text not null,
      fields jsonb not null, deleted boolean not null, occurrence_date text)`,
    `create function witness.note() returns trigger language plpgsql as $$
      begin
        insert into witness.history (op, record_id, owner_id, module, fields, deleted, occurrence_date)
          values (tg_op, new.id::text, new.owner_id::text, new.module, new.fields, new.deleted_at is not null,
            new.occurrence_date);
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
    occurrence_date: z.string().nullable(),
  }),
);

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
    return this.#add({ key: `K${number}`, number, person, module, twin, of: null });
  }

  /** An occurrence that a person changed: from now on it is something of its own. */
  #setApart(apart: Apart): Thing | undefined {
    const series = this.things.get(apart.series);
    if (series === undefined) return undefined;
    const { number, person, module } = series;
    const of = { series, date: apart.date };
    return this.#add({ key: nameOf(apart), number, person, module, twin: false, of });
  }

  #add(known: Pick<Thing, 'key' | 'number' | 'person' | 'module' | 'twin' | 'of'>): Thing {
    const thing: Thing = {
      ...known,
      left: new Map(),
      at: { crm: null, microsoft: null },
      deleted: { crm: false, microsoft: false },
      everDeleted: false,
      touched: { crm: false, microsoft: false },
      settled: false,
      series: newHistory(),
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
      const apart =
        key === null || row.occurrence_date === null ? null : { series: key, date: row.occurrence_date };
      const thing = this.#known(apart === null ? key : nameOf(apart), apart, by);
      if (module === undefined || thing === undefined)
        throw new LawBroken('P8', `a record of nobody: ${JSON.stringify(row.fields)}`);
      this.#trace(`crm ${by} ${row.op} ${thing.key} ${row.deleted} ${JSON.stringify(row.fields)}`);
      if (row.owner_id !== thing.person.id)
        throw new LawBroken('P8', `${key} became a record of another user`);
      const values = Object.fromEntries(
        FORMS[module].fields.map(({ crm }) => [crm, textOf(row.fields[crm])]),
      );
      const times = module === 'meetings' ? timesOfRecord(row.fields) : null;
      const copy = row.deleted ? null : { id: row.record_id, times, values };
      if (by === 'sync') this.#judgeWrite(thing, copy);
      this.#note(thing, 'crm', copy, by, row.record_id);
    }
  }

  /** Reads a module of a person's mailbox after somebody wrote there. */
  async lookAtMailbox(person: Person, module: SyncModule, by: 'person' | 'sync'): Promise<void> {
    const present = new Map<string, Copy>();
    for (const { key, apart, copy } of await sightings(this.#office, person, module)) {
      const thing = this.#known(key, apart, by);
      const isTheirs = thing?.person === person || thing?.left.has(person) === true;
      if (thing === undefined || !isTheirs || thing.module !== module)
        throw new LawBroken('P8', `${key} got into the ${module} of ${person.upn}`);
      if (present.has(thing.key)) throw new LawBroken('P4', `${key} is in the mailbox twice`);
      present.set(thing.key, copy);
    }
    for (const thing of this.things.values()) {
      if (thing.module !== module) continue;
      if (thing.person !== person && !thing.left.has(person)) continue;
      const copy = present.get(thing.key) ?? null;
      const isLeft = thing.person !== person;
      const before = isLeft ? (thing.left.get(person) ?? null) : thing.at.microsoft;
      if (JSON.stringify(before) === JSON.stringify(copy)) continue;
      this.#trace(
        `microsoft ${by} ${thing.key} ${JSON.stringify(copy && copy.times === null ? copy.values : copy)}`,
      );
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

  /** The thing of that name; what a person sets apart becomes one. */
  #known(key: string | null, apart: Apart | null, by: 'person' | 'sync'): Thing | undefined {
    const known = key === null ? undefined : this.things.get(key);
    return known ?? (apart !== null && by === 'person' ? this.#setApart(apart) : undefined);
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
    if (this.#office.isAgainst(person, module, 'crm'))
      throw new LawBroken('P1', `${key} was written in the CRM, against its direction`);
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
    const series = thing.of?.series ?? thing;
    const givenUp = thing.of !== null && series.series.reshaped.sinceRest;
    if (back && thing.settled && !thing.touched[other] && !givenUp)
      throw new LawBroken('P5', `${thing.key} was deleted in ${side} and came back, though nobody edited it`);
    thing.at[side] = copy;
    for (const value of valuesIn(JSON.stringify(copy?.values ?? {}))) thing.seen[side].add(value);
    if (copy !== null) {
      thing.deleted[side] = false;
    } else if (before !== null) {
      if (by === 'person') {
        thing.deleted[side] = true;
        thing.everDeleted = true;
        if (thing.of === null) reshape(thing);
        else callOff(series, thing.of.date);
      } else if (thing.deleted[other]) thing.deleted[other] = false;
      else if (!givenUp)
        throw new LawBroken('P5', `${thing.key} was deleted in ${side}, and nobody deleted it elsewhere`);
    }
    if (by === 'person') {
      thing.touched[side] = true;
      if (side === 'crm') series.mailable += 1 + (copy?.times?.excluded.length ?? 0);
    }
  }

  #judgeMail(by: 'person' | 'sync'): void {
    const mails = this.#office.outlook.emulator.mailLog.slice(this.#mails);
    this.#mails += mails.length;
    if (by === 'person') return;
    const told = new Set<string>();
    for (const mail of mails) {
      const thing = this.things.get(/\bK\d+\b/.exec(mail.subject)?.[0] ?? '');
      if (thing === undefined || !hasGuests(thing.number))
        throw new LawBroken('P7', `mail about ${mail.subject}, which has no guests`);
      this.#trace(`mail ${mail.kind} ${thing.key}`);
      /* What is written into a series is told once more for each occurrence that stands by itself. */
      if (mail.kind === 'update' && told.has(thing.key)) continue;
      told.add(thing.key);
      thing.mailed += 1;
      if (thing.mailed > thing.mailable)
        throw new LawBroken('P7', `${mail.kind} about ${thing.key}: more mails than changes in the CRM`);
    }
  }
}
