import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { accountVault } from '@syncgrant/agent';
import { SYNC_MODULE_NAMES, systemProfile, type FieldAccess, type SyncModule } from '@syncgrant/core';
import { createEmulator, type Emulator } from '@syncgrant/emulator';
import {
  createEntra,
  createKeyRing,
  createPkce,
  MAILBOX_MODULES,
  type KeyRing,
  type MicrosoftConfig,
} from '@syncgrant/microsoft';
import {
  beginSetup,
  changeGrants,
  createKysely,
  type Database,
  foundOrganisation,
  inTransaction,
  insertProfile,
  inviteUser,
  saveAccount,
  saveConfiguration,
  type Schema,
  setOwnPause,
  Tenant,
} from '@syncgrant/store';
import { z } from 'zod';
import type { VirtualTime } from './virtual-time.ts';

const ORIGIN = 'http://emulator.test';
const REDIRECT = 'http://crm.test/auth/callback';
const TENANT_ID = '11111111-1111-4111-8111-111111111111';
const CLIENT_ID = 'syncgrant-simulation';
const SECRET = 'simulation-secret';
const SCOPES = ['User.Read', ...SYNC_MODULE_NAMES.map((module) => MAILBOX_MODULES[module].scope)];

export const MICROSOFT: MicrosoftConfig = {
  clientId: CLIENT_ID,
  credential: { kind: 'secret', secret: SECRET },
  tenant: 'organizations',
  entraOrigin: ORIGIN,
  graphOrigin: ORIGIN,
};

/* Keys cost time and change nothing: one for all runs. */
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const SIGNING_KEY = privateKey.export({ format: 'jwk' });
const PERSONS = [
  {
    oid: '22222222-2222-4222-8222-222222222222',
    upn: 'ada@example.test',
    firstName: 'Ada',
    zone: 'Europe/Berlin',
  },
  { oid: '33333333-3333-4333-8333-333333333333', upn: 'bob@example.test', firstName: 'Bob', zone: 'UTC' },
] as const;

/** A user with a mailbox, and what the administrator decided about them. */
export interface Person {
  readonly id: string;
  readonly accountId: string;
  readonly oid: string;
  readonly upn: string;
  readonly containers: Readonly<Record<SyncModule, string>>;
  profile: number;
  active: boolean;
  readonly paused: Set<SyncModule>;
}

/** What the administrator took away from a profile. */
export interface Restrictions {
  readonly id: string;
  readonly off: Set<string>;
  readonly fields: Map<
    string,
    {
      readonly module: 'Contacts' | 'Tasks' | 'Events';
      readonly field: string;
      readonly to: 'hidden' | 'read_only';
    }
  >;
}

const everything = systemProfile('administrator', '');

/** An organisation of two users whose mailboxes are emulated in the process, and what is allowed in it, as its people know it. */
export class Office {
  readonly time: VirtualTime;
  readonly database: Database;
  readonly emulator: Emulator;
  readonly tenant: Tenant;
  /** The ones that are synced. */
  readonly modules: readonly SyncModule[];
  readonly keyRing: KeyRing = createKeyRing([{ id: 'simulation', secret: randomBytes(32) }]);
  readonly persons: Person[] = [];
  readonly profiles: Restrictions[] = [];
  extensionOn = true;
  readonly #tokens = new Map<string, string>();

  private constructor(
    time: VirtualTime,
    database: Database,
    emulator: Emulator,
    tenant: Tenant,
    modules: readonly SyncModule[],
  ) {
    this.modules = modules;
    this.time = time;
    this.database = database;
    this.emulator = emulator;
    this.tenant = tenant;
  }

  /** Everybody has signed in and confirmed the preview of every module: each sync begins with its first pass. */
  static async open(database: Database, time: VirtualTime, modules: readonly SyncModule[]): Promise<Office> {
    const emulator = createEmulator({
      origin: ORIGIN,
      now: time.now,
      seed: 'simulation',
      signingKey: SIGNING_KEY,
      registrations: [{ clientId: CLIENT_ID, clientSecret: SECRET, redirectUris: [REDIRECT] }],
      autoConsent: true,
      behaviour: { batchParallel: 1 },
    });
    emulator.seed({
      tenants: [{ id: TENANT_ID, name: 'Example', domain: 'example.test' }],
      users: PERSONS.map(({ oid, upn, firstName, zone }) => ({
        tenant: TENANT_ID,
        oid,
        upn,
        displayName: firstName,
        timeZone: zone,
        consents: SCOPES,
      })),
    });
    const db = createKysely<Schema>(database);
    const administrator = {
      email: 'admin@example.test',
      firstName: 'Grace',
      lastName: 'Admin',
      timeZone: 'UTC',
    };
    const founded = await foundOrganisation(
      db,
      { name: 'Example', edition: 'Enterprise', dataCenter: 'US', administrator },
      time.now(),
    );
    const office = new Office(time, database, emulator, new Tenant(db, founded.organisationId), modules);
    for (const name of ['Sales', 'Support']) {
      const made = { by: founded.administratorId, now: time.now() };
      const id = await insertProfile(office.tenant, { ...everything, name, kind: 'custom' }, made);
      office.profiles.push({ id, off: new Set(), fields: new Map() });
    }
    for (const [index, person] of PERSONS.entries()) await office.#join(person, index);
    return office;
  }

  get db() {
    return this.tenant.db;
  }

  /** Any number is somebody's. */
  person(number: number): Person {
    const { persons } = this;
    const person = persons[number % persons.length];
    if (person === undefined) throw new Error('nobody is there');
    return person;
  }

  /** Whether the sync of a user's module may do anything now, as the administrator and the user would say. */
  allows(person: Person, module: SyncModule): boolean {
    const permission = { contacts: 'Mscontact', tasks: 'Mstask', meetings: 'Mscal' }[module];
    return (
      this.extensionOn &&
      person.active &&
      !person.paused.has(module) &&
      this.holds(person, `Crm_Implied_${permission}_Sync`)
    );
  }

  holds(person: Person, permission: string): boolean {
    return this.profiles[person.profile]?.off.has(permission) === false;
  }

  /** The CRM fields that the person's profile may not write. */
  barredFields(person: Person, module: string): ReadonlySet<string> {
    const fields = [...(this.profiles[person.profile]?.fields.values() ?? [])];
    return new Set(fields.filter((one) => one.module === module).map(({ field }) => field));
  }

  /** Saves what the administrator decided; when it resolves, the save was answered. */
  async saveGrants(): Promise<void> {
    const change = { actor: { id: null, name: 'Grace' }, action: 'test', subject: 'test', address: null };
    await changeGrants(
      this.db,
      this.tenant.organisationId,
      { ...change, now: this.time.now() },
      async (inside) => {
        for (const { id, off, fields } of this.profiles) {
          const access: Record<string, Record<string, string>> = {};
          for (const { module, field, to } of fields.values()) (access[module] ??= {})[field] = to;
          await inside
            .update('profile')
            .where('id', '=', id)
            .set({
              permissions: JSON.stringify(everything.enabled.filter((name) => !off.has(name))),
              field_access: JSON.stringify(access satisfies FieldAccess | object),
            })
            .execute();
        }
        for (const { id, profile, active } of this.persons) {
          await inside
            .update('crm_user')
            .where('id', '=', id)
            .set({ profile_id: this.profiles[profile]?.id ?? '', status: active ? 'active' : 'disabled' })
            .execute();
        }
        await inside.db
          .updateTable('organisation')
          .where('id', '=', this.tenant.organisationId)
          .set({ microsoft_enabled: this.extensionOn })
          .execute();
        return { before: null, after: null, result: undefined };
      },
    );
  }

  async pause(person: Person, module: SyncModule, on: boolean): Promise<void> {
    await this.inTenant((inside) => setOwnPause(inside, person.id, module, on ? this.time.now() : null));
    if (on) person.paused.add(module);
    else person.paused.delete(module);
  }

  inTenant<T>(body: (tenant: Tenant) => Promise<T>): Promise<T> {
    return inTransaction(this.db, (transaction) => body(new Tenant(transaction, this.tenant.organisationId)));
  }

  /** Calls Graph as the person does in Outlook. */
  async graph(person: Pick<Person, 'upn'>, method: string, path: string, body?: unknown): Promise<unknown> {
    for (let attempt = 0; ; attempt += 1) {
      const token = this.#tokens.get(person.upn) ?? (await this.#signInToOutlook(person.upn));
      this.#tokens.set(person.upn, token);
      const answer = await this.emulator.fetch(
        new Request(`${ORIGIN}/v1.0${path}`, {
          method,
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            prefer: 'IdType="ImmutableId"',
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        }),
      );
      if (answer.status === 401 && attempt === 0) this.#tokens.delete(person.upn);
      else if (answer.ok) return answer.status === 204 ? null : answer.json();
      else throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    }
  }

  async control(path: string, body: unknown, method = 'POST'): Promise<void> {
    const answer = await this.emulator.fetch(
      new Request(`${ORIGIN}/_emulator/${path}`, {
        method,
        ...(method === 'POST' && { body: JSON.stringify(body) }),
      }),
    );
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  }

  /** Signs in for the sync in a browser, the first time or again. */
  async connect(person: { readonly id: string; readonly upn: string }): Promise<string> {
    const entra = createEntra(MICROSOFT, {
      fetch: (input, init) => this.emulator.fetch(new Request(input, init)),
      now: this.time.now,
    });
    const pkce = createPkce((size) => createHash('sha512').update(person.upn).digest().subarray(0, size));
    const scopes = ['openid', 'profile', 'offline_access', ...SCOPES];
    const flow = { scopes, redirectUri: REDIRECT, nonce: 'nonce' };
    const url = await entra.authorizationUrl({
      ...flow,
      state: 'state',
      codeChallenge: pkce.challenge,
      loginHint: person.upn,
    });
    const answer = await this.emulator.fetch(new Request(url, { redirect: 'manual' }));
    const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
    let tokens = '';
    const vault = {
      load: async () => null,
      saveIfVersion: async (blob: string) => {
        tokens = blob;
        return true;
      },
    };
    const redeemed = await entra.redeemCode({ ...flow, code, codeVerifier: pkce.verifier, vault });
    if (!redeemed.ok) throw new Error(redeemed.failure.message);
    const identity = { ...redeemed.identity, grantedScopes: redeemed.grantedScopes };
    const accountId = await this.inTenant(async (inside) => {
      const account = await saveAccount(inside, person.id, identity, this.time.now());
      if (account === null) throw new Error('somebody else syncs this mailbox');
      for (const module of this.modules)
        await beginSetup(inside, person.id, module, account.id, this.time.now());
      return account.id;
    });
    const deps = { db: this.db, keyRing: this.keyRing, now: this.time.now };
    const stored = accountVault(deps, this.tenant.organisationId, accountId);
    await stored.saveIfVersion(tokens, (await stored.load())?.version ?? 0);
    return accountId;
  }

  async #join({ oid, upn, firstName, zone }: (typeof PERSONS)[number], profile: number): Promise<void> {
    const profileId = this.profiles[profile]?.id ?? '';
    const user = { email: upn, firstName, lastName: 'Example', profileId, timeZone: zone };
    const id = await inviteUser(this.tenant, user, this.time.now());
    if (id === null) throw new Error('the user was there already');
    const accountId = await this.connect({ id, upn });
    const calendar = z.object({ id: z.string() }).parse(await this.graph({ upn }, 'GET', '/me/calendar'));
    const lists = taskLists.parse(await this.graph({ upn }, 'GET', '/me/todo/lists'));
    const tasks = lists.value.find(({ wellknownListName }) => wellknownListName === 'defaultList')?.id ?? '';
    const containers = { meetings: calendar.id, contacts: 'contacts', tasks };
    for (const module of this.modules) {
      await this.inTenant(async (inside) => {
        await saveConfiguration(inside, id, module, {
          direction: 'both',
          conflictPolicy: 'newest',
          containerId: containers[module],
          containerName: 'default',
        });
        const started = { phase: sql<'first_sync'>`'first_sync'`, progress: '{"done":0,"total":0}' };
        await inside
          .update('setup')
          .where('user_id', '=', id)
          .where('module', '=', module)
          .set(started)
          .execute();
      });
    }
    this.persons.push({ id, accountId, oid, upn, containers, profile, active: true, paused: new Set() });
  }

  async #signInToOutlook(upn: string): Promise<string> {
    const answer = await this.emulator.fetch(
      new Request(`${ORIGIN}/organizations/oauth2/v2.0/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'password',
          client_id: CLIENT_ID,
          client_secret: SECRET,
          username: upn,
          password: 'password',
          scope: SCOPES.join(' '),
        }),
      }),
    );
    return z.object({ access_token: z.string() }).parse(await answer.json()).access_token;
  }
}

const taskLists = z.object({
  value: z.array(z.object({ id: z.string(), wellknownListName: z.string() })),
});
