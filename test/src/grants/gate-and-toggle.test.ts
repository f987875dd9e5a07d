import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import {
  changeGrants,
  createKysely,
  createRecord,
  foundOrganisation,
  inTransaction,
  readGrantFacts,
  type Schema,
  shareGrants,
  Tenant,
  type Db,
} from '@syncgrant/store';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';

const WRITERS = 8;
const TOGGLES = 25;

describe.each(DATABASE_KINDS)('gate and toggle on $name', (kind) => {
  let test: TestDatabase;
  let db: Db;

  beforeAll(async () => {
    test = await kind.open();
    db = createKysely<Schema>(test.database);
  });
  afterAll(() => test.close());

  it('lets no write commit under a grant that an answered toggle took away', async () => {
    const { organisationId, administratorId } = await found(db);
    const profileId =
      (await readGrantFacts(new Tenant(db, organisationId), administratorId))?.profile.id ?? '';
    /* Every write notes the switch it saw; the answered switches are noted beside it, in the order of their answers. */
    let answered = { revision: 1, on: true };
    const ending = new AbortController();
    const late: string[] = [];
    let written = 0;

    const writers = Array.from({ length: WRITERS }, async () => {
      while (!ending.signal.aborted) {
        const begun = answered;
        await inTransaction(db, async (transaction) => {
          const tenant = new Tenant(transaction, organisationId);
          await shareGrants(tenant);
          const facts = await readGrantFacts(tenant, administratorId);
          const on = facts?.permissionChanges['switch'] !== 'off';
          if ((facts?.revision ?? 0) < begun.revision)
            late.push(`decided under ${facts?.revision}, answered was ${begun.revision}`);
          if (!on) return;
          await createRecord(
            tenant,
            { userId: administratorId, origin: 'sync', now: new Date() },
            { module: 'Contacts', ownerId: administratorId, fields: { Last_Name: 'x' } },
          );
          /* While this transaction is open, no later change can have been answered. */
          if (answered.revision > (facts?.revision ?? 0)) late.push('would commit after the answer');
          written += 1;
        });
      }
    });
    for (let toggle = 0; toggle < TOGGLES; toggle += 1) {
      const on = toggle % 2 === 1;
      const change = {
        actor: { id: null, name: 'test' },
        action: 'toggle',
        subject: 'switch',
        address: null,
        now: new Date(),
      };
      const outcome = await changeGrants(db, organisationId, change, async (tenant) => {
        await tenant
          .update('profile')
          .where('id', '=', profileId)
          .set({ permission_changes: JSON.stringify({ switch: on ? 'on' : 'off' }) })
          .execute();
        const { revision } = await tenant.db
          .selectFrom('organisation')
          .where('id', '=', organisationId)
          .select('revision')
          .executeTakeFirstOrThrow();
        return { before: !on, after: on, result: revision + 1 };
      });
      if (outcome.ok) answered = { revision: outcome.result, on };
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    ending.abort();
    await Promise.all(writers);
    expect(late).toEqual([]);
    expect(written).toBeGreaterThan(TOGGLES);
  });

  it('changes neither revision nor audit log when a change is refused or fails', async () => {
    const { organisationId } = await found(db);
    const change = {
      actor: { id: null, name: 'test' },
      action: 'toggle',
      subject: 'switch',
      address: null,
      now: new Date(),
    };
    expect(await changeGrants(db, organisationId, change, async () => ({ refused: 'no' }))).toEqual({
      ok: false,
      refusal: 'no',
    });
    await expect(
      changeGrants(db, organisationId, change, async () => {
        throw new Error('half-way');
      }),
    ).rejects.toThrow('half-way');
    const { revision } = await db
      .selectFrom('organisation')
      .where('id', '=', organisationId)
      .select('revision')
      .executeTakeFirstOrThrow();
    expect(revision).toBe(1);
    expect(await new Tenant(db, organisationId).select('audit').selectAll().execute()).toEqual([]);
  });
});

/** Only a server shows the fault: one session alone cannot commit out of order. */
describe.each(DATABASE_KINDS.filter(({ name }) => name === 'Postgres'))(
  'the change feed on $name',
  (kind) => {
    let test: TestDatabase;
    let db: Db;

    beforeAll(async () => {
      test = await kind.open();
      db = createKysely<Schema>(test.database);
      await sql`create table syncgrant.control (position bigserial, name text)`.execute(db);
    });
    afterAll(() => test.close());

    it('misses no row that commits late, where a plain sequence does', async () => {
      const { organisationId, administratorId } = await found(db);
      const tenant = new Tenant(db, organisationId);
      const committed: string[] = [];
      const finished = new Set<number>();
      const writers = Array.from({ length: WRITERS }, async (_, writer) => {
        for (let count = 0; count < 60; count += 1) {
          const name = `${writer}-${count}`;
          const rollBack = (writer * 7 + count) % 5 === 0;
          await inTransaction(db, async (transaction) => {
            const inside = new Tenant(transaction, organisationId);
            await sql`insert into syncgrant.control (name) values (${name})`.execute(transaction);
            await createRecord(
              inside,
              { userId: administratorId, origin: 'sync', now: new Date() },
              { module: 'Contacts', ownerId: administratorId, fields: { Last_Name: name } },
            );
            await sql`select pg_sleep(${((writer * 31 + count * 17) % 5) / 1000})`.execute(transaction);
            if (rollBack) throw new Error('rolled back on purpose');
          }).catch((error: unknown) => {
            if (!rollBack) throw error;
          });
          if (!rollBack) committed.push(name);
        }
        finished.add(writer);
      });

      const feed = new Set<string>();
      const control = new Set<string>();
      let position = 0;
      let controlPosition = '0';
      const read = async () => {
        const rows = await tenant
          .select('feed_entry')
          .where('position', '>', position)
          .orderBy('position')
          .select(['position', 'record_id'])
          .execute();
        for (const row of rows) feed.add(row.record_id);
        position = rows.at(-1)?.position ?? position;
        const plain = await sql<{ position: string; name: string }>`
        select position, name from syncgrant.control where position > ${controlPosition} order by position`.execute(
          db,
        );
        for (const row of plain.rows) control.add(row.name);
        controlPosition = plain.rows.at(-1)?.position ?? controlPosition;
      };
      while (finished.size < WRITERS) {
        await read();
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      await Promise.all(writers);
      await read();
      expect(feed.size).toBe(committed.length);
      expect(position).toBe(committed.length);
      expect(control.size).toBeLessThan(committed.length);
    });
  },
);

async function found(db: Db) {
  return foundOrganisation(
    db,
    {
      name: 'Example',
      edition: 'Enterprise',
      dataCenter: 'US',
      administrator: { email: 'admin@example.test', firstName: null, lastName: 'Admin', timeZone: 'UTC' },
    },
    new Date(),
  );
}
