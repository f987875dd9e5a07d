import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Person } from '../story/person.ts';
import { openAttendedSite, type AttendedSite } from './attended-site.ts';
import { NO_CHROMIUM, openChromium } from './chromium.ts';
import { Visitor } from './visitor.ts';
import { changeLook, openWindow, overflowOf } from './window.ts';

const skipped = NO_CHROMIUM === null ? '' : `, skipped: ${NO_CHROMIUM}`;

describe.skipIf(NO_CHROMIUM !== null)(`disabling in a browser${skipped}`, { timeout: 60_000 }, () => {
  let site: AttendedSite;
  let browser: Browser;
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

  it('asks what becomes of the copies, says who is told, and removes them', async () => {
    await away.addRecord('meetings', {
      Event_Title: 'Kick-off',
      Start_DateTime: '2027-05-03T10:00:00+00:00',
      End_DateTime: '2027-05-03T11:00:00+00:00',
      Participants: [{ type: 'email', participant: 'guest@example.test' }],
    });
    await away.syncNow('meetings');
    const has = async () =>
      (await away.items('meetings')).some(({ subject }: { subject: string }) => subject === 'Kick-off');
    await expect.poll(has, { timeout: 20_000 }).toBe(true);

    await daniel.visit('/marketplace/microsoft/meetings');
    await daniel.page.getByRole('button', { name: 'Disable', exact: true }).click();
    const dialog = daniel.page.getByRole('dialog');
    await dialog.getByRole('radio', { name: /^Remove / }).check();
    await dialog.getByText(/Microsoft sends cancellations to/).waitFor();
    for (const look of ['dark', 'phone'] as const) {
      await changeLook(daniel.page, look);
      await daniel.screenshot(`disable-${look}`);
      expect([look, await overflowOf(daniel.page)]).toEqual([look, 0]);
    }
    await daniel.page.setViewportSize({ width: 1280, height: 800 });
    await daniel.screenshot('disable-light');
    await dialog.getByRole('button', { name: /^Disable and remove / }).click();
    await dialog.waitFor({ state: 'hidden' });
    await away.waitForState('meetings', 'not_enabled');
    expect(await has()).toBe(false);
    await daniel.page.getByRole('button', { name: 'Enable', exact: true }).waitFor();
  });
});
