import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { permissionOf } from '@syncgrant/core';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';

/** An open page: what it heard so far, and whether the server has ended it. */
interface Page {
  readonly status: number;
  readonly events: unknown[];
  /** Resolves with the first event like this one. */
  heard(event: object): Promise<void>;
  readonly ended: Promise<void>;
  leave(): void;
}

async function openPage(browser: Browser): Promise<Page> {
  const abort = new AbortController();
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(new URL('/api/events', browser.origin), {
    headers: { cookie },
    signal: abort.signal,
  });
  const events: unknown[] = [];
  const waiting: { event: string; resolve: () => void }[] = [];
  const ended = (async () => {
    try {
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        for (const line of chunk.split('\n')) {
          if (!line.startsWith('data: ')) continue;
          events.push(JSON.parse(line.slice(6)));
          for (const { event, resolve } of waiting) if (line.slice(6) === event) resolve();
        }
      }
    } catch (error) {
      if (!abort.signal.aborted) throw error;
    }
  })();
  return {
    status: response.status,
    events,
    heard: (event) =>
      new Promise((resolve) => {
        const text = JSON.stringify(event);
        if (events.some((known) => JSON.stringify(known) === text)) resolve();
        else waiting.push({ event: text, resolve });
      }),
    ended,
    leave: () => abort.abort(),
  };
}

describe.each(DATABASE_KINDS)('live events, on $name', ({ open }) => {
  let database: TestDatabase;
  let site: Site;
  let ada: Browser;
  let grace: Browser;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    site = await openSite(database.database);
    ada = await site.signedIn(site.people.ada);
    grace = await site.signedIn(site.people.grace);
  });
  afterEach(() => site.close());

  test('a page hears of changed grants, of its own setups and of records, and of nobody else’s', async () => {
    const [adas, graces] = [await openPage(ada), await openPage(grace)];
    const others = await openPage(await site.signedIn(site.people.other));
    await grace.put(`/crm/v8/settings/profiles/${site.organisation.salesProfileId}`, {
      profiles: [
        { permissions_details: [{ id: permissionOf('Crm_Implied_Mscal_Sync').id, enabled: false }] },
      ],
    });
    await adas.heard({ type: 'grants_changed' });
    await site.connect(ada, 'contacts', site.people.ada);
    await adas.heard({ type: 'setup_changed', module: 'contacts' });
    await ada.post('/crm/v8/Tasks', { data: [{ Subject: 'Call' }] });
    await adas.heard({ type: 'records_changed', module: 'Tasks' });
    await graces.heard({ type: 'records_changed', module: 'Tasks' });
    expect(graces.events).not.toContainEqual({ type: 'setup_changed', module: 'contacts' });
    expect(others.events).toEqual([]);
    for (const page of [adas, graces, others]) page.leave();
  });

  test('a page ends with its session: by sign-out, and when its user is deactivated', async () => {
    const first = await openPage(ada);
    await ada.post('/api/session/sign-out');
    await first.ended;
    const second = await openPage(await site.signedIn(site.people.ada));
    await grace.put(`/crm/v8/users/${site.organisation.adaId}`, { users: [{ status: 'inactive' }] });
    await second.ended;
    expect((await openPage(ada)).status).toBe(401);
  });

  test('a session has a bounded number of open pages', async () => {
    const pages = [];
    for (let count = 0; count < 6; count += 1) pages.push(await openPage(ada));
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect((await openPage(ada)).status).toBe(429);
    expect((await openPage(grace)).status).toBe(200);
    pages[0]?.leave();
    await pages[0]?.ended;
    await expect.poll(async () => (await openPage(ada)).status).toBe(200);
  });
});
