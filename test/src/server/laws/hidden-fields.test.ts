import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RECORD_FIELDS, type FieldAccess, type RecordModule } from '@syncgrant/core';
import { ENDPOINTS, type Endpoint } from '@syncgrant/contracts';
import { createRecord, inTransaction, Tenant } from '@syncgrant/store';
import { DATABASE_KINDS, type TestDatabase } from '../../support/databases.ts';
import type { Browser } from '../browser.ts';
import { callRecords } from '../record-requests.ts';
import { salesProfile } from '../sales-profile.ts';
import { openSite, type Site } from '../site.ts';

const [{ open }] = DATABASE_KINDS as [(typeof DATABASE_KINDS)[number]];

/** A record of each module in which some fields hold what may be seen nowhere, and how to know it. */
const SECRETS: Readonly<
  Partial<Record<RecordModule, { readonly shown: object; readonly hidden: object; readonly traces: RegExp }>>
> = {
  Contacts: {
    shown: { Last_Name: 'Visible' },
    hidden: {
      Email: 'canary@nest.example',
      Phone: '5550142857',
      Description: 'canary song',
      Date_of_Birth: '1903-02-01',
      Lead_Source: 'Cold Call',
    },
    traces: /canary|5550142857|1903-02-01|Cold Call/,
  },
  Leads: {
    shown: { Last_Name: 'Visible', Company: 'Example' },
    hidden: {
      Email: 'canary@nest.example',
      Annual_Revenue: 5550142857,
      Industry: 'Large Enterprise',
      Designation: 'canary',
    },
    traces: /canary|5550142857|Large Enterprise/,
  },
  Deals: {
    shown: { Deal_Name: 'Visible', Stage: 'Qualification' },
    hidden: { Amount: 5550142857, Probability: 73.731, Description: 'canary song', Next_Step: 'canary' },
    traces: /canary|5550142857|73\.731/,
  },
  Events: {
    shown: {
      Event_Title: 'Visible',
      Start_DateTime: '2026-03-02T10:00:00Z',
      End_DateTime: '2026-03-02T11:00:00Z',
    },
    hidden: {
      Venue: 'canary cage',
      Description: 'canary song',
      Participants: [{ type: 'email', participant: 'canary@nest.example' }],
    },
    traces: /canary/,
  },
};
const MODULES = Object.keys(SECRETS) as (keyof typeof SECRETS)[];

const ABOUT_RECORDS = ENDPOINTS.filter(({ access }) => access.kind === 'record');
/** Reading first: what is changed or deleted by one call is not there for the next. */
const IN_ORDER = ABOUT_RECORDS.toSorted(
  (one, other) => Number(one.method !== 'GET') - Number(other.method !== 'GET'),
);

describe('hidden fields', () => {
  let database: TestDatabase;
  let site: Site;
  let ada: Browser;

  beforeAll(async () => {
    database = await open();
    site = await openSite(database.database);
    ada = await site.signedIn(site.people.ada);
    await salesProfile(site).with('Crm_Implied_Manage_Users', 'Crm_Implied_Manage_Profiles');
  });
  afterAll(async () => {
    await site.close();
    await database.close();
  });

  const hide = (module: RecordModule) => {
    const hidden = Object.keys(SECRETS[module]?.hidden ?? {}).map((field) => [field, 'hidden'] as const);
    return salesProfile(site).restrict({ [module]: Object.fromEntries(hidden) } satisfies FieldAccess);
  };

  const plant = (module: RecordModule): Promise<string> =>
    inTransaction(site.db, async (transaction) => {
      const { id, adaId } = site.organisation;
      const fields = { ...SECRETS[module]?.shown, ...SECRETS[module]?.hidden };
      const writer = { userId: adaId, origin: 'user', now: site.clock.now() } as const;
      return (await createRecord(new Tenant(transaction, id), writer, { module, ownerId: adaId, fields })).id;
    });

  /** Calls the endpoint about a fresh record, with its id wherever the request names one. */
  async function call(endpoint: Endpoint, module: RecordModule) {
    const recordId = await plant(module);
    const all = RECORD_FIELDS[module].map(({ apiName }) => apiName).slice(0, 50);
    const query = endpoint.id === 'listRecords' ? `fields=${all.join(',')}` : undefined;
    return callRecords(ada, endpoint, module, {
      recordId,
      namedId: recordId,
      ...(query !== undefined && { query }),
    });
  }

  test.each(MODULES)('of %s are in no answer of any endpoint', async (module) => {
    const traces = SECRETS[module]?.traces ?? /^/;
    // Without a restriction they are seen: the test would notice.
    await salesProfile(site).restrict({});
    const seen = [];
    for (const endpoint of IN_ORDER)
      if (traces.test((await call(endpoint, module)).text)) seen.push(endpoint.id);
    expect(seen).toEqual(expect.arrayContaining(['listRecords', 'getRecord', 'exportRecords']));

    // What was made of a record meanwhile holds what was to be seen then.
    await site.organisation.tenant.delete('record').execute();
    await hide(module);
    for (const endpoint of IN_ORDER) {
      const { text } = await call(endpoint, module);
      expect([endpoint.id, traces.exec(text)?.[0]]).toEqual([endpoint.id, undefined]);
    }
    for (const query of ['word=canary', 'word=5550142857', 'email=canary@nest.example', 'phone=5550142857']) {
      expect([query, (await ada.get(`/crm/v8/${module}/search?${query}`)).status]).toEqual([query, 204]);
    }
    for (const field of Object.keys(SECRETS[module]?.hidden ?? {})) {
      const searched = await ada.get(`/crm/v8/${module}/search?criteria=(${field}:equals:x)`);
      expect([field, searched.status === 200 || searched.status === 204]).toEqual([field, false]);
      const exported = await ada.get(`/crm/v8/${module}/actions/export?fields=${field}`);
      expect([field, exported.status]).toEqual([field, 403]);
    }
    for (const endpoint of ENDPOINTS.filter(({ method, path }) => method === 'GET' && !path.includes(':'))) {
      const { text } = await ada.get(endpoint.path);
      expect([endpoint.id, traces.exec(text)?.[0]]).toEqual([endpoint.id, undefined]);
    }
  });

  test('nothing of them is in the log', () => {
    expect(JSON.stringify(site.log)).not.toMatch(/canary|5550142857/);
  });
});
