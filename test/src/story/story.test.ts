import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Administrator } from './administrator.ts';
import { Person, type Raw } from './person.ts';
import { SITE_KINDS, type Site } from './sites.ts';
import { waitFor } from './wait-for.ts';

/** A day of the demonstration company, told over HTTP with real MSAL and the real Graph SDK. */
describe.each(SITE_KINDS)('one user’s sync on $name', { timeout: 180_000 }, (kind) => {
  let site: Site;
  let maya: Administrator;
  let daniel: Person;

  beforeAll(async () => {
    site = await kind.open();
    maya = new Administrator(site, 'maya');
    daniel = new Person(site, 'daniel');
    await maya.signIn();
    await daniel.signIn();
  });
  afterAll(() => site.close());

  const contactsRequestsSince = (seq: number) =>
    site.emulator.log.filter(
      (entry) => entry.seq > seq && entry.mailbox === daniel.email && /contact/i.test(entry.path),
    );
  const lastSeq = () => site.emulator.log.at(-1)?.seq ?? 0;
  const named = (all: Raw[], name: string) => all.filter((one) => (one.Last_Name ?? one.surname) === name);

  it('is enabled for all three modules, and both sides hold the same', async () => {
    for (const module of ['meetings', 'contacts', 'tasks'] as const) {
      const before = await daniel.card(module);
      expect(before.status).toMatchObject({ state: 'not_enabled', enable: { active: true } });
      const { setup } = await daniel.enable(module);
      expect(setup?.preview).toMatchObject({ createInCrm: expect.any(Number) });
      expect(setup?.linkCount).toBeGreaterThan(5);
    }
    const contacts = await daniel.records('contacts');
    expect(new Set((await daniel.items('contacts')).map(({ surname }) => surname))).toEqual(
      new Set(contacts.map(({ Last_Name }) => Last_Name)),
    );
    expect(await daniel.items('contacts')).toHaveLength(contacts.length);
    expect(await daniel.items('tasks')).toHaveLength((await daniel.records('tasks')).length);
  });

  it('carries edits, new ones and deletions both ways', async () => {
    const [edited, removed] = await daniel.records('contacts');
    await daniel.changeRecord('contacts', edited.id, { Mobile: '+1 555 0101' });
    await daniel.removeRecord('contacts', removed.id);
    await daniel.addRecord('contacts', { First_Name: 'Nell', Last_Name: 'Fromcrm' });
    const task = await daniel.addItem('tasks', { title: 'Bring the samples' });
    const [doomed] = await daniel.items('meetings');
    await daniel.removeItem('meetings', doomed.id);
    await daniel.syncNow('meetings');

    const arrived = waitFor('everything to arrive', async () => {
      const items = await daniel.items('contacts');
      const subjects = (await daniel.records('tasks')).map(({ Subject }) => Subject);
      const titles = (await daniel.records('meetings')).map(({ Event_Title }) => Event_Title);
      return (
        items.some(({ mobilePhone }) => mobilePhone === '+1 555 0101') &&
        named(items, removed.Last_Name).length === 0 &&
        named(items, 'Fromcrm').length === 1 &&
        subjects.includes(task.title) &&
        !titles.includes(doomed.subject)
      );
    });
    await expect(arrived).resolves.toBeUndefined();
  });

  it('pauses when the permission is revoked: no request, nothing lost, the others go on', async () => {
    const records = await daniel.records('contacts');
    const [first, second] = records.filter(({ Last_Name }) => Last_Name !== 'Fromcrm');
    const items = await daniel.items('contacts');
    const itemOf = (record: Raw) => named(items, record.Last_Name)[0];

    expect((await maya.toggle('Sales', 'Crm_Implied_Mscontact_Sync', false)).status).toBe(200);
    const seq = lastSeq();
    const { status } = await daniel.waitForState('contacts', 'paused');
    expect(status).toMatchObject({ reason: 'permission_off', who: 'administrator' });

    await daniel.changeRecord('contacts', first.id, { Title: 'Changed in the pause' });
    await daniel.addRecord('contacts', { Last_Name: 'Pausecrm' });
    const task = await daniel.addRecord('tasks', { Subject: 'Goes on' });
    const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const meeting = await daniel.addItem('meetings', {
      subject: 'Goes on too',
      start: { dateTime: `${soon}T10:00:00`, timeZone: 'UTC' },
      end: { dateTime: `${soon}T11:00:00`, timeZone: 'UTC' },
    });
    await daniel.syncNow('meetings');
    await waitFor('tasks and meetings to go on', async () => {
      const titles = (await daniel.items('tasks')).map(({ title }) => title);
      const subjects = (await daniel.records('meetings')).map(({ Event_Title }) => Event_Title);
      return task !== '' && titles.includes('Goes on') && subjects.includes(meeting.subject);
    });
    expect(contactsRequestsSince(seq)).toEqual([]);

    await daniel.changeItem('contacts', itemOf(second).id, { jobTitle: 'Changed there' });
    await daniel.addItem('contacts', { surname: 'Pausemicrosoft' });
    expect((await daniel.records('contacts')).length).toBe(records.length + 1);
  });

  it('resumes by itself when the permission is back, and nothing is doubled', async () => {
    expect((await maya.toggle('Sales', 'Crm_Implied_Mscontact_Sync', true)).status).toBe(200);
    await waitFor('both sides to agree', async () => {
      const records = await daniel.records('contacts');
      const items = await daniel.items('contacts');
      return (
        items.some(({ jobTitle }) => jobTitle === 'Changed in the pause') &&
        records.some(({ Title }) => Title === 'Changed there') &&
        named(items, 'Pausecrm').length === 1 &&
        named(records, 'Pausemicrosoft').length === 1
      );
    });
    await daniel.waitForState('contacts', 'active');
    const records = await daniel.records('contacts');
    const items = await daniel.items('contacts');
    expect(items).toHaveLength(records.length);
    expect(new Set(items.map(({ surname }) => surname))).toEqual(
      new Set(records.map(({ Last_Name }) => Last_Name)),
    );

    const { body } = await daniel.browser.get('/api/setups/contacts/timeline');
    expect(body.entries.map(({ kind: what }: Raw) => what)).toEqual(
      expect.arrayContaining(['paused', 'active', 'first_sync']),
    );
  });

  it('writes nothing more once both sides agree', async () => {
    const seq = lastSeq();
    for (const module of ['meetings', 'contacts', 'tasks'] as const) await daniel.syncNow(module);
    await waitFor('a further tick', async () =>
      site.emulator.log.some(
        (entry) => entry.seq > seq && entry.mailbox === daniel.email && /delta/.test(entry.path),
      ),
    );
    const writes = site.emulator.log.filter(
      ({ seq: at, method, mailbox, path }) =>
        at > seq && mailbox === daniel.email && method !== 'GET' && !path.endsWith('/$batch'),
    );
    expect(writes).toEqual([]);
  });
});
