import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createKysely, openDatabase, type Database } from '../database/index.ts';
import { foundOrganisation } from '../identity/index.ts';
import { migrate } from '../migrate.ts';
import type { Schema } from '../schema.ts';
import { Tenant, type Db } from '../tenant.ts';
import { createApiClient } from './api-clients.ts';
import { createGrantCode, takeGrantCode } from './grant-codes.ts';
import {
  createAccessToken,
  createAuthorization,
  findAccessTokenOfAnyOrganisation,
  findAuthorization,
  revokeTokenOfAnyOrganisation,
} from './tokens.ts';

const NOW = new Date('2026-03-01T10:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);
const HOUR = 3_600_000;

let database: Database;
let db: Db;
let tenant: Tenant;
let userId: string;
let apiClientId: string;

beforeAll(async () => {
  database = await openDatabase({ memory: true });
  db = createKysely<Schema>(database);
  await migrate(db);
});
afterAll(() => database.close());

let founded = 0;
async function newOrganisation() {
  const email = `admin${++founded}@example.com`;
  const administrator = { email, firstName: null, lastName: 'Min', timeZone: 'UTC' };
  const organisation = { name: 'Example', edition: 'Enterprise', dataCenter: 'EU', administrator } as const;
  const made = await foundOrganisation(db, organisation, NOW);
  return { tenant: new Tenant(db, made.organisationId), userId: made.administratorId };
}

const newClient = async (of: Tenant, createdBy: string) => {
  const name = `client ${++founded}`;
  const client = {
    name,
    clientId: name,
    secretHash: 'x',
    scopes: ['s'],
    redirectUris: [],
    createdBy,
    now: NOW,
  };
  const id = await createApiClient(of, client);
  if (id === null) throw new Error('not created');
  return id;
};

beforeEach(async () => {
  ({ tenant, userId } = await newOrganisation());
  apiClientId = await newClient(tenant, userId);
});

const authorize = (refreshHash: string | null) =>
  createAuthorization(tenant, { apiClientId, userId, scopes: ['s'], refreshHash, now: NOW });

describe('what programs were allowed', () => {
  test('of one user’s authorizations of a client the newest twenty last', async () => {
    const hashes = Array.from({ length: 22 }, (_, index) => `refresh ${founded} ${index}`);
    for (const hash of hashes) await authorize(hash);
    const found = await Promise.all(
      hashes.map((refreshHash) => findAuthorization(tenant, { apiClientId, refreshHash })),
    );
    expect(found.map((authorization) => authorization !== null)).toEqual(
      hashes.map((_, index) => index >= 2),
    );
  });

  test('of one authorization’s access tokens the newest twenty last, and no expired one is kept', async () => {
    const { id: authorizationId } = await authorize(`refresh ${founded}`);
    const add = (name: string, now: Date) =>
      createAccessToken(tenant, {
        id: name,
        authorizationId,
        now,
        expiresAt: new Date(now.getTime() + HOUR),
      });
    const names = Array.from({ length: 21 }, (_, index) => `access ${founded} ${index}`);
    for (const [index, name] of names.entries()) await add(name, later(index));
    const works = async (name: string, now: Date) =>
      (await findAccessTokenOfAnyOrganisation(db, name, now)) !== null;
    expect(await Promise.all(names.map((name) => works(name, later(100))))).toEqual(
      names.map((_, index) => index >= 1),
    );
    await add(`access ${founded} last`, later(2 * HOUR));
    const rows = await tenant.select('oauth_access_token').select('id').execute();
    expect(rows).toEqual([{ id: `access ${founded} last` }]);
  });

  test('authorizations without a refresh token go once their token has ended, and end none that have one', async () => {
    const kept = `refresh ${founded}`;
    await authorize(kept);
    const { id } = await authorize(null);
    const ends = { id: `online ${founded}`, authorizationId: id, now: NOW, expiresAt: later(HOUR) };
    await createAccessToken(tenant, ends);
    for (let more = 0; more < 22; more++) await authorize(null);
    const rows = () => tenant.select('oauth_authorization').select('id').execute();
    expect((await rows()).map((row) => row.id)).toContain(id);
    await createAuthorization(tenant, {
      apiClientId,
      userId,
      scopes: ['s'],
      refreshHash: null,
      now: later(HOUR),
    });
    expect(await rows()).toHaveLength(2);
    expect(await findAuthorization(tenant, { apiClientId, refreshHash: kept })).not.toBeNull();
  });

  test('a code is taken once, also when two ask at the same time', async () => {
    const code = {
      apiClientId,
      userId,
      scopes: ['s'],
      redirectUri: null,
      offline: true,
      now: NOW,
      expiresAt: later(HOUR),
    };
    await createGrantCode(tenant, { ...code, id: `code ${founded}` });
    const take = () => takeGrantCode(tenant, { id: `code ${founded}`, apiClientId, now: NOW });
    const taken = await Promise.all([take(), take()]);
    expect(taken.filter((one) => one !== null)).toEqual([
      { userId, scopes: ['s'], redirectUri: null, offline: true },
    ]);
  });

  test('nothing of another organisation is found or taken', async () => {
    const refreshHash = `refresh ${founded}`;
    const id = `code ${founded}`;
    await authorize(refreshHash);
    const code = {
      apiClientId,
      userId,
      scopes: ['s'],
      redirectUri: null,
      offline: true,
      now: NOW,
      expiresAt: later(HOUR),
    };
    await createGrantCode(tenant, { ...code, id });
    const other = await newOrganisation();
    expect(await findAuthorization(other.tenant, { apiClientId, refreshHash })).toBeNull();
    expect(await takeGrantCode(other.tenant, { id, apiClientId, now: NOW })).toBeNull();
    expect(await takeGrantCode(tenant, { id, apiClientId, now: NOW })).not.toBeNull();
  });

  test('what was revoked is gone, and revoking it again finds nothing', async () => {
    const refreshHash = `refresh ${founded}`;
    await authorize(refreshHash);
    expect(await revokeTokenOfAnyOrganisation(db, refreshHash)).toBe(true);
    expect(await revokeTokenOfAnyOrganisation(db, refreshHash)).toBe(false);
    expect(await findAuthorization(tenant, { apiClientId, refreshHash })).toBeNull();
  });
});
