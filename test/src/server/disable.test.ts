import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { emptyCanonical, permissionOf, type Canonical } from '@syncgrant/core';
import { insertLinks, readSetup, updateLink } from '@syncgrant/store';
import { EITHER_DATABASE, type TestDatabase } from '../support/databases.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';

describe.each(EITHER_DATABASE)('ending a sync, on $name', ({ open }) => {
  let database: TestDatabase;
  let site: Site;
  let ada: Browser;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    site = await openSite(database.database);
    ada = await site.signedIn(site.people.ada);
    await site.connect(ada, 'meetings', site.people.ada);
    await site.organisation.tenant.update('setup').set({ phase: 'active' }).execute();
    await addLink('Copy', { isCopy: true });
    await addLink('Changed copy', { isCopy: true, title: 'Other title' });
    await addLink('Her own', { isCopy: false });
  });
  afterEach(() => site.close());

  const setup = async () => {
    const stored = await readSetup(site.organisation.tenant, site.organisation.adaId, 'meetings');
    if (stored === null) throw new Error('no setup');
    return stored;
  };
  /** A meeting of three people that both sides agreed about; with another title it was changed since. */
  async function addLink(name: string, { isCopy, title = name }: { isCopy: boolean; title?: string }) {
    const { tenant } = site.organisation;
    const agreed: Canonical = { ...emptyCanonical('meetings'), title: name };
    const traits = {
      private: false,
      role: 'owner',
      series: 'single',
      iCalUId: null,
      attendeeCount: 3,
    } as const;
    const item = { values: { ...agreed, title }, etag: null, lastModifiedAt: null, traits };
    const [link] = await insertLinks(
      tenant,
      (await setup()).id,
      [{ correlationId: name, containerId: 'calendar', itemId: name, seen: { state: 'present', item } }],
      new Date(),
    );
    await updateLink(tenant, link?.id ?? '', { isCopy, bases: { crm: agreed, microsoft: agreed } });
  }
  const setPermission = async (enabled: boolean) => {
    const grace = await site.signedIn(site.people.grace);
    const { id } = permissionOf('Crm_Implied_Mscal_Sync');
    const answer = await grace.put(`/crm/v8/settings/profiles/${site.organisation.salesProfileId}`, {
      profiles: [{ permissions_details: [{ id, enabled }] }],
    });
    expect(answer.status).toBe(200);
  };
  const removeCopies = (peopleMailed: number) =>
    ada.post('/api/setups/meetings/remove-copies', { peopleMailed });

  test('tells what could be removed, what of it was changed, and who would be written to', async () => {
    expect((await ada.get('/api/setups/meetings/copies')).body).toEqual({
      copies: 2,
      changed: 1,
      peopleMailed: 3,
    });
    expect((await ada.get('/api/setups/tasks/copies')).body).toEqual({
      copies: 0,
      changed: 0,
      peopleMailed: 0,
    });
  });

  test('removing is refused for fewer people than would be written to, and nothing changes', async () => {
    const { status, body } = await removeCopies(2);
    expect([status, body.code, body.details.api_name]).toEqual([400, 'INVALID_DATA', 'peopleMailed']);
    expect((await setup()).phase).toBe('active');
  });

  test('removing shows its state and needs the grant; keeping the rest does not', async () => {
    await setPermission(false);
    const refused = await removeCopies(3);
    expect([refused.status, refused.body.code]).toEqual([403, 'NO_PERMISSION']);
    await setPermission(true);
    expect((await removeCopies(3)).body).toMatchObject({
      status: { state: 'removing', who: 'nobody', enable: { active: false } },
      setup: { phase: 'removing' },
    });
    expect((await setup()).confirmed_mail).toBe(3);
    expect((await removeCopies(3)).status).toBe(409);

    await setPermission(false);
    expect((await ada.get('/api/setups/meetings')).body.status).toMatchObject({
      state: 'paused',
      reason: 'permission_off',
    });
    expect((await ada.post('/api/setups/meetings/disable')).body.setup.phase).toBe('disabled');
    expect((await setup()).confirmed_mail).toBe(0);
  });

  test('a sync that was never enabled has nothing to remove', async () => {
    const { status, body } = await ada.post('/api/setups/tasks/remove-copies', { peopleMailed: 0 });
    expect([status, body.code]).toEqual([409, 'NOT_POSSIBLE_NOW']);
  });
});
