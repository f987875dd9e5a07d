/**
 * How long requests about records take in a large organisation: 100,000 contacts, 1,000 users, 25 profiles, on Postgres, over
 * HTTP with a session. Asked by an administrator, by a user who may not see some of the fields, and by one who sees only their
 * own records. Prints the distributions, writes them to `.bench/scale.json`, and fails if a 95th percentile is beyond the bound.
 * Needs a server in SYNCGRANT_TEST_DATABASE_URL; the embedded database is measured where none is given.
 */
import { loadavg } from 'node:os';
import { sql } from 'kysely';
import type { FieldAccess } from '@syncgrant/core';
import type { Answer, Browser } from '../server/browser.ts';
import { openSite } from '../server/site.ts';
import { addContacts, addProfile, addUsers } from '../support/crowd.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { distribution, keepFigures, measured, type Distribution } from '../support/distribution.ts';

const SIZE = { contacts: 100_000, users: 1_000, profiles: 25 };
const BOUND_MS = 50;
const TIMES = Number(process.env['SYNCGRANT_BENCH_ROUNDS'] ?? 100);
const PAGES = 400;
const HIDDEN: FieldAccess = {
  Contacts: { Mobile: 'hidden', Secondary_Email: 'hidden', Mailing_Street: 'hidden', Description: 'hidden' },
};
const FIELDS = 'Last_Name,First_Name,Email,Phone,Mailing_City';

const kind = DATABASE_KINDS.at(-1);
if (kind === undefined) throw new Error('there is no database');
const { database, close } = await kind.open();
const site = await openSite(database);
const { tenant, adaId } = site.organisation;
const now = site.clock.now();

const profileIds: string[] = [];
// Administrator, Standard and Sales are there.
for (let number = 4; number <= SIZE.profiles; number += 1) {
  profileIds.push(
    await addProfile(tenant, `Profile ${number}`, now, {
      besides: ['Crm_Implied_Access_All_Records'],
      fieldAccess: HIDDEN,
    }),
  );
}
const [restricted = ''] = profileIds;
await addUsers(tenant, SIZE.users - 3, profileIds, now);
await tenant.update('crm_user').where('id', '=', adaId).set({ profile_id: restricted }).execute();
await addContacts(tenant, SIZE.contacts, now);
await sql`vacuum analyze`.execute(site.db);

// Standard shows people their own records.
const callers = {
  administrator: await site.signedIn(site.people.grace),
  'some fields hidden': await site.signedIn(site.people.ada),
  'own records': await site.signedIn(site.people.alan),
};
type Caller = keyof typeof callers;

async function answered(browser: Browser, path: string): Promise<Answer> {
  const answer = await browser.get(`/crm/v8/Contacts${path}`);
  if (answer.status !== 200 && answer.status !== 204) throw new Error(`${path}: ${answer.text}`);
  return answer;
}

const someone = (round: number) => 1 + ((round * 7919) % SIZE.contacts);
const search = (parameters: Record<string, string>) =>
  `/search?${new URLSearchParams({ fields: FIELDS, ...parameters }).toString()}`;
const ids = await tenant.select('record').where('module', '=', 'Contacts').limit(1000).select('id').execute();

/** What is asked, with another value each time. */
const REQUESTS: Readonly<Record<string, (round: number) => string>> = {
  'first page, 200 records': () => `?fields=${FIELDS}`,
  'first page by change': () => `?fields=${FIELDS}&sort_by=Modified_Time`,
  'page 10 of 200': () => `?fields=${FIELDS}&page=10`,
  'one record': (round) => `/${ids[round % ids.length]?.id}`,
  count: () => '/actions/count',
  address: (round) => search({ email: `contact${someone(round)}@customers.example` }),
  number: (round) => search({ phone: `+49 30 ${1_000_000 + someone(round)}` }),
  'criteria, an address': (round) =>
    search({ criteria: `(Email:equals:contact${someone(round)}@customers.example)` }),
  'criteria, many match': () => search({ criteria: '(Mailing_City:equals:Lyon)' }),
  'criteria, few match': (round) =>
    search({ criteria: `((Last_Name:equals:Hansen${someone(round) % 5000})and(Mailing_City:equals:Lyon))` }),
  'criteria without an index, few match': (round) =>
    search({ criteria: `(Email:contains:contact${someone(round)}@)` }),
  'word, in one record': (round) => search({ word: `contact${someone(round)}@customers.example` }),
  'word, in 20 records': (round) => search({ word: `Hansen${someone(round) % 5000}` }),
  'word, in an eighth': () => search({ word: 'Hansen' }),
  'word, in every record': () => search({ word: 'customer' }),
  'words, common and rare': (round) => search({ word: `customer Person${someone(round) % 500}` }),
  'word, in no record': () => search({ word: 'nobodyhasthis' }),
};

const figures: Record<string, Record<string, Distribution>> = {};
for (const [name, path] of Object.entries(REQUESTS)) {
  figures[name] = {};
  for (const [caller, browser] of Object.entries(callers)) {
    const times = await measured(TIMES, async (round) => {
      // Nobody may see another's record there.
      if (name === 'one record' && caller === 'own records') return;
      await answered(browser, path(round));
    });
    if (!(name === 'one record' && caller === 'own records')) figures[name][caller] = times;
  }
}

/** Goes through the list by token and measures every page: the last ones lie deep in it. */
async function turnPages(caller: Caller): Promise<Distribution> {
  const samples: number[] = [];
  let token = '';
  for (let page = 0; page < PAGES; page += 1) {
    const start = performance.now();
    const { body } = await answered(callers[caller], `?fields=${FIELDS}${token}`);
    samples.push(performance.now() - start);
    if (body.info.next_page_token === null) throw new Error('the list is too short');
    token = `&page_token=${encodeURIComponent(body.info.next_page_token)}`;
  }
  return distribution(samples.slice(-TIMES));
}
figures[`pages by token, after ${(PAGES - TIMES) * 200} records`] = {
  administrator: await turnPages('administrator'),
  'some fields hidden': await turnPages('some fields hidden'),
};

console.log(
  `${kind.name}: ${SIZE.contacts} contacts, ${SIZE.users} users, ${SIZE.profiles} profiles, load ${loadavg()[0]?.toFixed(1)}; milliseconds`,
);
const rows = Object.entries(figures).flatMap(([name, byCaller]) =>
  Object.entries(byCaller).map(([caller, times]) => ({ request: name, caller, ...times })),
);
console.table(rows);
await keepFigures('scale', { database: kind.name, load: loadavg(), size: SIZE, boundMs: BOUND_MS, figures });
await site.close();
await close();

for (const { request, caller, p95 } of rows.filter((row) => row.p95 > BOUND_MS)) {
  console.error(`${request}, ${caller}: ${p95} ms at p95; ${BOUND_MS} ms is the bound`);
  process.exitCode = 1;
}
