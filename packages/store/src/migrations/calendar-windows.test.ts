import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { createKysely, openDatabase } from '../database/index.ts';
import * as initial from './0001-initial.ts';
import * as calendarWindows from './0029-calendar-windows.ts';

test('calendars that were read before have a start no later than their first reading, and their links', async () => {
  await using stack = new AsyncDisposableStack();
  const database = await openDatabase({ memory: true });
  stack.defer(() => database.close());
  const db = createKysely<unknown>(database);
  await sql`create schema if not exists syncgrant`.execute(db);
  await initial.up(db);
  await sql`
    with organisation as (
      insert into syncgrant.organisation (name, edition, data_center) values ('One', 'Enterprise', 'EU') returning id
    ), profile as (
      insert into syncgrant.profile (organisation_id, name, kind, permissions)
      select id, 'Standard', 'standard', '[]' from organisation returning organisation_id, id
    ), crm_user as (
      insert into syncgrant.crm_user (organisation_id, profile_id, email, last_name, status)
      select organisation_id, id, 'a@x.example', 'A', 'active' from profile returning organisation_id, id
    ), account as (
      insert into syncgrant.microsoft_account (organisation_id, user_id, tenant_id, object_id, username, display_name)
      select organisation_id, id, 't', 'o', 'a@x.example', 'A' from crm_user returning organisation_id, user_id, id
    ), setup as (
      insert into syncgrant.setup (organisation_id, user_id, account_id, module, phase, created_at)
      select organisation_id, user_id, id, module, 'active', '2026-05-31T00:00:00Z'
      from account, unnest(array['meetings', 'tasks']) as module returning organisation_id, id, module
    )
    insert into syncgrant.cursor (organisation_id, setup_id, container_id, delta_link, generation)
    select organisation_id, id, module, 'https://graph.microsoft.com/link', 3 from setup`.execute(db);

  await calendarWindows.up(db);

  const cursors = await sql`
    select container_id, delta_link, generation, compared, window_to, start_at = '2026-05-01T00:00:00Z' as begins,
      window_from = start_at as covers
    from syncgrant.cursor order by container_id`.execute(db);
  const kept = {
    delta_link: 'https://graph.microsoft.com/link',
    generation: 3,
    compared: 1,
    window_to: null,
  };
  expect(cursors.rows).toEqual([
    { container_id: 'meetings', ...kept, begins: true, covers: true },
    { container_id: 'tasks', ...kept, begins: null, covers: null },
  ]);
});
