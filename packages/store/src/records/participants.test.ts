import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { createKysely, openDatabase, type Database } from '../database/index.ts';
import { foundOrganisation } from '../identity/organisations.ts';
import { inviteUser } from '../identity/users.ts';
import { migrate } from '../migrate.ts';
import type { Schema } from '../schema.ts';
import { Tenant } from '../tenant.ts';
import { isMeetingOf, takesPartIn, type Participant } from './participants.ts';

const NOW = new Date('2026-03-01T10:00:00Z');
const MEETINGS = 3000;

let database: Database;
let tenant: Tenant;
let ben: Participant;

beforeAll(async () => {
  database = await openDatabase({ memory: true });
  const db = createKysely<Schema>(database);
  await migrate(db);
  const { organisationId, administratorId } = await foundOrganisation(
    db,
    {
      name: 'Large',
      edition: 'Enterprise',
      dataCenter: 'EU',
      administrator: { email: 'a@b.example', firstName: null, lastName: 'A', timeZone: 'UTC' },
    },
    NOW,
  );
  tenant = new Tenant(db, organisationId);
  const [profile] = await tenant.select('profile').select('id').execute();
  const invited = { email: 'Ben@b.example', firstName: null, lastName: 'B', timeZone: 'UTC' };
  const userId = (await inviteUser(tenant, { ...invited, profileId: profile?.id ?? '' }, NOW)) ?? '';
  ben = { userId, email: invited.email };
  await sql`
    insert into syncgrant.record
      (organisation_id, module, owner_id, fields, created_by, modified_by, created_at, modified_at)
    select ${organisationId}::int8, 'Events', ${administratorId}::int8,
      jsonb_build_object('Event_Title', 'Meeting ' || n, 'Participants', jsonb_build_array(
        jsonb_build_object('type', 'email', 'participant', 'P' || n || '@c.example'),
        case when n % 1000 = 0 then jsonb_build_object('type', 'email', 'participant', 'bEN@b.example')
             when n % 1000 = 1 then jsonb_build_object('type', 'user', 'participant', ${userId}::text)
             when n % 1000 = 2 then jsonb_build_object('type', 'contact', 'participant', ${userId}::text)
             else '"garbled"'::jsonb end)),
      ${administratorId}::int8, ${administratorId}::int8, ${NOW}::timestamptz, ${NOW}::timestamptz
    from generate_series(1, ${MEETINGS}::int4) n`.execute(db);
  // Ben has few of them in his mailbox, the other user all.
  for (const [user, every] of [
    [userId, 500],
    [administratorId, 1],
  ] as const) {
    const account = await tenant
      .insert('microsoft_account', {
        user_id: user,
        tenant_id: 't',
        object_id: user,
        username: 'u',
        display_name: 'd',
        granted_scopes: '[]',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const setup = await tenant
      .insert('setup', { user_id: user, account_id: account.id, module: 'meetings', phase: 'active' })
      .returning('id')
      .executeTakeFirstOrThrow();
    await sql`
      insert into syncgrant.link (organisation_id, setup_id, correlation_id, item_id, record_id, seen)
      select organisation_id, ${setup.id}::int8, 'c' || id, 'i' || id, id,
        jsonb_build_object('state', 'present', 'item', jsonb_build_object('values', fields))
      from (select *, row_number() over (order by id) as n from syncgrant.record) numbered
      where n % ${every}::int4 = 0`.execute(db);
  }
  await sql`analyze`.execute(db);
});
afterAll(() => database.close());

const meetings = () => tenant.select('record').where(isMeetingOf(tenant, ben));

test('a user takes part by id, at their address whatever its case, and by what stands in their mailbox', async () => {
  const rows = await meetings().select('fields').orderBy('id').execute();
  expect(rows.map(({ fields }) => fields['Event_Title'])).toEqual(
    [1, 500, 1000, 1001, 1500, 2000, 2001, 2500, 3000].map((n) => `Meeting ${n}`),
  );
  const all = await tenant.select('record').orderBy('id').select('id').execute();
  const some = all.map(({ id }) => id).slice(0, 1000);
  expect((await takesPartIn(tenant, ben, some)).size).toBe(3);
});

test('nobody takes part in meetings of their own: they have them', async () => {
  const { id } = await meetings().select('id').limit(1).executeTakeFirstOrThrow();
  expect(await takesPartIn(tenant, ben, [id])).toEqual(new Set([id]));
  await tenant.update('record').where('id', '=', id).set({ owner_id: ben.userId }).execute();
  expect(await takesPartIn(tenant, ben, [id])).toEqual(new Set());
});

test('whom records invite and what stands in a mailbox is found through indexes', async () => {
  const { sql: text, parameters } = meetings().select('id').compile();
  const { rows } = await database.pool.query<{ 'QUERY PLAN': string }>(`explain ${text}`, [...parameters]);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  for (const index of ['record_invited', 'link_in_mailbox', 'record_owner']) expect(plan).toContain(index);
});
