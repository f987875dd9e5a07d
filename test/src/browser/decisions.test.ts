import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SyncModule } from '@syncgrant/core';
import { Person, type Raw } from '../story/person.ts';
import { waitFor } from '../story/wait-for.ts';
import { openAttendedSite, type AttendedSite } from './attended-site.ts';
import { NO_CHROMIUM, openChromium } from './chromium.ts';
import { Visitor } from './visitor.ts';
import { changeLook, openWindow, overflowOf } from './window.ts';

const skipped = NO_CHROMIUM === null ? '' : `, skipped: ${NO_CHROMIUM}`;

/** What a sync leaves to its user, decided on its page; the keyboard is enough for it. */
describe.skipIf(NO_CHROMIUM !== null)(`decisions in a browser${skipped}`, { timeout: 60_000 }, () => {
  let site: AttendedSite;
  let browser: Browser;
  /** Daniel at the pages, and the same Daniel at his mailbox and his records. */
  let daniel: Visitor;
  let away: Person;
  const troubles: string[] = [];

  beforeAll(async () => {
    site = await openAttendedSite({ autoConsent: true });
    browser = await openChromium();
    away = new Person(site, 'daniel');
    await away.signIn();
    for (const module of ['meetings', 'contacts', 'tasks'] as const) await away.enable(module);
    daniel = new Visitor(site, 'Daniel Ortiz', await openWindow(browser, troubles));
    await daniel.signIn();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  afterEach(() => {
    expect(troubles.splice(0)).toEqual([]);
  });

  const pageOf = (module: SyncModule, tab: string) =>
    daniel.visit(`/marketplace/microsoft/${module}?tab=${tab}`);
  const panel = () => daniel.page.getByRole('tabpanel');
  const setupOf = async (module: SyncModule) => (await away.card(module)).setup;
  /** Both sides change while neither hears of the other. */
  const whilePaused = async (module: SyncModule, change: () => Promise<void>): Promise<void> => {
    const pause = (paused: boolean) => away.browser.put(`/api/setups/${module}/own-pause`, { paused });
    await pause(true);
    await change();
    await pause(false);
  };
  /** Where the keyboard is, after the button that was pressed has gone. */
  const focused = () => daniel.page.evaluate('document.activeElement?.getAttribute("role")');

  const looksWell = async (name: string): Promise<void> => {
    for (const look of ['dark', 'phone'] as const) {
      await changeLook(daniel.page, look);
      await daniel.screenshot(`decisions-${name}-${look}`);
      expect([look, await overflowOf(daniel.page)]).toEqual([look, 0]);
    }
    await daniel.page.setViewportSize({ width: 1280, height: 800 });
  };

  it('restores the value that did not win', async () => {
    const [record] = await away.records('contacts');
    const items = await away.items('contacts');
    const item = items.find(
      ({ surname, givenName }: Raw) =>
        [surname, givenName].join() === [record.Last_Name, record.First_Name].join(),
    );
    await whilePaused('contacts', async () => {
      await away.changeRecord('contacts', record.id, { Title: 'Purchasing lead' });
      await away.changeItem('contacts', item.id, { jobTitle: 'Head of procurement' });
    });
    await waitFor('a conflict', async () => (await setupOf('contacts'))?.conflictCount === 1);

    await pageOf('contacts', 'conflicts');
    const restore = panel().getByRole('button', { name: /^Restore this value: Title of / });
    await restore.waitFor();
    await looksWell('conflict');
    const lost = (await panel().innerText()).match(/Put aside[^\n]*\n+([^\n]+)/)?.[1];
    expect(['Purchasing lead', 'Head of procurement']).toContain(lost);
    await restore.press('Enter');
    await panel()
      .getByText(/^Restored, from/)
      .waitFor();
    expect(await focused()).toBe('tabpanel');
    const titles = async () => [
      (await away.records('contacts')).find(({ id }) => id === record.id)?.Title,
      (await away.items('contacts')).find(({ id }: Raw) => id === item.id)?.jobTitle,
    ];
    await expect.poll(titles, { timeout: 20_000 }).toEqual([lost, lost]);
    expect((await setupOf('contacts'))?.conflictCount).toBe(0);
  });

  it('says which of several candidates is the same, and what is left over is created', async () => {
    const emailAddresses = [{ address: 'robin@lakeside.example' }];
    await whilePaused('contacts', async () => {
      for (const surname of ['Lake', 'Lakes'])
        await away.addItem('contacts', { givenName: 'Robin', surname, emailAddresses });
      const Email = 'robin@lakeside.example';
      await away.addRecord('contacts', { First_Name: 'Robin', Last_Name: 'Lake', Email });
    });
    await waitFor('a question', async () => (await setupOf('contacts'))?.heldCount === 3);

    await pageOf('contacts', 'waiting');
    const question = panel().getByRole('group', { name: 'Robin Lake and Robin Lakes' });
    const same = question.getByRole('button', { name: 'These two are the same' });
    await same.waitFor();
    expect(await same.isEnabled()).toBe(false);
    await looksWell('match');
    await question.getByRole('radio', { name: 'Robin Lakes' }).press('Space');
    await same.press('Enter');
    await panel().getByText('Nothing waits').waitFor();
    expect(await focused()).toBe('tabpanel');
    const robins = async () =>
      (await away.records('contacts')).filter(({ First_Name }) => First_Name === 'Robin').length;
    await expect.poll(robins, { timeout: 20_000 }).toBe(2);
  });

  it('tries an item again that Microsoft has refused', async () => {
    const refusal = { error: { code: 'ErrorInvalidPropertySet', message: 'The subject is too odd.' } };
    await fetch(`${site.emulatorUrl}/_emulator/faults`, {
      method: 'POST',
      body: JSON.stringify([
        { match: { method: 'POST', path: '/tasks' }, count: 99, action: { status: 400, body: refusal } },
      ]),
    });
    for (const Subject of ['Order the seals', 'Order the valves']) await away.addRecord('tasks', { Subject });
    await waitFor('two failures', async () => (await setupOf('tasks'))?.failedCount === 2);

    await pageOf('tasks', 'waiting');
    const reason = panel().getByRole('region', { name: /The subject is too odd/ });
    await reason.getByText('Order the seals').waitFor();
    expect(await reason.getByRole('listitem').count()).toBe(2);
    await looksWell('failed');
    await fetch(`${site.emulatorUrl}/_emulator/faults`, { method: 'DELETE' });
    for (const subject of ['seals', 'valves']) {
      const retry = reason.getByRole('button', { name: `Try now: Order the ${subject}` });
      if ((await retry.count()) > 0) await retry.press('Enter');
    }
    await panel().getByText('Nothing waits').waitFor();
    const subjects = async () => (await away.items('tasks')).map(({ title }: Raw) => title);
    await expect.poll(subjects).toEqual(expect.arrayContaining(['Order the seals', 'Order the valves']));
  });

  it('asks before Microsoft writes to many people, and writes after a yes', async () => {
    const day = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
    // One tick has to see them all: fewer would be under the limit.
    await whilePaused('meetings', async () => {
      for (const hour of [10, 11, 12]) {
        await away.addRecord('meetings', {
          Event_Title: `Launch at ${hour}`,
          Start_DateTime: `${day}T${hour}:00:00+00:00`,
          End_DateTime: `${day}T${hour}:30:00+00:00`,
          Participants: Array.from({ length: 20 }, (_, guest) => ({
            type: 'email',
            participant: `guest${hour}-${guest}@example.com`,
          })),
        });
      }
    });
    await away.waitForState('meetings', 'confirmation_needed');
    await waitFor('all to wait', async () => (await setupOf('meetings'))?.confirmation?.peopleMailed === 60);

    await pageOf('meetings', 'waiting');
    const held = panel().getByRole('region', { name: /unusually many people/ });
    await held.getByRole('listitem').nth(2).waitFor();
    await looksWell('mail');
    await daniel.button('Confirm mail').press('Enter');
    const dialog = daniel.page.getByRole('dialog', { name: 'Confirm mail for Meetings' });
    await dialog.waitFor();
    await looksWell('mail-dialog');
    await dialog.getByRole('button', { name: 'Cancel' }).press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    expect(invited()).toBe(0);

    await daniel.button('Confirm mail').press('Enter');
    await dialog.getByRole('button', { name: 'Write to 60 people' }).press('Enter');
    await daniel.waitForState('Meetings', 'Active');
    await expect.poll(invited).toBe(60);
  });

  const invited = (): number =>
    site.emulator.mailLog.flatMap(({ to }) => to).filter((address) => address.startsWith('guest')).length;

  it('asks before many items are deleted, and deletes nothing before', async () => {
    const items = await away.items('contacts');
    const before = await away.records('contacts');
    await whilePaused('contacts', async () => {
      for (const { id } of items.slice(0, 12)) await away.removeItem('contacts', id);
    });
    await away.waitForState('contacts', 'confirmation_needed');
    await waitFor('all to wait', async () => (await setupOf('contacts'))?.confirmation?.deletions === 12);

    await pageOf('contacts', 'waiting');
    await panel()
      .getByRole('region', { name: /Unusually many items would be deleted/ })
      .waitFor();
    expect(await away.records('contacts')).toHaveLength(before.length);
    await daniel.button('Confirm deletions').press('Enter');
    const dialog = daniel.page.getByRole('dialog', { name: 'Confirm deletions in Contacts' });
    await dialog.waitFor();
    await looksWell('deletions-dialog');
    await dialog.getByRole('button', { name: 'Delete 12 items' }).press('Enter');
    await daniel.waitForState('Contacts', 'Active');
    const left = async () => (await away.records('contacts')).length;
    await expect.poll(left, { timeout: 20_000 }).toBe(before.length - 12);
  });
});
