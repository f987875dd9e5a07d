import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { permissionOf, type PermissionName } from '@syncgrant/core';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import type { Answer, Browser } from './browser.ts';
import { grantState, hasPermission, openSite, type Site } from './site.ts';

const CALENDAR = 'Crm_Implied_Mscal_Sync';

describe.each(DATABASE_KINDS)('administering, on $name', ({ open }) => {
  let database: TestDatabase;
  let site: Site;
  let grace: Browser;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    site = await openSite(database.database);
    grace = await site.signedIn(site.people.grace);
  });
  afterEach(() => site.close());

  const toggle = (browser: Browser, profileId: string, permission: PermissionName, enabled: boolean) =>
    browser.put(`/crm/v8/settings/profiles/${profileId}`, {
      profiles: [{ permissions_details: [{ id: permissionOf(permission).id, enabled }] }],
    });
  const codeOf = ({ status, body }: Answer) => [status, (body.profiles ?? body.users ?? [body])[0].code];
  /** Nothing of it happened: neither the change, nor a revision, nor an audit entry. */
  async function changesNothing(attempt: () => Promise<Answer>): Promise<Answer> {
    const before = await grantState(site);
    const answer = await attempt();
    expect(await grantState(site)).toEqual(before);
    return answer;
  }

  test('a toggle writes the profile, one revision and one audit entry together', async () => {
    const { salesProfileId } = site.organisation;
    const before = await grantState(site);
    expect((await toggle(grace, salesProfileId, CALENDAR, false)).body).toEqual({
      profiles: [
        {
          code: 'SUCCESS',
          details: { id: salesProfileId },
          message: 'profile updated successfully',
          status: 'success',
        },
      ],
    });
    expect(await hasPermission(site, salesProfileId, CALENDAR)).toBe(false);
    const after = await grantState(site);
    expect(after.revision).toBe(before.revision + 1);
    expect(after.audit.slice(before.audit.length)).toMatchObject([
      {
        actor_id: site.organisation.graceId,
        actor_name: 'Grace Hopper',
        action: 'profile.update',
        subject: 'profile Sales',
        before: { permissions: { [CALENDAR]: true } },
        after: { permissions: { [CALENDAR]: false } },
        revision: after.revision,
      },
    ]);
    const listed = await grace.get('/api/audit');
    expect(listed.body.entries[0]).toMatchObject({ actor: 'Grace Hopper', revision: after.revision });
  });

  test('a toggle by a user without the permission is refused, with the reason', async () => {
    const ada = await site.signedIn(site.people.ada);
    const { status, body } = await changesNothing(() =>
      toggle(ada, site.organisation.salesProfileId, CALENDAR, false),
    );
    expect([status, body.code, body.details.permissions]).toEqual([
      403,
      'NO_PERMISSION',
      ['Crm_Implied_Manage_Profiles'],
    ]);
    expect(body.message).toContain('Manage Profiles');
    for (const path of ['/crm/v8/settings/profiles', '/crm/v8/users', '/api/audit']) {
      expect(codeOf(await ada.get(path))).toEqual([403, 'NO_PERMISSION']);
    }
  });

  test('the Microsoft permissions of Administrator and Standard cannot be toggled', async () => {
    const { administratorProfileId, standardProfileId } = site.organisation;
    for (const profileId of [administratorProfileId, standardProfileId]) {
      const { status, body } = await changesNothing(() => toggle(grace, profileId, CALENDAR, false));
      expect([status, body]).toEqual([
        400,
        {
          code: 'NOT_ALLOWED',
          message: 'System profile cannot be updated',
          details: { rule: 'system_profile', resource_path_index: 2 },
          status: 'error',
        },
      ]);
      const detail = (await grace.get(`/crm/v8/settings/profiles/${profileId}`)).body.profiles[0];
      const calendar = detail.permissions_details.find(({ name }: { name: string }) => name === CALENDAR);
      expect(calendar).toMatchObject({ enabled: true, customizable: false });
    }
  });

  test('a permission that does not exist, or whose parent is off, is refused with its place', async () => {
    const { salesProfileId } = site.organisation;
    const unknown = await changesNothing(() =>
      grace.put(`/crm/v8/settings/profiles/${salesProfileId}`, {
        profiles: [{ permissions_details: [{ id: '7', enabled: true }] }],
      }),
    );
    expect(unknown.body.profiles[0]).toMatchObject({
      code: 'INVALID_DATA',
      message: 'Invalid permission ID',
      details: { json_path: '$.profiles[0].permissions_details[0].id' },
    });
    await toggle(grace, salesProfileId, 'Crm_Implied_View_Contacts', false);
    expect(await hasPermission(site, salesProfileId, 'Crm_Implied_Edit_Contacts')).toBe(false);
    const child = await changesNothing(() =>
      toggle(grace, salesProfileId, 'Crm_Implied_Edit_Contacts', true),
    );
    expect(child.body.profiles[0]).toMatchObject({
      code: 'INVALID_DATA',
      details: { rule: 'parent_off', json_path: '$.profiles[0].permissions_details[0]' },
    });
  });

  test('a profile of another organisation is answered like one that does not exist', async () => {
    const foreign = site.otherOrganisation.profileId;
    const read = await grace.get(`/crm/v8/settings/profiles/${foreign}`);
    expect(read.body).toEqual((await grace.get('/crm/v8/settings/profiles/4')).body);
    const write = await changesNothing(() => toggle(grace, foreign, CALENDAR, false));
    expect(write.body).toEqual((await toggle(grace, '4', CALENDAR, false)).body);
    expect(codeOf(write)).toEqual([400, 'INVALID_DATA']);
  });

  test('a profile is cloned up to the edition’s number, with a name of its own', async () => {
    const { standardProfileId } = site.organisation;
    const clone = (name: string) =>
      grace.post(`/crm/v8/settings/profiles/${standardProfileId}/actions/clone`, { profiles: [{ name }] });
    const made = await clone('Support');
    expect(made.status).toBe(201);
    const listed = (await grace.get('/crm/v8/settings/profiles')).body;
    expect(listed.info).toMatchObject({ count: 4, license_limit: 25, more_records: false });
    expect(listed.profiles.map(({ name }: { name: string }) => name)).toEqual([
      'Administrator',
      'Standard',
      'Sales',
      'Support',
    ]);
    const twin = await changesNothing(() => clone('support'));
    expect(twin.body.profiles[0]).toMatchObject({ code: 'DUPLICATE_DATA', details: { api_name: 'name' } });
    await grace.put('/api/organisation', { edition: 'Free' });
    const beyond = await changesNothing(() => clone('One more'));
    expect(beyond.body.profiles[0]).toMatchObject({ code: 'LICENSE_LIMIT_EXCEEDED', details: { limit: 0 } });
  });

  test('a user gets another profile, and what refuses that names the rule', async () => {
    const { adaId, graceId, standardProfileId, administratorProfileId } = site.organisation;
    const assign = (userId: string, profileId: string, browser = grace) =>
      browser.put(`/crm/v8/users/${userId}`, { users: [{ profile: { id: profileId } }] });
    expect((await assign(adaId, standardProfileId)).status).toBe(200);
    const users = (await grace.get('/crm/v8/users?type=ActiveUsers')).body.users;
    expect(users.find(({ id }: { id: string }) => id === adaId).profile.name).toBe('Standard');

    const last = await changesNothing(() => assign(graceId, standardProfileId));
    expect(last.body.users[0]).toMatchObject({
      code: 'INVALID_REQUEST',
      details: { rule: 'last_administrator' },
    });
    const foreign = await changesNothing(() => assign(adaId, site.otherOrganisation.profileId));
    expect(foreign.body.users[0].details).toEqual({ api_name: 'profile', json_path: '$.users[0].profile' });
    const stranger = await changesNothing(() =>
      assign(site.otherOrganisation.userId, administratorProfileId),
    );
    expect(codeOf(stranger)).toEqual([400, 'INVALID_DATA']);
    const nothing = await changesNothing(() => grace.put(`/crm/v8/users/${adaId}`, { users: [{}] }));
    expect(codeOf(nothing)).toEqual([400, 'MANDATORY_NOT_FOUND']);
  });

  test('a profile is deleted once its users have another one', async () => {
    const { salesProfileId, standardProfileId, adaId } = site.organisation;
    const remove = (query: string) =>
      grace.send('DELETE', `/crm/v8/settings/profiles/${salesProfileId}${query}`);
    const needed = await changesNothing(() => remove(''));
    expect(needed.body).toMatchObject({
      code: 'MANDATORY_NOT_FOUND',
      details: { rule: 'transfer_required' },
    });
    const foreign = await changesNothing(() => remove(`?transfer_to=${site.otherOrganisation.profileId}`));
    expect(foreign.body).toMatchObject({ code: 'INVALID_DATA', details: { param_name: 'transfer_to' } });
    const done = await remove(`?transfer_to=${standardProfileId}`);
    expect(done.body).toMatchObject({ code: 'SUCCESS', details: { id: salesProfileId } });
    const users = (await grace.get('/crm/v8/users')).body.users;
    expect(users.find(({ id }: { id: string }) => id === adaId).profile.id).toBe(standardProfileId);
    expect((await changesNothing(() => remove(''))).status).toBe(400);
  });

  test('an invited user can sign in; an address is invited once', async () => {
    const { standardProfileId } = site.organisation;
    const invite = (email: string, profileId = standardProfileId) =>
      grace.post('/crm/v8/users', { users: [{ last_name: 'New', email, profile: { id: profileId } }] });
    expect((await invite(site.people.stranger.upn)).status).toBe(201);
    await expect(site.signedIn(site.people.stranger)).resolves.toBeDefined();
    const twice = await changesNothing(() => invite(site.people.stranger.upn));
    expect(twice.body.users[0]).toMatchObject({ code: 'DUPLICATE_DATA', details: { api_name: 'email' } });
    const foreign = await changesNothing(() => invite('x@example.test', site.otherOrganisation.profileId));
    expect(foreign.body.users[0].details.api_name).toBe('profile');
    expect((await changesNothing(() => invite('nobody'))).body.users[0].details.api_name).toBe('email');
  });

  test('what profiles may do with a field is set for all of them or none', async () => {
    const { salesProfileId, standardProfileId } = site.organisation;
    const fields = async () => (await grace.get('/crm/v8/settings/fields?module=Contacts')).body.fields;
    const named = async (name: string) =>
      (await fields()).find((field: { api_name: string }) => field.api_name === name);
    const phone = await named('Phone');
    const set = (id: string, ...profiles: { id: string; permission_type: string }[]) =>
      grace.send('PATCH', `/crm/v8/settings/fields/${id}?module=Contacts`, {
        json: { fields: [{ profiles }] },
      });
    const hidden = { id: salesProfileId, permission_type: 'hidden' };

    const system = await changesNothing(() =>
      set(phone.id, hidden, { id: standardProfileId, permission_type: 'hidden' }),
    );
    expect(codeOf(system)).toEqual([400, 'NOT_ALLOWED']);
    expect((await set(phone.id, hidden)).body.fields[0].code).toBe('SUCCESS');
    expect((await named('Phone')).profiles).toContainEqual({ ...hidden, name: 'Sales' });
    const mandatory = await changesNothing(async () => set((await named('Last_Name')).id, hidden));
    expect(mandatory.body.fields[0].message).toContain('mandatory');
    expect((await grantState(site)).audit.at(-1)).toMatchObject({
      action: 'field.update',
      before: { Sales: 'read_write' },
      after: { Sales: 'hidden' },
    });
    const ada = await site.signedIn(site.people.ada);
    const own = (await ada.get('/crm/v8/settings/fields?module=Contacts')).body.fields;
    expect(own.every((field: object) => !('profiles' in field))).toBe(true);
  });

  test('a right lost while the request was under way is lost', async () => {
    const { adaId, administratorProfileId, standardProfileId, salesProfileId } = site.organisation;
    await grace.put(`/crm/v8/users/${adaId}`, { users: [{ profile: { id: administratorProfileId } }] });
    const ada = await site.signedIn(site.people.ada);
    const [toggled] = await Promise.all([
      toggle(ada, salesProfileId, CALENDAR, false),
      grace.put(`/crm/v8/users/${adaId}`, { users: [{ profile: { id: standardProfileId } }] }),
    ]);
    expect(await hasPermission(site, salesProfileId, CALENDAR)).toBe(toggled.status !== 200);
    const { audit } = await grantState(site);
    const order = audit.map(({ action, actor_id }) => `${action} ${actor_id === adaId ? 'ada' : 'grace'}`);
    const demoted = order.lastIndexOf('user.update grace');
    expect(order.slice(demoted)).not.toContain('profile.update ada');
  });

  test('edition, data centre and the extension switch are changed by administrators, each with its audit entry', async () => {
    const ada = await site.signedIn(site.people.ada);
    const attempts = [
      () => ada.put('/api/organisation', { edition: 'Free' }),
      () => ada.put('/api/extensions/microsoft', { enabled: false }),
    ];
    for (const attempt of attempts)
      expect(codeOf(await changesNothing(attempt))).toEqual([403, 'NO_PERMISSION']);
    const before = await grantState(site);
    const moved = await grace.put('/api/organisation', { dataCenter: 'CN' });
    expect(moved.body).toMatchObject({
      dataCenter: 'CN',
      edition: 'Enterprise',
      revision: before.revision + 1,
    });
    await grace.put('/api/extensions/microsoft', { enabled: false });
    expect((await ada.get('/api/extensions')).body.extensions[0].enabled).toBe(false);
    expect((await grantState(site)).audit.slice(before.audit.length).map(({ action }) => action)).toEqual([
      'organisation.update',
      'extension.set',
    ]);
  });
});
