import { randomBytes, randomUUID } from 'node:crypto';
import { pino } from 'pino';
import {
  accountVault,
  DEFAULT_TIMING,
  runTick,
  type EngineDeps,
  type EngineTiming,
  type TickResult,
} from '@syncgrant/agent';
import { RECORD_MODULE_OF } from '@syncgrant/contracts';
import type { PermissionName, SyncModule } from '@syncgrant/core';
import { systemProfile } from '@syncgrant/core';
import { createEmulator, type Emulator } from '@syncgrant/emulator';
import {
  createEntra,
  createKeyRing,
  createPkce,
  MAILBOX_MODULES,
  type MicrosoftConfig,
} from '@syncgrant/microsoft';
import {
  beginSetup,
  changeGrants,
  createKysely,
  createRecord,
  type Database,
  DecisionContexts,
  deleteRecord,
  foundOrganisation,
  inTransaction,
  insertProfile,
  inviteUser,
  type RecordRow,
  readSetup,
  saveAccount,
  saveConfiguration,
  type Schema,
  startFirstSync,
  type ChosenConfiguration,
  Tenant,
  updateRecord,
} from '@syncgrant/store';

const ORIGIN = 'http://emulator.test';
const REDIRECT = 'http://crm.test/auth/callback';
const TENANT_ID = '11111111-1111-4111-8111-111111111111';
/** Consented beforehand, because the test itself calls Graph as the user. */
const SCOPES = ['User.Read', 'Calendars.ReadWrite', 'Contacts.ReadWrite', 'Tasks.ReadWrite'];
const ADA: Person = {
  oid: '22222222-2222-4222-8222-222222222222',
  upn: 'ada@example.test',
  firstName: 'Ada',
  lastName: 'Byron',
};

interface Person {
  readonly oid: string;
  readonly upn: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** What the tests read of Graph's answers. */
// oxlint-disable-next-line typescript/no-explicit-any -- A witness looks at raw JSON, whatever our own types say of it.
export type GraphAnswer = any;

/** An organisation with one user whose mailbox is emulated in the process: everything of the product but its pages. */
export interface Company {
  readonly deps: EngineDeps;
  readonly database: Database;
  readonly emulator: Emulator;
  readonly tenant: Tenant;
  readonly userId: string;
  readonly profileId: string;
  readonly clock: { now(): Date; advance(ms: number): void };
  /** Signs in at Microsoft as a browser would and begins the module's setup. */
  connect(module: SyncModule, upn?: string): Promise<string>;
  configure(module: SyncModule, choices?: Partial<ChosenConfiguration>): Promise<void>;
  start(module: SyncModule): Promise<void>;
  /** Connects, configures, previews and starts, then ticks until nothing is left. */
  enable(module: SyncModule, choices?: Partial<ChosenConfiguration>): Promise<void>;
  tick(): Promise<TickResult>;
  /** Ticks until a run has nothing more to do; at most ten. */
  settle(): Promise<void>;
  setPermission(name: PermissionName, on: boolean): Promise<void>;
  /** What was asked of Microsoft after the log had this many entries; not the batches themselves, but what was in them. */
  asked(from: number): Emulator['log'];
  /** Does something once, after Microsoft has answered a request of this path and before the product hears of it. */
  whenAnswered(path: RegExp, act: () => Promise<void>): void;
  /** Calls Graph as the user, outside the product. */
  graph(method: string, path: string, body?: unknown, upn?: string): Promise<GraphAnswer>;
  addRecord(module: SyncModule, fields: Record<string, unknown>): Promise<RecordRow>;
  changeRecord(module: SyncModule, id: string, fields: Record<string, unknown>): Promise<void>;
  removeRecord(module: SyncModule, id: string): Promise<void>;
  /** Makes another user the record's owner. */
  giveRecord(module: SyncModule, id: string, ownerId: string): Promise<void>;
  /** Another user of the organisation with a mailbox of their own, seen as this one is; `firstName@example.test`. */
  hire(firstName: string, profileId?: string): Promise<Company>;
  records(module: SyncModule): Promise<RecordRow[]>;
  /** The calendar, folder or list that a user would find preselected. */
  defaultContainer(module: SyncModule): Promise<string>;
  close(): Promise<void>;
}

export interface CompanyOptions {
  readonly timing?: Partial<EngineTiming>;
  /** Where Microsoft is told to send change notifications; none are subscribed to without it. */
  readonly notificationOrigin?: string;
  /** Carries them there; the network unless given. */
  readonly deliver?: (request: Request) => Promise<Response>;
}

export async function openCompany(database: Database, options: CompanyOptions = {}): Promise<Company> {
  let offset = 0;
  const clock = {
    now: () => new Date(Date.now() + offset),
    advance(ms: number) {
      offset += ms;
    },
  };
  const microsoft: MicrosoftConfig = {
    clientId: 'syncgrant-test',
    credential: { kind: 'secret', secret: 'test-secret' },
    tenant: 'organizations',
    entraOrigin: ORIGIN,
    graphOrigin: ORIGIN,
  };
  const emulator = createEmulator({
    origin: ORIGIN,
    now: clock.now,
    registrations: [{ clientId: microsoft.clientId, clientSecret: 'test-secret', redirectUris: [REDIRECT] }],
    autoConsent: true,
    ...(options.deliver !== undefined && { deliver: options.deliver }),
  });
  emulator.seed({ tenants: [{ id: TENANT_ID, name: 'Example', domain: 'example.test' }] });
  const meanwhile: Meanwhile[] = [];
  const emulated: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const from = emulator.log.length;
    const answer = await emulator.fetch(request);
    const answered = emulator.log.slice(from);
    const index = meanwhile.findIndex(({ path }) => answered.some((entry) => path.test(entry.path)));
    if (index >= 0) await meanwhile.splice(index, 1)[0]?.act();
    return answer;
  };

  const db = createKysely<Schema>(database);
  const now = clock.now();
  const founded = await foundOrganisation(
    db,
    {
      name: `Example ${randomUUID()}`,
      edition: 'Enterprise',
      dataCenter: 'US',
      administrator: { email: 'admin@example.test', firstName: 'Grace', lastName: 'Admin', timeZone: 'UTC' },
    },
    now,
  );
  const tenant = new Tenant(db, founded.organisationId);
  const profileId = await insertProfile(
    tenant,
    { ...systemProfile('administrator', ''), name: 'Sales', kind: 'custom' },
    { by: founded.administratorId, now },
  );
  const deps: EngineDeps = {
    db,
    contexts: new DecisionContexts(),
    entra: createEntra(microsoft, { fetch: emulated, now: clock.now }),
    microsoft,
    keyRing: createKeyRing([{ id: 'test', secret: randomBytes(32) }]),
    fetch: emulated,
    now: clock.now,
    ...(options.notificationOrigin !== undefined && { notificationOrigin: options.notificationOrigin }),
    newId: randomUUID,
    random: () => 0.5,
    timing: { ...DEFAULT_TIMING, ...options.timing },
    log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
  };
  return employ({ deps, database, emulator, emulated, meanwhile, tenant, profileId, clock }, ADA);
}

/** What happens once, when a request of this path has been answered. */
interface Meanwhile {
  readonly path: RegExp;
  readonly act: () => Promise<void>;
}

interface Office extends Pick<Company, 'deps' | 'database' | 'emulator' | 'tenant' | 'profileId' | 'clock'> {
  readonly emulated: typeof fetch;
  readonly meanwhile: Meanwhile[];
}

async function employ(office: Office, person: Person): Promise<Company> {
  const { deps, database, emulator, emulated, meanwhile, tenant, profileId, clock } = office;
  const { db } = deps;
  const { upn, oid, firstName, lastName } = person;
  emulator.seed({
    users: [
      {
        tenant: TENANT_ID,
        oid,
        upn,
        displayName: `${firstName} ${lastName}`,
        givenName: firstName,
        surname: lastName,
        timeZone: 'Europe/Berlin',
        consents: SCOPES,
      },
    ],
  });
  const userId = await inviteUser(
    tenant,
    { email: upn, firstName, lastName, profileId, timeZone: 'Europe/Berlin' },
    clock.now(),
  );
  if (userId === null) throw new Error('the user was there already');
  let accountId = '';

  const writer = () => ({ userId, origin: 'user' as const, now: clock.now() });
  const inTenant = <T>(body: (tenant: Tenant) => Promise<T>) =>
    inTransaction(db, (transaction) => body(new Tenant(transaction, tenant.organisationId)));
  const setupOf = async (module: SyncModule) => {
    const setup = await readSetup(tenant, userId, module);
    if (setup === null) throw new Error(`no setup of ${module}`);
    return setup;
  };

  const company: Company = {
    deps,
    database,
    emulator,
    tenant,
    userId,
    profileId,
    clock,
    async connect(module, as = upn) {
      const pkce = createPkce((size) => randomBytes(size));
      const scopes = ['openid', 'profile', 'offline_access', MAILBOX_MODULES[module].scope];
      const url = await deps.entra.authorizationUrl({
        scopes,
        redirectUri: REDIRECT,
        state: 'state',
        nonce: 'nonce',
        codeChallenge: pkce.challenge,
        loginHint: as,
      });
      const answer = await emulated(url, { redirect: 'manual' });
      const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code');
      let kept = '';
      const redeemed = await deps.entra.redeemCode({
        code: code ?? '',
        codeVerifier: pkce.verifier,
        redirectUri: REDIRECT,
        scopes,
        nonce: 'nonce',
        vault: {
          load: async () => null,
          saveIfVersion: async (blob) => {
            kept = blob;
            return true;
          },
        },
      });
      if (!redeemed.ok) throw new Error(redeemed.failure.message);
      await inTenant(async (inside) => {
        const account = await saveAccount(
          inside,
          userId,
          { ...redeemed.identity, grantedScopes: redeemed.grantedScopes },
          clock.now(),
        );
        if (account === null) throw new Error('somebody else syncs this mailbox');
        accountId = account.id;
        await beginSetup(inside, userId, module, account.id, clock.now());
      });
      const vault = accountVault(deps, tenant.organisationId, accountId);
      await vault.saveIfVersion(kept, (await vault.load())?.version ?? 0);
      return accountId;
    },
    async configure(module, choices = {}) {
      const containerId = choices.containerId ?? (await company.defaultContainer(module));
      const configuration = {
        direction: 'both',
        conflictPolicy: 'newest',
        containerId,
        containerName: 'default',
        ...choices,
      } satisfies ChosenConfiguration;
      await inTenant((inside) => saveConfiguration(inside, userId, module, configuration, clock.now()));
    },
    async start(module) {
      await inTenant((inside) => startFirstSync(inside, userId, module, clock.now()));
    },
    async enable(module, choices) {
      await company.connect(module);
      await company.configure(module, choices);
      await company.settle();
      await company.start(module);
      await company.settle();
      const { phase } = await setupOf(module);
      if (phase !== 'active') throw new Error(`${module} is ${phase} after the first sync`);
    },
    tick: () =>
      runTick(deps, { organisationId: tenant.organisationId, accountId }, AbortSignal.timeout(60_000)),
    async settle() {
      for (let run = 0; run < 10; run += 1) {
        const result = await company.tick();
        if (result.kind !== 'done' || !result.more) return;
      }
      throw new Error('the sync does not come to rest');
    },
    async setPermission(name, on) {
      const change = {
        actor: { id: null, name: 'test' },
        action: 'test',
        subject: name,
        address: null,
        now: clock.now(),
      };
      await changeGrants(db, tenant.organisationId, change, async (inside) => {
        const { permissions } = await inside
          .select('profile')
          .where('id', '=', profileId)
          .select('permissions')
          .executeTakeFirstOrThrow();
        const next = on ? [...new Set([...permissions, name])] : permissions.filter((one) => one !== name);
        await inside
          .update('profile')
          .where('id', '=', profileId)
          .set({ permissions: JSON.stringify(next) })
          .execute();
        return { before: permissions.includes(name), after: on, result: undefined };
      });
    },
    asked: (from) => emulator.log.slice(from).filter(({ path }) => !path.endsWith('/$batch')),
    whenAnswered(path, act) {
      meanwhile.push({ path, act });
    },
    async graph(method, path, body, as = upn) {
      const token = await passwordToken(emulated, as);
      const answer = await emulated(`${ORIGIN}/v1.0${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          prefer: 'IdType="ImmutableId"',
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      const text = await answer.text();
      return text === '' ? null : JSON.parse(text);
    },
    addRecord: (module, fields) =>
      inTenant((inside) =>
        createRecord(inside, writer(), { module: RECORD_MODULE_OF[module], ownerId: userId, fields }),
      ),
    async changeRecord(module, id, fields) {
      const changed = await inTenant((inside) =>
        updateRecord(inside, writer(), { module: RECORD_MODULE_OF[module], id }, { fields }),
      );
      if (changed === null) throw new Error('no such record');
    },
    async giveRecord(module, id, ownerId) {
      const given = await inTenant((inside) =>
        updateRecord(inside, writer(), { module: RECORD_MODULE_OF[module], id }, { fields: {}, ownerId }),
      );
      if (given === null) throw new Error('no such record');
    },
    async removeRecord(module, id) {
      const removed = await inTenant((inside) =>
        deleteRecord(inside, writer(), { module: RECORD_MODULE_OF[module], id }),
      );
      if (removed === null) throw new Error('no such record');
    },
    records: (module) =>
      tenant
        .select('record')
        .where('module', '=', RECORD_MODULE_OF[module])
        .where('deleted_at', 'is', null)
        .orderBy('id')
        .selectAll()
        .execute(),
    hire: (name, profile = profileId) =>
      employ(
        { ...office, profileId: profile },
        {
          oid: randomUUID(),
          upn: `${name.toLowerCase()}@example.test`,
          firstName: name,
          lastName: 'Example',
        },
      ),
    async close() {
      await emulator.close();
    },
    async defaultContainer(module) {
      switch (module) {
        case 'meetings':
          return (await company.graph('GET', '/me/calendar')).id as string;
        case 'contacts':
          return 'contacts';
        case 'tasks': {
          const { value } = await company.graph('GET', '/me/todo/lists');
          return value.find((list: { wellknownListName: string }) => list.wellknownListName === 'defaultList')
            .id as string;
        }
      }
    },
  };
  return company;
}

async function passwordToken(send: typeof fetch, username: string): Promise<string> {
  const answer = await send(`${ORIGIN}/organizations/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'password',
      client_id: 'syncgrant-test',
      client_secret: 'test-secret',
      username,
      password: 'password',
      scope: SCOPES.join(' '),
    }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return token;
}
