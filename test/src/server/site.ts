import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { composeEngine } from '@syncgrant/agent';
import { systemProfile, type DataCenter, type Edition, type PermissionName } from '@syncgrant/core';
import { createEmulator, type Emulator } from '@syncgrant/emulator';
import { createWebServer } from '@syncgrant/extension-ui';
import {
  createKysely,
  foundOrganisation,
  insertProfile,
  inviteUser,
  type Database,
  type Db,
  type Schema,
  Tenant,
} from '@syncgrant/store';
import { Browser, type Answer } from './browser.ts';

const CLIENT_ID = '99999999-9999-4999-8999-999999999999';
const MICROSOFT_TENANT = '11111111-1111-4111-8111-111111111111';

/** A person with a Microsoft account. */
export interface Person {
  readonly oid: string;
  readonly upn: string;
}

/** The people of one site. Nobody of them is anywhere else, so that sites can share a database. */
export interface People {
  readonly grace: Person;
  readonly ada: Person;
  readonly alan: Person;
  /** Invited nowhere. */
  readonly stranger: Person;
  /** Administrator of the other organisation. */
  readonly other: Person;
}

function newPeople(): People {
  const person = (name: string): Person => {
    const oid = randomUUID();
    return { oid, upn: `${name}.${oid.slice(0, 8)}@example.test` };
  };
  return {
    grace: person('grace'),
    ada: person('ada'),
    alan: person('alan'),
    stranger: person('stranger'),
    other: person('other'),
  };
}

/** One organisation: Grace administers, Ada has a custom profile with every permission that Standard has, Alan has Standard. */
export interface SiteOrganisation {
  readonly id: string;
  readonly tenant: Tenant;
  readonly administratorProfileId: string;
  readonly standardProfileId: string;
  readonly salesProfileId: string;
  readonly graceId: string;
  readonly adaId: string;
  readonly alanId: string;
}

/** The web server over HTTP, with a real sign-in against the emulated Microsoft over HTTP. */
export interface Site {
  readonly url: string;
  readonly db: Db;
  readonly emulator: Emulator;
  readonly people: People;
  readonly organisation: SiteOrganisation;
  /** Somebody else's; its administrator signs in as `people.other`. */
  readonly otherOrganisation: {
    readonly id: string;
    readonly tenant: Tenant;
    readonly profileId: string;
    readonly userId: string;
  };
  readonly clock: { now(): Date; advance(ms: number): void };
  /** What was logged, one object a line. */
  readonly log: readonly Record<string, unknown>[];
  browser(): Browser;
  signedIn(who: Person): Promise<Browser>;
  /** Enables a module up to the configuration: goes to Microsoft and back. */
  connect(browser: Browser, module: string, who: Person): Promise<Answer>;
  close(): Promise<void>;
}

export async function openSite(
  database: Database,
  options: { edition?: Edition; dataCenter?: DataCenter; webRoot?: string } = {},
): Promise<Site> {
  let offset = 0;
  const clock = {
    now: () => new Date(Date.now() + offset),
    advance(ms: number) {
      offset += ms;
    },
  };
  const people = newPeople();
  const url = `http://localhost:${await freePort()}`;
  const emulatorOrigin = `http://localhost:${await freePort()}`;
  const emulator = createEmulator({
    origin: emulatorOrigin,
    now: clock.now,
    registrations: [{ clientId: CLIENT_ID, clientSecret: 'secret', redirectUris: [`${url}/auth/callback`] }],
  });
  emulator.seed({
    tenants: [{ id: MICROSOFT_TENANT, name: 'Example', domain: 'example.test' }],
    users: Object.entries(people).map(([displayName, who]) => ({
      tenant: MICROSOFT_TENANT,
      ...who,
      displayName,
    })),
  });
  const listeningEmulator = await emulator.listen(Number(new URL(emulatorOrigin).port), 'localhost');

  const db = createKysely<Schema>(database);
  const organisation = await found(db, people, options, clock.now());
  const other = await foundOrganisation(
    db,
    {
      name: 'Other',
      edition: 'Enterprise',
      dataCenter: 'EU',
      administrator: { email: people.other.upn, firstName: null, lastName: 'Other', timeZone: 'UTC' },
    },
    clock.now(),
  );
  const lines: Record<string, unknown>[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _, done) {
      lines.push(JSON.parse(chunk.toString()));
      done();
    },
  });
  const server = createWebServer({
    database,
    engine: composeEngine({
      db,
      microsoft: {
        clientId: CLIENT_ID,
        credential: { kind: 'secret', secret: 'secret' },
        tenant: 'organizations',
        entraOrigin: emulatorOrigin,
        graphOrigin: emulatorOrigin,
      },
      keys: [{ id: 'test', secret: randomBytes(32) }],
      publicUrl: url,
      log: pino({ level: 'warn' }, sink),
      now: clock.now,
    }),
    publicUrl: url,
    randomBytes: (size) => randomBytes(size),
    webRoot: options.webRoot ?? '/nowhere',
  });
  const listening = await server.listen(Number(new URL(url).port));

  const site: Site = {
    url,
    db,
    emulator,
    people,
    organisation,
    otherOrganisation: {
      id: other.organisationId,
      tenant: new Tenant(db, other.organisationId),
      profileId: other.administratorProfileId,
      userId: other.administratorId,
    },
    clock,
    log: lines,
    browser: () => new Browser(url),
    async signedIn(who) {
      const browser = new Browser(url);
      const back = await visitMicrosoft((await browser.get('/auth/sign-in')).location, who);
      const landed = await browser.get(back);
      if (landed.location?.pathname !== '/') throw new Error(`not signed in: ${landed.location?.href}`);
      await browser.readSession();
      return browser;
    },
    async connect(browser, module, who) {
      const begun = await browser.post(`/api/setups/${module}/connect`);
      if (begun.status !== 200) throw new Error(`connect: ${begun.text}`);
      return browser.get(await visitMicrosoft(new URL(begun.body.authorizationUrl), who));
    },
    async close() {
      await listening.close();
      await listeningEmulator.close();
      await emulator.close();
    },
  };
  return site;
}

/** Picks the account and accepts at Microsoft's pages; answers the address that they send the browser back to. */
export async function visitMicrosoft(
  authorize: URL | null,
  who: Person,
  decision: 'accept' | 'deny' = 'accept',
): Promise<string> {
  if (authorize === null) throw new Error('nobody was sent to Microsoft');
  const page = new URL(authorize);
  page.searchParams.set('account', who.oid);
  page.searchParams.set('decision', decision);
  const answer = await fetch(page, { redirect: 'manual' });
  const back = answer.headers.get('location');
  if (back === null)
    throw new Error(`Microsoft did not send the browser back: ${answer.status} ${await answer.text()}`);
  return back;
}

async function found(
  db: Db,
  people: People,
  options: { edition?: Edition; dataCenter?: DataCenter },
  now: Date,
): Promise<SiteOrganisation> {
  const made = await foundOrganisation(
    db,
    {
      name: 'Example',
      edition: options.edition ?? 'Enterprise',
      dataCenter: options.dataCenter ?? 'US',
      administrator: { email: people.grace.upn, firstName: 'Grace', lastName: 'Hopper', timeZone: 'UTC' },
    },
    now,
  );
  const tenant = new Tenant(db, made.organisationId);
  const sales = { ...systemProfile('standard', ''), name: 'Sales', kind: 'custom' as const };
  const salesProfileId = await insertProfile(tenant, sales, { by: made.administratorId, now });
  const invite = async (who: Person, lastName: string, profileId: string) => {
    const id = await inviteUser(
      tenant,
      { email: who.upn, firstName: null, lastName, profileId, timeZone: 'UTC' },
      now,
    );
    if (id === null) throw new Error(`${who.upn} is there already`);
    return id;
  };
  return {
    id: made.organisationId,
    tenant,
    administratorProfileId: made.administratorProfileId,
    standardProfileId: made.standardProfileId,
    salesProfileId,
    graceId: made.administratorId,
    adaId: await invite(people.ada, 'Lovelace', salesProfileId),
    alanId: await invite(people.alan, 'Turing', made.standardProfileId),
  };
}

/** What the site's database says of grants: for tests that a refusal changed nothing. */
export async function grantState(site: Site) {
  const { tenant, id } = site.organisation;
  const { revision } = await site.db
    .selectFrom('organisation')
    .where('id', '=', id)
    .select('revision')
    .executeTakeFirstOrThrow();
  const audit = await tenant.select('audit').orderBy('id').selectAll().execute();
  const profiles = await tenant.select('profile').orderBy('id').select(['name', 'permissions']).execute();
  const users = await tenant.select('crm_user').orderBy('id').select(['profile_id', 'status']).execute();
  return { revision, audit, profiles, users };
}

export async function hasPermission(site: Site, profileId: string, name: PermissionName): Promise<boolean> {
  const { permissions } = await site.organisation.tenant
    .select('profile')
    .where('id', '=', profileId)
    .select('permissions')
    .executeTakeFirstOrThrow();
  return permissions.includes(name);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}
