import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Person } from '../story/person.ts';
import { openAttendedSite, type AttendedSite } from './attended-site.ts';
import { NO_CHROMIUM, openChromium } from './chromium.ts';
import { Visitor } from './visitor.ts';
import { openWindow } from './window.ts';

const skipped = NO_CHROMIUM === null ? '' : `, skipped: ${NO_CHROMIUM}`;

describe.skipIf(NO_CHROMIUM !== null)(
  `a list that vanishes, in a browser${skipped}`,
  { timeout: 60_000 },
  () => {
    let site: AttendedSite;
    let browser: Browser;
    let daniel: Visitor;
    let mailbox: Person;
    const troubles: string[] = [];

    beforeAll(async () => {
      site = await openAttendedSite({ autoConsent: true });
      browser = await openChromium();
      mailbox = new Person(site, 'daniel');
      await mailbox.signIn();
      for (const module of ['meetings', 'contacts', 'tasks'] as const) await mailbox.enable(module);
      daniel = new Visitor(site, 'Daniel Ortiz', await openWindow(browser, troubles));
      await daniel.signIn();
    }, 60_000);
    afterAll(async () => {
      await browser?.close();
      await site?.close();
    });
    afterEach(() => {
      expect(troubles.splice(0)).toEqual([]);
    });

    it('is told on the card with what helps, and nothing is lost', async () => {
      const before = await mailbox.records('tasks');
      const { id: list } = await mailbox.graph('POST', '/me/todo/lists', { displayName: 'Projects' });
      const choices = { direction: 'both', conflictPolicy: 'newest', containerId: list };
      await mailbox.browser.put('/api/setups/tasks/configuration', choices);
      await mailbox.graph('DELETE', `/me/todo/lists/${list}`);
      await mailbox.syncNow('tasks');
      await daniel.openMicrosoft();
      await daniel.waitForState('Tasks', 'Gone at Microsoft');
      const card = daniel.card('Tasks');
      await card.getByText('You can change this yourself.').waitFor();
      expect(await card.innerText()).toContain('is no longer at Microsoft. Nothing was deleted here');
      await daniel.screenshot('container-gone-card');
      expect(await mailbox.records('tasks')).toEqual(before);
    });

    it('is told on the page of the sync and in its timeline', async () => {
      await daniel.visit('/marketplace/microsoft/tasks');
      await daniel.waitForState('Tasks', 'Gone at Microsoft');
      const told = daniel.page.getByText('Stopped: the calendar, folder or list of this sync is no longer');
      await expect.poll(() => told.count(), { timeout: 5_000 }).toBe(1);
      await daniel.screenshot('container-gone-page');
    });

    it('is answered by choosing another list, where the sync goes on with what it knows', async () => {
      const before = await mailbox.records('tasks');
      await daniel.button('Configure').click();
      const dialog = daniel.page.getByRole('dialog');
      const lists = dialog.getByRole('combobox', { name: 'Task list' });
      await expect.poll(() => lists.inputValue(), { timeout: 5_000 }).toMatch(/\(default\)$/);
      await daniel.screenshot('container-gone-configuration');
      await dialog.getByRole('button', { name: /^Save/ }).click();
      await daniel.waitForState('Tasks', 'Active');
      expect(await mailbox.records('tasks')).toEqual(before);
    });
  },
);
