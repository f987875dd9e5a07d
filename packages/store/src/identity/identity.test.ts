import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Kysely } from 'kysely';
import { createKysely, openDatabase, type Database } from '../database/index.ts';
import { migrate } from '../migrate.ts';
import type { Schema } from '../schema.ts';
import { Tenant } from '../tenant.ts';
import { foundOrganisation, type FoundedOrganisation } from './organisations.ts';
import { listProfiles, readProfile } from './profiles.ts';
import {
  createSession,
  endSession,
  endSessionsOfUser,
  findSessionOfAnyOrganisation,
  sweepSessions,
} from './sessions.ts';
import { createSignInAttempt, takeSignInAttempt, type AttemptPurpose } from './sign-in-attempts.ts';
import {
  acceptInvitation,
  countOtherActiveAdministrators,
  findInvitationsOfAnyOrganisation,
  findUsersOfAnyOrganisation,
  inviteUser,
  listUsers,
  readUser,
  setUserAccess,
} from './users.ts';

const HOUR = 3_600_000;
const NOW = new Date('2026-03-01T10:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);

let database: Database;
let db: Kysely<Schema>;

beforeAll(async () => {
  database = await openDatabase({ memory: true });
  db = createKysely<Schema>(database);
  await migrate(db);
});
afterAll(() => database.close());

let founded = 0;
async function organisation(): Promise<FoundedOrganisation & { tenant: Tenant; email: string }> {
  const email = `admin${++founded}@example.com`;
  const made = await foundOrganisation(
    db,
    {
      name: `Organisation ${founded}`,
      edition: 'Enterprise',
      dataCenter: 'EU',
      administrator: { email, firstName: 'Ada', lastName: 'Min', timeZone: 'Europe/Berlin' },
    },
    NOW,
  );
  return { ...made, tenant: new Tenant(db, made.organisationId), email };
}

const person = (email: string, profileId: string) => ({
  email,
  firstName: null,
  lastName: 'Person',
  profileId,
  timeZone: 'UTC',
});

describe('organisations', () => {
  test('a new one has its two system profiles and one administrator', async () => {
    const { tenant, administratorId, administratorProfileId } = await organisation();
    const profiles = await listProfiles(tenant);
    expect(profiles.map(({ profile, activeUserCount }) => [profile.kind, activeUserCount])).toEqual([
      ['administrator', 1],
      ['standard', 0],
    ]);
    const { users } = await listUsers(tenant, { filter: 'all', limit: 10, offset: 0 });
    expect(users).toMatchObject([
      {
        id: administratorId,
        fullName: 'Ada Min',
        confirmed: false,
        syncs: false,
        profile: { id: administratorProfileId },
      },
    ]);
  });

  test('what belongs to another one is not found', async () => {
    const one = await organisation();
    const other = await organisation();
    expect(await readUser(one.tenant, other.administratorId)).toBeNull();
    expect(await readProfile(one.tenant, other.standardProfileId)).toBeNull();
  });
});

describe('sessions', () => {
  const session = async (id: string) => {
    const place = await organisation();
    await createSession(place.tenant, {
      id,
      userId: place.administratorId,
      csrfToken: 'token',
      address: null,
      userAgent: 'x'.repeat(5000),
      now: NOW,
      expiresAt: later(8 * HOUR),
    });
    return place;
  };
  const find = (id: string, ms: number) =>
    findSessionOfAnyOrganisation(db, id, { now: later(ms), idleMs: HOUR, touch: true });

  test('a session that is used stays, up to its absolute end', async () => {
    const { administratorId } = await session('busy');
    for (let at = 0; at < 8 * HOUR; at += HOUR / 2) {
      expect(await find('busy', at)).toMatchObject({ userId: administratorId, csrfToken: 'token' });
    }
    expect(await find('busy', 8 * HOUR)).toBeNull();
  });

  test('to look whether a session is alive does not keep it alive', async () => {
    await session('watched');
    const look = { now: later(HOUR / 2), idleMs: HOUR, touch: false };
    expect(await findSessionOfAnyOrganisation(db, 'watched', look)).not.toBeNull();
    expect(await find('watched', HOUR)).toBeNull();
  });

  test('a session that nobody uses ends', async () => {
    await session('idle');
    expect(await find('idle', HOUR)).toBeNull();
  });

  test('a deactivated user has no session, and sessions can be ended one by one or all at once', async () => {
    const { tenant, administratorId, administratorProfileId } = await session('over');
    await setUserAccess(tenant, administratorId, { profileId: administratorProfileId, active: false }, NOW);
    expect(await find('over', 0)).toBeNull();
    await setUserAccess(tenant, administratorId, { profileId: administratorProfileId, active: true }, NOW);
    expect(await find('over', 0)).not.toBeNull();
    await endSession(tenant, 'over');
    expect(await find('over', 0)).toBeNull();
    const other = await session('others');
    await endSessionsOfUser(other.tenant, other.administratorId);
    expect(await find('others', 0)).toBeNull();
  });

  test('one organisation cannot end the session of another', async () => {
    await session('mine');
    const other = await organisation();
    await endSession(other.tenant, 'mine');
    expect(await find('mine', 0)).not.toBeNull();
  });

  test('a sweep removes what has expired and nothing else', async () => {
    await session('swept');
    await sweepSessions(db, { now: later(HOUR / 2), idleMs: HOUR });
    expect(await find('swept', 0)).not.toBeNull();
    await sweepSessions(db, { now: later(8 * HOUR), idleMs: 100 * HOUR });
    expect(await find('swept', 0)).toBeNull();
  });
});

describe('sign-in attempts', () => {
  const attempt = (id: string, purpose: AttemptPurpose = { kind: 'sign_in' }) => ({
    id,
    purpose,
    browser: 'browser',
    nonce: 'nonce',
    verifierBox: Uint8Array.of(1, 2, 3),
    expiresAt: later(HOUR),
  });

  test('an attempt is taken once', async () => {
    await createSignInAttempt(db, attempt('once'), NOW);
    expect(await takeSignInAttempt(db, 'once', NOW)).toMatchObject({
      purpose: { kind: 'sign_in' },
      nonce: 'nonce',
    });
    expect(await takeSignInAttempt(db, 'once', NOW)).toBeNull();
  });

  test('an attempt that came too late is gone', async () => {
    await createSignInAttempt(db, attempt('late'), NOW);
    expect(await takeSignInAttempt(db, 'late', later(HOUR))).toBeNull();
  });

  test('a connection remembers for whom and for which module it was begun', async () => {
    const { organisationId, administratorId: userId } = await organisation();
    const purpose = { kind: 'connect', organisationId, userId, module: 'tasks' } as const;
    await createSignInAttempt(db, attempt('connect', purpose), NOW);
    expect((await takeSignInAttempt(db, 'connect', NOW))?.purpose).toEqual(purpose);
  });
});

describe('users', () => {
  test('an invitation is found by address whatever its case, and accepted by one identity only', async () => {
    const { tenant, administratorId, organisationId, email } = await organisation();
    expect(await findInvitationsOfAnyOrganisation(db, email.toUpperCase())).toEqual([
      { organisationId, userId: administratorId, active: true },
    ]);
    expect(await acceptInvitation(tenant, administratorId, { tenantId: 't', objectId: organisationId })).toBe(
      true,
    );
    expect(await acceptInvitation(tenant, administratorId, { tenantId: 't', objectId: 'thief' })).toBe(false);
    expect(await findInvitationsOfAnyOrganisation(db, email)).toEqual([]);
    expect(await findUsersOfAnyOrganisation(db, { tenantId: 't', objectId: organisationId })).toMatchObject([
      { userId: administratorId },
    ]);
  });

  test('one address is one user of an organisation', async () => {
    const { tenant, email, standardProfileId } = await organisation();
    expect(await inviteUser(tenant, person(email.toUpperCase(), standardProfileId), NOW)).toBeNull();
  });

  test('administrators are counted while they are active', async () => {
    const { tenant, administratorId, administratorProfileId: profileId } = await organisation();
    expect(await countOtherActiveAdministrators(tenant, administratorId)).toBe(0);
    const second = (await inviteUser(tenant, person('second@example.com', profileId), NOW))!;
    expect(await countOtherActiveAdministrators(tenant, administratorId)).toBe(1);
    await setUserAccess(tenant, second, { profileId, active: false }, NOW);
    expect(await countOtherActiveAdministrators(tenant, administratorId)).toBe(0);
  });

  test('a list has pages and filters', async () => {
    const { tenant, standardProfileId: profileId } = await organisation();
    const ids = [];
    for (const name of ['b', 'c', 'd'])
      ids.push(await inviteUser(tenant, person(`${name}@example.com`, profileId), NOW));
    await setUserAccess(tenant, ids[0]!, { profileId, active: false }, NOW);
    const page = await listUsers(tenant, { filter: 'active', limit: 2, offset: 0 });
    expect([page.users.length, page.more]).toEqual([2, true]);
    expect((await listUsers(tenant, { filter: 'active', limit: 2, offset: 2 })).more).toBe(false);
    expect((await listUsers(tenant, { filter: 'inactive', limit: 2, offset: 0 })).users).toMatchObject([
      { id: ids[0] },
    ]);
  });
});
