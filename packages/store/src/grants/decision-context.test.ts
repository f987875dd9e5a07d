import { afterAll, beforeAll, expect, test } from 'vitest';
import { decide, systemProfile, type PermissionName } from '@syncgrant/core';
import { createKysely, inTransaction, openDatabase, type Database } from '../database/index.ts';
import { foundOrganisation } from '../identity/organisations.ts';
import { insertProfile, saveProfile } from '../identity/profiles.ts';
import { migrate } from '../migrate.ts';
import type { Schema } from '../schema.ts';
import { Tenant } from '../tenant.ts';
import { changeGrants } from './change-grants.ts';
import { DecisionContexts } from './decision-context.ts';
import { readGrantFacts } from './grant-facts.ts';

const NOW = new Date('2026-03-01T10:00:00Z');
const CALENDAR = 'Crm_Implied_Mscal_Sync';
const TASKS = 'Crm_Implied_Mstask_Sync';

let database: Database;
let tenant: Tenant;
let userId: string;
let profileId: string;

beforeAll(async () => {
  database = await openDatabase({ memory: true });
  const db = createKysely<Schema>(database);
  await migrate(db);
  const administrator = { email: 'a@b.example', firstName: null, lastName: 'A', timeZone: 'UTC' };
  const made = await foundOrganisation(
    db,
    { name: 'Example', edition: 'Enterprise', dataCenter: 'EU', administrator },
    NOW,
  );
  tenant = new Tenant(db, made.organisationId);
  userId = made.administratorId;
  const sales = { ...systemProfile('standard', ''), name: 'Sales', kind: 'custom' as const };
  profileId = await insertProfile(tenant, sales, { by: userId, now: NOW });
  await tenant.update('crm_user').where('id', '=', userId).set({ profile_id: profileId }).execute();
});
afterAll(() => database.close());

async function contextIn(contexts: DecisionContexts, within: Tenant) {
  const facts = await readGrantFacts(within, userId);
  if (facts === null) throw new Error('there is no such user');
  return { facts, context: contexts.of(facts) };
}

async function holds(contexts: DecisionContexts, within: Tenant, permission: PermissionName) {
  const { context } = await contextIn(contexts, within);
  return decide(context, { kind: 'permission', permission }).granted;
}

async function turn(within: Tenant, name: PermissionName, on: boolean): Promise<void> {
  const { facts } = await contextIn(new DecisionContexts(), within);
  const others = facts.profile.enabled.filter((enabled) => enabled !== name);
  const profile = { ...facts.profile, enabled: on ? [...others, name] : others };
  await saveProfile(within, profile, { by: userId, now: NOW, switched: [name] });
}

const save = (name: PermissionName, on: boolean) =>
  changeGrants(
    tenant.db,
    tenant.organisationId,
    { actor: { id: userId, name: 'A' }, action: 'test', subject: 'test', address: null, now: NOW },
    async (within) => {
      await turn(within, name, on);
      return { before: null, after: null, result: null };
    },
  );

class Undone extends Error {}

/** Does something in a transaction that is rolled back. */
const undone = (body: (within: Tenant) => Promise<void>) =>
  expect(
    inTransaction(tenant.db, async (transaction) => {
      await body(new Tenant(transaction, tenant.organisationId));
      throw new Undone();
    }),
  ).rejects.toThrow(Undone);

test('a profile is compiled once for as long as it stays the same', async () => {
  const contexts = new DecisionContexts();
  const first = await contextIn(contexts, tenant);
  expect((await contextIn(contexts, tenant)).context.profile).toBe(first.context.profile);
});

test('a saved change is decided under at once', async () => {
  const contexts = new DecisionContexts();
  expect(await holds(contexts, tenant, CALENDAR)).toBe(true);
  await save(CALENDAR, false);
  expect(await holds(contexts, tenant, CALENDAR)).toBe(false);
  await save(CALENDAR, true);
  expect(await holds(contexts, tenant, CALENDAR)).toBe(true);
});

test('a change that is rolled back counts inside its transaction and nowhere else', async () => {
  const contexts = new DecisionContexts();
  await undone(async (within) => {
    await turn(within, CALENDAR, false);
    expect(await holds(contexts, within, CALENDAR)).toBe(false);
  });
  expect(await holds(contexts, tenant, CALENDAR)).toBe(true);
});

test('what follows a change that was rolled back is not taken for it, though the revision is the same', async () => {
  const contexts = new DecisionContexts();
  const { facts: before } = await contextIn(contexts, tenant);
  await undone(async (within) => {
    await turn(within, CALENDAR, false);
    await within.db
      .updateTable('organisation')
      .where('id', '=', within.organisationId)
      .set({ revision: before.revision + 1 })
      .execute();
    const { facts } = await contextIn(contexts, within);
    expect(facts.revision).toBe(before.revision + 1);
  });
  await save(TASKS, false);
  const { facts } = await contextIn(contexts, tenant);
  expect(facts.revision).toBe(before.revision + 1);
  expect(await holds(contexts, tenant, CALENDAR)).toBe(true);
  expect(await holds(contexts, tenant, TASKS)).toBe(false);
  await save(TASKS, true);
});

test('two changes in one transaction are told apart', async () => {
  const contexts = new DecisionContexts();
  await undone(async (within) => {
    await turn(within, CALENDAR, false);
    expect(await holds(contexts, within, CALENDAR)).toBe(false);
    await turn(within, CALENDAR, true);
    expect(await holds(contexts, within, CALENDAR)).toBe(true);
  });
});
