import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { accountVault } from '@syncgrant/agent';
import {
  type ConflictPolicy,
  type SyncDirection,
  type FieldAccess,
  type SyncModule,
  systemProfile,
} from '@syncgrant/core';
import { createKeyRing, type KeyRing } from '@syncgrant/microsoft';
import {
  beginSetup,
  changeGrants,
  createKysely,
  type Database,
  disableSetup,
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
import { type MailboxUser, Outlook } from './outlook.ts';
import { PERSONS, type Person, type Restrictions } from './person.ts';
import { Post } from './post.ts';
import type { Side } from './step.ts';
import type { VirtualTime } from './virtual-time.ts';

const everything = systemProfile('administrator', '');

/** An organisation of two users whose mailboxes are emulated in the process, and what is allowed in it, as its people know it. */
export class Office {
  readonly time: VirtualTime;
  readonly database: Database;
  readonly outlook: Outlook;
  readonly post: Post;
  readonly tenant: Tenant;
  /** The ones that are synced. */
  readonly modules: readonly SyncModule[];
  readonly keyRing: KeyRing = createKeyRing([{ id: 'simulation', secret: randomBytes(32) }]);
  readonly persons: Person[] = [];
  readonly profiles: Restrictions[] = [];
  extensionOn = true;

  private constructor(
    time: VirtualTime,
    database: Database,
    post: Post,
    tenant: Tenant,
    modules: readonly SyncModule[],
  ) {
    this.modules = modules;
    this.time = time;
    this.database = database;
    this.post = post;
    this.outlook = new Outlook(time, PERSONS, post.deliver);
    this.tenant = tenant;
  }

  /** Everybody has signed in and confirmed the preview of every module: each sync begins with its first pass. */
  static async open(database: Database, time: VirtualTime, modules: readonly SyncModule[]): Promise<Office> {
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
    const office = new Office(time, database, new Post(), new Tenant(db, founded.organisationId), modules);
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
      !person.disabled.has(module) &&
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
    if (person.disabled.has(module)) return;
    await this.inTenant((inside) => setOwnPause(inside, person.id, module, on, this.time.now()));
    if (on) person.paused.add(module);
    else person.paused.delete(module);
  }

  /** The user ends the sync of a module; enabling begins it again, as if the preview had been confirmed at once. */
  async disable(person: Person, module: SyncModule, on: boolean): Promise<void> {
    if (on === person.disabled.has(module)) return;
    if (on) {
      await this.inTenant((inside) => disableSetup(inside, person.id, module, this.time.now()));
      person.disabled.add(module);
      person.paused.delete(module);
    } else {
      const { id, accountId } = person;
      await this.inTenant((inside) => beginSetup(inside, id, module, accountId, this.time.now()));
      await this.#start(person, module);
      person.disabled.delete(module);
    }
  }

  async choosePolicy(person: Person, module: SyncModule, policy: ConflictPolicy): Promise<void> {
    person.policies.set(module, policy);
    await this.#choose(person, module);
  }

  async chooseDirection(person: Person, module: SyncModule, direction: SyncDirection): Promise<void> {
    person.directions.set(module, direction);
    await this.#choose(person, module);
  }

  async #choose(person: Person, module: SyncModule): Promise<void> {
    if (!person.disabled.has(module))
      await this.inTenant((inside) => this.#configure(inside, person, module));
  }

  /** Whether what the sync of a user's module wrote on that side is against the way that was chosen. */
  isAgainst(person: Person, module: SyncModule, written: Side): boolean {
    return person.directions.get(module) === (written === 'crm' ? 'to_microsoft' : 'to_crm');
  }

  inTenant<T>(body: (tenant: Tenant) => Promise<T>): Promise<T> {
    return inTransaction(this.db, (transaction) => body(new Tenant(transaction, this.tenant.organisationId)));
  }

  graph(person: Person, method: string, path: string, body?: unknown): Promise<unknown> {
    return this.outlook.graph(person.upn, method, path, body);
  }

  /** Signs in for the sync in a browser, the first time or again. */
  async connect(person: { readonly id: string; readonly upn: string }): Promise<string> {
    const { identity, tokens } = await this.outlook.allowSync(person.upn);
    const accountId = await this.inTenant(async (inside) => {
      const account = await saveAccount(inside, person.id, identity, this.time.now());
      if (account === null) throw new Error('somebody else syncs this mailbox');
      return account.id;
    });
    const deps = { db: this.db, keyRing: this.keyRing, now: this.time.now };
    const stored = accountVault(deps, this.tenant.organisationId, accountId);
    await stored.saveIfVersion(tokens, (await stored.load())?.version ?? 0);
    return accountId;
  }

  /** Signing in anew solves what stood in the way of every module. */
  async signInAgain(person: Person): Promise<void> {
    await this.connect(person);
    for (const module of this.modules) {
      if (person.disabled.has(module)) continue;
      const { id, accountId } = person;
      await this.inTenant((inside) => beginSetup(inside, id, module, accountId, this.time.now()));
    }
  }

  async #join({ oid, upn, firstName, zone }: MailboxUser, profile: number): Promise<void> {
    const profileId = this.profiles[profile]?.id ?? '';
    const user = { email: upn, firstName, lastName: 'Example', profileId, timeZone: zone };
    const id = await inviteUser(this.tenant, user, this.time.now());
    if (id === null) throw new Error('the user was there already');
    const accountId = await this.connect({ id, upn });
    const calendar = containerSchema.parse(await this.outlook.graph(upn, 'GET', '/me/calendar'));
    const lists = listsSchema.parse(await this.outlook.graph(upn, 'GET', '/me/todo/lists'));
    const tasks = lists.value.find(({ wellknownListName }) => wellknownListName === 'defaultList')?.id ?? '';
    const containers = { meetings: calendar.id, contacts: 'contacts', tasks };
    const state = { profile, active: true, paused: new Set<SyncModule>(), disabled: new Set<SyncModule>() };
    const person = {
      id,
      accountId,
      oid,
      upn,
      containers,
      ...state,
      policies: new Map(),
      directions: new Map(),
    };
    for (const module of this.modules) {
      await this.inTenant((inside) => beginSetup(inside, id, module, accountId, this.time.now()));
      await this.#start(person, module);
    }
    this.persons.push(person);
  }

  #configure(inside: Tenant, person: Person, module: SyncModule) {
    const configuration = {
      direction: person.directions.get(module) ?? 'both',
      conflictPolicy: person.policies.get(module) ?? 'newest',
      containerId: person.containers[module],
      containerName: 'default',
    } as const;
    return saveConfiguration(inside, person.id, module, configuration, this.time.now());
  }

  async #start(person: Person, module: SyncModule): Promise<void> {
    await this.inTenant(async (inside) => {
      await this.#configure(inside, person, module);
      await inside
        .update('setup')
        .where('user_id', '=', person.id)
        .where('module', '=', module)
        .set({ phase: sql<'first_sync'>`'first_sync'`, progress: '{"done":0,"total":0}' })
        .execute();
    });
  }
}

const containerSchema = z.object({ id: z.string() });
const listsSchema = z.object({
  value: z.array(z.object({ id: z.string(), wellknownListName: z.string() })),
});
