import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { createKysely, openDatabase } from '../database/index.ts';
import * as initial from './0001-initial.ts';
import * as recordQueries from './0002-record-queries.ts';
import * as oauth from './0003-oauth.ts';
import * as rolesAndGroups from './0004-roles-and-groups.ts';

test('organisations from before roles get a root each, which all of their users have', async () => {
  await using stack = new AsyncDisposableStack();
  const database = await openDatabase({ memory: true });
  stack.defer(() => database.close());
  const db = createKysely<unknown>(database);
  await sql`create schema if not exists syncgrant`.execute(db);
  for (const { up } of [initial, recordQueries, oauth]) await up(db);
  for (const name of ['One', 'Other']) {
    await sql`
      with organisation as (
        insert into syncgrant.organisation (name, edition, data_center)
        values (${name}, 'Enterprise', 'EU') returning id
      ), profile as (
        insert into syncgrant.profile (organisation_id, name, kind, permissions)
        select id, 'Standard', 'standard', '[]' from organisation returning organisation_id, id
      )
      insert into syncgrant.crm_user (organisation_id, profile_id, email, last_name, status)
      select organisation_id, id, status || '@x.example', status, status
      from profile, unnest(array['active', 'disabled', 'deleted']) as status`.execute(db);
  }

  await rolesAndGroups.up(db);

  const roles = await sql`select name, reports_to from syncgrant.role`.execute(db);
  expect(roles.rows).toEqual([
    { name: 'CEO', reports_to: null },
    { name: 'CEO', reports_to: null },
  ]);
  const users = await sql`
    select organisation.name, count(*)::int4 as users
    from syncgrant.crm_user
    join syncgrant.role on role.id = role_id and role.organisation_id = crm_user.organisation_id
    join syncgrant.organisation on organisation.id = role.organisation_id
    group by organisation.name order by organisation.name`.execute(db);
  expect(users.rows).toEqual([
    { name: 'One', users: 3 },
    { name: 'Other', users: 3 },
  ]);
});
