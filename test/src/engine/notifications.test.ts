import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWebServer } from '@syncgrant/extension-ui';
import { readAccount, readSetup, readSubscription, type SubscriptionRow } from '@syncgrant/store';
import { openCompany, type Company } from '../support/company.ts';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';

const DAY_MS = 24 * 60 * 60_000;
const ADA = 'ada@example.test';

let company: Company;
let hooks: Server;
let origin: string;
/** Whether the network between Microsoft and the product loses everything but the question whether somebody listens. */
let isDeaf = false;

const setup = async () => {
  const row = await readSetup(company.tenant, company.userId, 'contacts');
  if (row === null) throw new Error('no setup');
  return row;
};
const subscription = async (): Promise<SubscriptionRow> => {
  const row = await readSubscription(company.tenant, (await setup()).id);
  if (row === null) throw new Error('no subscription');
  return row;
};
const account = async () => {
  const row = await readAccount(company.tenant, (await setup()).account_id);
  if (row === null) throw new Error('no account');
  return row;
};
/** Whether something asked for a tick that has not run yet. */
const isWanted = async () => {
  const { wanted, served } = await account();
  return wanted > served;
};
/** The subscriptions that live at Microsoft. */
const atMicrosoft = async () => (await company.graph('GET', '/subscriptions')).value;
const names = async () => (await company.records('contacts')).map(({ fields }) => fields['Last_Name']);
const addContact = async (surname: string) => {
  await company.graph('POST', '/me/contacts', { surname });
  await company.emulator.settled();
};
/** What the product asked of Microsoft's subscriptions while something was done; not what it asked again with a fresh token. */
async function asked(work: () => Promise<unknown>): Promise<string[]> {
  const before = company.emulator.log.length;
  await work();
  return company.emulator.log
    .slice(before)
    .filter(({ path, status }) => path.includes('/subscriptions') && status !== 401)
    .map(({ method }) => method);
}
async function control(path: string, body: object): Promise<void> {
  const url = `http://emulator.test/_emulator/${path}`;
  const answer = await company.emulator.fetch(
    new Request(url, { method: 'POST', body: JSON.stringify(body) }),
  );
  if (!answer.ok) throw new Error(await answer.text());
  await company.emulator.settled();
}
const tellAddress = async (body: unknown, address?: string) =>
  fetch(address ?? (await subscription()).address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe.each(DATABASE_KINDS)('change notifications on $name', (kind) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await kind.open();
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    isDeaf = false;
    hooks = createServer();
    await new Promise<void>((resolve) => hooks.listen(0, 'localhost', resolve));
    origin = `http://localhost:${(hooks.address() as AddressInfo).port}`;
    company = await openCompany(test.database, {
      notificationOrigin: origin,
      deliver: async (request) =>
        isDeaf && !request.url.includes('validationToken') ? new Response(null) : fetch(request),
    });
    const { app } = createWebServer({
      database: test.database,
      engine: company.deps,
      publicUrl: origin,
      randomBytes: (size) => randomBytes(size),
      webRoot: '/nowhere',
    });
    hooks.on('request', app);
    await company.enable('contacts');
    await company.settle();
  });
  afterEach(async () => {
    await company.close();
    await new Promise((resolve) => hooks.close(resolve));
  });

  it('asks for a tick as soon as something changes at Microsoft, and polls once an hour only', async () => {
    const { next_tick_at: next } = await account();
    expect(next.getTime() - company.clock.now().getTime()).toBeGreaterThan(50 * 60_000);
    await addContact('Turing');
    expect(await isWanted()).toBe(true);
    await company.tick();
    expect(await names()).toEqual(['Turing']);
    expect(await isWanted()).toBe(false);
  });

  it('watches each module by what Microsoft offers, and polls a task list more often, of which losses are not told', async () => {
    await company.enable('meetings');
    await company.enable('tasks');
    await company.settle();
    const resources: string[] = (await atMicrosoft()).map(({ resource }: { resource: string }) => resource);
    expect(new Set(resources.map((resource) => resource.replace(/\/AAMk[^/]+/, '/…')))).toEqual(
      new Set(['me/contacts', 'me/events', 'me/todo/lists/…/tasks']),
    );
    const delay = (await account()).next_tick_at.getTime() - company.clock.now().getTime();
    expect(delay).toBeGreaterThan(12 * 60_000);
    expect(delay).toBeLessThan(16 * 60_000);
    const list = await company.defaultContainer('tasks');
    await company.graph('POST', `/me/todo/lists/${list}/tasks`, { title: 'Call' });
    await company.emulator.settled();
    expect(await isWanted()).toBe(true);
    await company.settle();
    expect(await isWanted()).toBe(false);
    const start = { dateTime: '2030-01-01T10:00:00', timeZone: 'UTC' };
    await company.graph('POST', '/me/events', { subject: 'Review', start, end: start });
    await company.emulator.settled();
    expect(await isWanted()).toBe(true);
  });

  it('makes one tick of a burst, and another of what comes while it runs', async () => {
    for (const name of ['A', 'B', 'C']) await addContact(name);
    const { wanted, served } = await account();
    expect(wanted - served).toBe(1);
    company.whenAnswered(/delta/, () => addContact('D'));
    await company.tick();
    expect(await isWanted()).toBe(true);
    await company.tick();
    expect(new Set(await names())).toEqual(new Set(['A', 'B', 'C', 'D']));
    expect(await names()).toHaveLength(4);
  });

  it('finds by polling what no notification told', async () => {
    isDeaf = true;
    await addContact('Turing');
    expect(await isWanted()).toBe(false);
    company.clock.advance(70 * 60_000);
    expect((await account()).next_tick_at.getTime()).toBeLessThan(company.clock.now().getTime());
    await company.tick();
    expect(await names()).toEqual(['Turing']);
  });

  it('subscribes once, renews halfway, and otherwise asks nothing of subscriptions', async () => {
    const before = await subscription();
    expect(await asked(() => company.tick())).toEqual([]);
    company.clock.advance(4 * DAY_MS);
    expect(await asked(() => company.tick())).toEqual(['PATCH']);
    const after = await subscription();
    expect(after).toMatchObject({ graph_id: before.graph_id, secret_hash: before.secret_hash });
    expect(after.expires_at?.getTime()).toBeGreaterThan(before.expires_at?.getTime() ?? Infinity);
    await addContact('Turing');
    expect(await isWanted()).toBe(true);
  });

  it('subscribes anew after the end of a subscription that nobody renewed, and reads what happened between', async () => {
    const before = await subscription();
    company.clock.advance(8 * DAY_MS);
    await addContact('Turing');
    expect(await isWanted()).toBe(false);
    expect(await asked(() => company.settle())).toEqual(['POST']);
    expect((await subscription()).graph_id).not.toBe(before.graph_id);
    expect(await names()).toEqual(['Turing']);
  });

  it('replaces a subscription that Microsoft removed, said or unsaid', async () => {
    const first = (await subscription()).graph_id;
    await control('lifecycle', { mailbox: ADA, event: 'subscriptionRemoved' });
    expect(await isWanted()).toBe(true);
    expect(await asked(() => company.tick())).toEqual(['POST']);
    const second = (await subscription()).graph_id;
    expect(second).not.toBe(first);

    await company.graph('DELETE', `/subscriptions/${second}`);
    company.clock.advance(4 * DAY_MS);
    expect(await asked(() => company.tick())).toEqual(['PATCH', 'POST']);
    expect((await atMicrosoft()).map(({ id }: { id: string }) => id)).toEqual([
      (await subscription()).graph_id,
    ]);
  });

  it('renews when Microsoft asks for it, and looks when Microsoft says that it lost something', async () => {
    await control('lifecycle', { mailbox: ADA, event: 'reauthorizationRequired' });
    expect(await isWanted()).toBe(true);
    expect(await asked(() => company.tick())).toEqual(['PATCH']);

    isDeaf = true;
    await addContact('Turing');
    isDeaf = false;
    await control('lifecycle', { mailbox: ADA, event: 'missed' });
    expect(await isWanted()).toBe(true);
    expect(await asked(() => company.tick())).toEqual([]);
    expect(await names()).toEqual(['Turing']);
  });

  it('removes its own subscription whose answer was lost, and has one that it knows the secret of', async () => {
    await control('lifecycle', { mailbox: ADA, event: 'subscriptionRemoved' });
    company.emulator.addFaults([
      { match: { method: 'POST', path: '/subscriptions' }, action: { loseResponse: true } },
    ]);
    await company.tick();
    expect(await atMicrosoft()).toHaveLength(1);
    expect(await subscription()).toMatchObject({ graph_id: null, failures: 1 });
    expect((await account()).next_tick_at.getTime()).toBeLessThan(
      company.clock.now().getTime() + 20 * 60_000,
    );

    company.clock.advance(60_000);
    expect(await asked(() => company.tick())).toEqual(['POST', 'GET', 'DELETE', 'POST']);
    const ids = (await atMicrosoft()).map(({ id }: { id: string }) => id);
    expect(ids).toEqual([(await subscription()).graph_id]);
    await addContact('Turing');
    expect(await isWanted()).toBe(true);
  });

  it('relies less on a subscription that could not be renewed, and tries again', async () => {
    const { graph_id: id } = await subscription();
    company.clock.advance(4 * DAY_MS);
    company.emulator.addFaults([
      { match: { method: 'PATCH', path: '/subscriptions' }, action: { status: 503 } },
    ]);
    await company.tick();
    expect(await subscription()).toMatchObject({ graph_id: id, failures: 1 });
    const delay = (await account()).next_tick_at.getTime() - company.clock.now().getTime();
    expect(delay).toBeLessThan(20 * 60_000);
    company.clock.advance(delay);
    expect(await asked(() => company.tick())).toEqual(['PATCH']);
    expect(await subscription()).toMatchObject({ graph_id: id, failures: 0 });
    await addContact('Turing');
    expect(await isWanted()).toBe(true);
  });

  it('leaves a subscription of somebody else to the same folder alone, and polls', async () => {
    const { graph_id: own, resource } = await subscription();
    await company.graph('DELETE', `/subscriptions/${own}`);
    const other = `${origin}/hooks/graph/1/2`;
    const { id } = await company.graph('POST', '/subscriptions', {
      changeType: 'created,updated,deleted',
      notificationUrl: other,
      resource,
      expirationDateTime: new Date(company.clock.now().getTime() + 6 * DAY_MS).toISOString(),
    });
    company.clock.advance(4 * DAY_MS);
    await addContact('Turing');
    await company.tick();
    expect((await atMicrosoft()).map((row: { id: string }) => row.id)).toEqual([id]);
    expect(await subscription()).toMatchObject({ graph_id: null, failures: 1 });
    expect(await names()).toEqual(['Turing']);
  });

  it('watches the folder that was chosen last, and no other', async () => {
    const { id } = await company.graph('POST', '/me/contactFolders', { displayName: 'Partners' });
    await company.configure('contacts', { containerId: id });
    expect(await asked(() => company.tick())).toEqual(['DELETE', 'POST']);
    expect((await atMicrosoft()).map(({ resource }: { resource: string }) => resource)).toEqual([
      expect.stringContaining(id),
    ]);
  });

  it('asks nothing of Microsoft while the permission is off, and renews when it is back', async () => {
    await company.setPermission('Crm_Implied_Mscontact_Sync', false);
    company.clock.advance(4 * DAY_MS);
    await addContact('Turing');
    const before = company.emulator.log.length;
    expect(await company.tick()).toEqual({ kind: 'paused' });
    expect(company.emulator.log.length).toBe(before);

    await company.setPermission('Crm_Implied_Mscontact_Sync', true);
    expect(await asked(() => company.tick())).toEqual(['PATCH']);
    expect(await names()).toEqual(['Turing']);
  });

  it('sends no further request about subscriptions once the permission is revoked in the middle of a run', async () => {
    await control('lifecycle', { mailbox: ADA, event: 'subscriptionRemoved' });
    company.emulator.addFaults([
      { match: { method: 'POST', path: '/subscriptions' }, action: { loseResponse: true } },
    ]);
    await company.tick();
    company.clock.advance(60_000);
    company.whenAnswered(/subscriptions/, () => company.setPermission('Crm_Implied_Mscontact_Sync', false));
    const before = company.emulator.log.length;
    await company.tick();
    expect(company.asked(before).map(({ method }) => method)).toEqual(['POST']);
  });

  it('lets what is forged, garbled or too large have no effect', async () => {
    const { graph_id: subscriptionId, address } = await subscription();
    const state = async () => [await subscription(), await account()];
    const before = await state();
    const lifecycleEvent = 'subscriptionRemoved';
    const forged = { value: [{ subscriptionId, clientState: 'guessed' }, { subscriptionId }] };
    expect((await tellAddress(forged)).status).toBe(202);
    expect((await tellAddress({ value: [{ ...forged.value[0], lifecycleEvent }] })).status).toBe(202);
    expect((await tellAddress(forged, `${origin}/hooks/graph/1/2`)).status).toBe(202);
    expect((await tellAddress(forged, `${origin}/hooks/graph/1/x`)).status).toBe(404);
    expect((await tellAddress({ value: [null, 7, { subscriptionId: 'x'.repeat(999) }] })).status).toBe(202);
    expect((await tellAddress('{"value":')).status).toBe(400);
    expect((await tellAddress({ subscriptionId })).status).toBe(400);
    expect((await tellAddress('x'.repeat(2_000_000))).status).toBe(413);
    expect((await fetch(address)).status).toBe(404);
    expect(await state()).toEqual(before);
  });

  it('ignores the secret of a subscription that was replaced, and of a sync that its user has ended', async () => {
    /** Watches what Microsoft sends while a contact is added; answers the first message. */
    const overheard = async (surname: string): Promise<string> => {
      const messages: string[] = [];
      const overhear = (request: IncomingMessage) =>
        request.on('data', (chunk: Buffer) => messages.push(chunk.toString()));
      hooks.prependListener('request', overhear);
      await addContact(surname);
      hooks.off('request', overhear);
      return messages[0] ?? '';
    };
    const former = await overheard('Turing');
    await control('lifecycle', { mailbox: ADA, event: 'subscriptionRemoved' });
    await company.settle();
    const before = await account();
    expect((await tellAddress(former)).status).toBe(202);
    expect(await account()).toEqual(before);

    const current = await overheard('Hopper');
    await company.settle();
    const settled = await account();
    const ofUser = () => company.tenant.update('setup').where('user_id', '=', company.userId);
    await ofUser().set({ phase: 'disabled' }).execute();
    expect((await tellAddress(current)).status).toBe(202);
    expect(await account()).toEqual(settled);
    await ofUser().set({ phase: 'active' }).execute();
    expect((await tellAddress(current)).status).toBe(202);
    expect(await isWanted()).toBe(true);
  });

  it('repeats to Microsoft what it asks, as plain text, for any setup and without the database', async () => {
    const token = 'Validation: <b>1</b> & Request-Id: ü';
    const url = `${origin}/hooks/graph/1/2?validationToken=${encodeURIComponent(token)}`;
    const answer = await fetch(url, { method: 'POST' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.text()).toBe(token);
    const long = `${origin}/hooks/graph/1/2?validationToken=${'x'.repeat(5_000)}`;
    expect((await fetch(long, { method: 'POST' })).status).toBe(400);
  });
});
