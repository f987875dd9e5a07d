import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CATALOGUE } from '@syncgrant/core';
import { ENDPOINTS, type Endpoint } from '@syncgrant/contracts';
import { DATABASE_KINDS, type TestDatabase } from '../../support/databases.ts';
import { addressOf, withQuery } from '../bad-input/address.ts';
import { tableDigest } from '../bad-input/table-digest.ts';
import { validInput } from '../bad-input/valid-input.ts';
import type { Browser } from '../browser.ts';
import { salesProfile } from '../sales-profile.ts';
import { openSite, type Site } from '../site.ts';

const [{ open }] = DATABASE_KINDS as [(typeof DATABASE_KINDS)[number]];

const ALL = CATALOGUE.permissions.map(({ name }) => name);

/** Endpoints that take a permission of the profile, whatever they are called with. */
const BY_PERMISSION = ENDPOINTS.flatMap((endpoint) =>
  endpoint.access.kind === 'permission' ? [[endpoint.id, endpoint, endpoint.access] as const] : [],
);

describe('the access that a contract declares', () => {
  let database: TestDatabase;
  let site: Site;
  let ada: Browser;
  let profile: ReturnType<typeof salesProfile>;

  beforeAll(async () => {
    database = await open();
    site = await openSite(database.database);
    ada = await site.signedIn(site.people.ada);
    profile = salesProfile(site);
  });
  beforeEach(() => profile.with(...ALL));

  afterAll(async () => {
    await site.close();
    await database.close();
  });

  const call = (endpoint: Endpoint) =>
    ada.send(endpoint.method, withQuery(endpoint), {
      ...(endpoint.method !== 'GET' && { json: validInput(endpoint.body) }),
    });

  test.each(BY_PERMISSION)(
    '%s is refused without its permission, by its name, and changes nothing',
    async (_, endpoint, { permission, or = permission }) => {
      await profile.without(permission, or);
      const before = await tableDigest(site.db);
      const { status, body } = await call(endpoint);
      expect([status, body.code, body.details.permissions]).toEqual([403, 'NO_PERMISSION', [permission]]);
      expect(await tableDigest(site.db)).toEqual(before);
    },
  );

  test('there are endpoints that take a permission, and each is open to who has it', async () => {
    expect(BY_PERMISSION.length).toBeGreaterThan(15);
    for (const [id, endpoint, { permission }] of BY_PERMISSION.filter(([, { method }]) => method === 'GET')) {
      const { status, body } = await call(endpoint);
      expect([id, status === 403 && body?.details?.permissions?.includes(permission)]).toEqual([id, false]);
    }
  });

  test('nobody who is not signed in gets anything', async () => {
    for (const endpoint of ENDPOINTS) {
      const { status, body } = await site.browser().send(endpoint.method, addressOf(endpoint), {
        ...(endpoint.method !== 'GET' && { json: {} }),
      });
      expect([endpoint.id, status, body.code]).toEqual([endpoint.id, 401, 'AUTHENTICATION_FAILURE']);
    }
  });
});
