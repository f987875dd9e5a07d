/**
 * What an administrator's toggle of a permission costs, and its preview, when 10 users have the profile and when 10,000 have
 * it: time, statements, and rows written. All of them sync meetings, contacts and tasks. Over HTTP with a session. Prints the
 * figures, writes them to `.bench/toggle.json`, and fails if statements or rows differ. Needs a server in
 * SYNCGRANT_TEST_DATABASE_URL; the embedded database is measured where none is given.
 */
import { loadavg } from 'node:os';
import { permissionOf } from '@syncgrant/core';
import { sql } from 'kysely';
import { openSite } from '../server/site.ts';
import { addProfile, addSyncs, addUsers } from '../support/crowd.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { keepFigures, measured } from '../support/distribution.ts';
import { countStatements } from '../support/statement-count.ts';

const USERS = [10, 10_000];
const TIMES = Number(process.env['SYNCGRANT_BENCH_ROUNDS'] ?? 100);
const { id: permissionId } = permissionOf('Crm_Implied_Mscontact_Sync');

const kind = DATABASE_KINDS.at(-1);
if (kind === undefined) throw new Error('there is no database');
const { database, close } = await kind.open();
const { counted, count } = countStatements(database);
const site = await openSite(counted);
const grace = await site.signedIn(site.people.grace);

const crowds: { readonly users: number; readonly profileId: string }[] = [];
for (const users of USERS) {
  const now = site.clock.now();
  const profileId = await addProfile(site.organisation.tenant, `Profile of ${users}`, now);
  await addUsers(site.organisation.tenant, users, [profileId], now);
  await addSyncs(site.organisation.tenant, profileId, now);
  crowds.push({ users, profileId });
}
await sql`vacuum analyze`.execute(site.db);

const bodyOf = (enabled: boolean) => ({
  profiles: [{ permissions_details: [{ id: permissionId, enabled }] }],
});
const toggle = (profileId: string, enabled: boolean) =>
  grace.put(`/crm/v8/settings/profiles/${profileId}`, bodyOf(enabled));
const preview = (profileId: string, enabled: boolean) =>
  grace.post(`/api/profiles/${profileId}/impact`, bodyOf(enabled));

const rows: Record<string, unknown>[] = [];
const costs: string[] = [];
for (const [request, send] of Object.entries({ toggle, preview })) {
  for (const { users, profileId } of crowds) {
    let cost = { statements: 0, rowsWritten: 0 };
    const times = await measured(TIMES, async (round) => {
      const before = { ...count };
      // A preview changes nothing, so it has to ask for the same change every time.
      const answer = await send(profileId, request === 'toggle' && round % 2 === 1);
      if (answer.status !== 200) throw new Error(answer.text);
      cost = {
        statements: count.statements - before.statements,
        rowsWritten: count.rowsWritten - before.rowsWritten,
      };
    });
    rows.push({ request, users, ...cost, ...times });
    costs.push(`${request} ${JSON.stringify(cost)}`);
  }
}

console.log(`${kind.name}, load ${loadavg()[0]?.toFixed(1)}; milliseconds`);
console.table(rows);
await keepFigures('toggle', { database: kind.name, load: loadavg(), rows });
await site.close();
await close();
if (new Set(costs).size !== 2) {
  console.error('It costs more statements or rows when more users have the profile.');
  process.exitCode = 1;
}
