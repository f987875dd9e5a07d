import { createEmulator } from '@syncgrant/emulator';
import type { SyncModule } from '@syncgrant/core';
import { describe, expect, it } from 'vitest';
import type { GraphRequest } from '../graph/request.ts';
import type { GraphSession } from '../graph/session.ts';
import { emulatedCloud } from '../testing/emulated-cloud.ts';
import { MAILBOX_MODULES } from './mailbox-modules.ts';
import type { DeltaRow, JsonObject, MailboxModule } from './module.ts';
import { nextLinkOf } from './page.ts';

const window = { windowStart: '2026-01-01T00:00:00Z' };
const key = 'k-9f2504e0';

/** What is created, and what a first change makes of it. */
const bodies: Record<SyncModule, { readonly create: JsonObject; readonly update: JsonObject }> = {
  meetings: {
    create: {
      subject: 'Talk',
      start: { dateTime: '2026-12-01T10:00:00', timeZone: 'Europe/Berlin' },
      end: { dateTime: '2026-12-01T11:00:00', timeZone: 'Europe/Berlin' },
    },
    update: { subject: 'Longer talk' },
  },
  contacts: {
    create: { givenName: 'Grace', emailAddresses: [{ address: 'grace@navy.example' }] },
    update: { givenName: 'Amazing Grace' },
  },
  tasks: { create: { title: 'Call back' }, update: { title: 'Call again' } },
};
/** The member that changes. */
const member = { meetings: 'subject', contacts: 'givenName', tasks: 'title' } as const;

async function ok(session: GraphSession, request: GraphRequest): Promise<unknown> {
  const result = await session.send(request);
  if (!result.ok) throw new Error(`${request.method} ${request.path}: ${result.failure.message}`);
  return result.body;
}

/** A whole round, at most ten pages. */
async function round(session: GraphSession, module: MailboxModule, first: GraphRequest) {
  const rows: DeltaRow[] = [];
  let request = first;
  for (let page = 0; page < 10; page++) {
    const parsed = module.parseDeltaPage(await ok(session, request));
    rows.push(...parsed.rows);
    if (parsed.deltaLink !== null) return { rows, deltaLink: parsed.deltaLink, pages: page + 1 };
    request = module.nextPage(parsed.nextLink ?? 'nowhere');
  }
  throw new Error('the round did not end');
}

async function defaultContainer(session: GraphSession, module: MailboxModule): Promise<string> {
  const listing = await module.listContainers(session);
  if (!listing.ok) throw new Error(listing.failure.message);
  const container = listing.containers.find(({ isDefault }) => isDefault);
  if (!container) throw new Error('no default container');
  return container.id;
}

describe.each(Object.values(MAILBOX_MODULES))('$module in an emulated mailbox', (module) => {
  const { create, update } = bodies[module.module];
  const changing = member[module.module];

  it('lists its containers with the default one and others', async () => {
    const { session } = await emulatedCloud(createEmulator).connect();
    await ok(session, module.createContainer('More'));
    const listing = await module.listContainers(session);
    const containers = listing.ok ? listing.containers : [];
    expect(containers.filter(({ isDefault }) => isDefault)).toHaveLength(1);
    expect(containers).toContainEqual(
      expect.objectContaining({ name: 'More', isDefault: false, canEdit: true }),
    );
    expect(new Set(containers.map(({ id }) => id)).size).toBe(containers.length);
    expect(containers.map(({ name }) => name)).not.toContain('Flagged Emails');
  });

  it('tells what was created, changed and deleted, in rounds of deltas', async () => {
    const { session } = await emulatedCloud(createEmulator).connect();
    const container = await defaultContainer(session, module);
    const before = await round(session, module, module.firstDelta(container, window));

    const created = module.parseItem(await ok(session, module.createItem(container, create, key)));
    const itemId = created.itemId ?? '';
    expect(created).toMatchObject({ kind: 'present', item: { [changing]: create[changing] } });
    const one = await round(session, module, module.nextPage(before.deltaLink));
    expect(one.rows).toMatchObject([{ kind: 'present', itemId, complete: true }]);

    await ok(session, module.updateItem(container, itemId, update, null));
    const two = await round(session, module, module.nextPage(one.deltaLink));
    expect(two.rows).toMatchObject([{ kind: 'present', itemId, item: update }]);

    await ok(session, module.deleteItem(container, itemId));
    const three = await round(session, module, module.nextPage(two.deltaLink));
    expect(three.rows).toMatchObject([{ kind: 'removed', itemId }]);
    expect(await session.send(module.getItem(container, itemId))).toMatchObject({
      ok: false,
      failure: { class: 'missing' },
    });
    expect((await round(session, module, module.nextPage(three.deltaLink))).rows).toEqual([]);
  });

  it('finds what it created by the correlation id, and nothing for another id', async () => {
    const { session } = await emulatedCloud(createEmulator).connect();
    const container = await defaultContainer(session, module);
    const found = async (id: string) => {
      const page = await ok(session, module.findByCorrelation(container, id));
      expect(nextLinkOf(page)).toBeNull();
      return module.parseFound(page, id).map(({ itemId }) => itemId);
    };
    const created = module.parseItem(await ok(session, module.createItem(container, create, key)));
    await ok(session, module.createItem(container, create, 'k-another'));
    expect(await found(key)).toEqual([created.itemId]);
    expect(await found('k-unknown')).toEqual([]);
  });

  it('comes in several pages where there is much', async () => {
    const { session } = await emulatedCloud(createEmulator).connect();
    const container = await defaultContainer(session, module);
    const requests = Array.from({ length: 20 }, (_, index) =>
      module.createItem(container, create, `k-${index}`),
    );
    const results = await session.batch(requests);
    expect(results.filter((result) => result.ok)).toHaveLength(20);
    const small = { Prefer: 'odata.maxpagesize=7' };
    const { rows, pages } = await round(
      session,
      { ...module, nextPage: (link) => ({ ...module.nextPage(link), headers: small }) },
      { ...module.firstDelta(container, window), headers: small },
    );
    expect(pages).toBeGreaterThan(1);
    expect(new Set(rows.map(({ itemId }) => itemId)).size).toBe(20);
  });

  it('starts a new round when its delta token has died', async () => {
    const { connect, control } = emulatedCloud(createEmulator);
    const { session } = await connect();
    const container = await defaultContainer(session, module);
    const { deltaLink } = await round(session, module, module.firstDelta(container, window));
    await control('expire-delta', { mailbox: 'ada@contoso.example' });
    const result = await session.send(module.nextPage(deltaLink));
    expect(result).toMatchObject({ ok: false, failure: { class: 'gone' } });
  });
});

it('one batch asks for the deltas of all three modules', async () => {
  const { connect, emulator } = emulatedCloud(createEmulator);
  const { session } = await connect();
  const links: GraphRequest[] = [];
  for (const module of Object.values(MAILBOX_MODULES)) {
    const container = await defaultContainer(session, module);
    const { deltaLink } = await round(session, module, module.firstDelta(container, window));
    links.push(module.nextPage(deltaLink));
    await ok(session, module.createItem(container, bodies[module.module].create, key));
  }
  const before = session.requestCount;
  const results = await session.batch(links);
  expect(session.requestCount - before).toBe(1);
  expect(results.map((result) => result.ok)).toEqual([true, true, true]);
  const rows = Object.values(MAILBOX_MODULES).map((module, index) => {
    const result = results[index];
    return result?.ok ? module.parseDeltaPage(result.body).rows.length : 0;
  });
  expect(rows).toEqual([1, 1, 1]);
  expect(emulator.log.some(({ path }) => path.includes('$batch'))).toBe(true);
});

it('a stale etag of a meeting is a conflict', async () => {
  const { session } = await emulatedCloud(createEmulator).connect();
  const { meetings } = MAILBOX_MODULES;
  const calendar = await defaultContainer(session, meetings);
  const created = meetings.parseItem(
    await ok(session, meetings.createItem(calendar, bodies.meetings.create, key)),
  );
  if (created.kind !== 'present') throw new Error('not created');
  const etag = created.item['@odata.etag'] ?? null;
  await ok(session, meetings.updateItem(calendar, created.itemId, bodies.meetings.update, null));
  const stale = await session.send(meetings.updateItem(calendar, created.itemId, { subject: 'Lost' }, etag));
  expect(stale).toMatchObject({ ok: false, failure: { class: 'conflict' } });
});

it('a delta that carries little of a meeting says so, and the meeting read alone is whole', async () => {
  const stubs = (options: Parameters<typeof createEmulator>[0]) =>
    createEmulator({ ...options, behaviour: { eventsDeltaStubs: true } });
  const { session } = await emulatedCloud(stubs).connect();
  const { meetings } = MAILBOX_MODULES;
  const calendar = await defaultContainer(session, meetings);
  await ok(session, meetings.createItem(calendar, bodies.meetings.create, key));
  const { rows } = await round(session, meetings, meetings.firstDelta(calendar, window));
  expect(rows).toMatchObject([{ kind: 'present', complete: false }]);
  const whole = meetings.parseItem(await ok(session, meetings.getItem(calendar, rows[0]?.itemId ?? '')));
  expect(whole).toMatchObject({ kind: 'present', complete: true, item: { subject: 'Talk' } });
});
