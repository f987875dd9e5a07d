import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openAttendedSite, type AttendedSite } from './attended-site.ts';
import { NO_CHROMIUM, openChromium } from './chromium.ts';
import { Visitor } from './visitor.ts';
import { changeLook, openWindow, overflowOf } from './window.ts';

const skipped = NO_CHROMIUM === null ? '' : `, skipped: ${NO_CHROMIUM}`;

/** Maya administers, Marcus has the profile Field Service. */
describe.skipIf(NO_CHROMIUM !== null)(`customizing in a browser${skipped}`, { timeout: 120_000 }, () => {
  let site: AttendedSite;
  let browser: Browser;
  let maya: Visitor;
  let marcus: Visitor;
  const troubles: string[] = [];

  beforeAll(async () => {
    site = await openAttendedSite();
    browser = await openChromium();
    maya = new Visitor(site, 'Maya Ellison', await openWindow(browser, troubles));
    marcus = new Visitor(site, 'Marcus Bell', await openWindow(browser, troubles));
    await maya.signIn();
    await marcus.signIn();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  afterEach(() => {
    expect(troubles.splice(0)).toEqual([]);
  });

  it('gives a module another name, for everybody', async () => {
    const { page } = maya;
    await maya.follow('Modules and fields');
    await maya.button('Rename Leads').click();
    await page.getByRole('textbox', { name: 'Name of several' }).fill('Prospects');
    await page.getByRole('textbox', { name: 'Name of one' }).fill('Prospect');
    await maya.button('Save').click();
    await page.getByText('Leads was renamed.').waitFor();
    await marcus.visit('/records/Leads');
    await marcus.heading('Prospects').waitFor();
    await marcus
      .button('New Prospect')
      .or(marcus.page.getByRole('link', { name: 'New Prospect' }))
      .first()
      .waitFor();
    expect(await marcus.page.getByRole('link', { name: 'Modules and fields' }).count()).toBe(0);
  });

  it('gives a field another name and its list other values, which forms offer', async () => {
    const { page } = maya;
    await page.getByRole('link', { name: 'Prospects', exact: true }).last().click();
    await maya.heading('Fields of Prospects').waitFor();
    await maya.button('Change Lead Source').click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Origin');
    const values = page.getByRole('textbox', { name: 'Values, one in each line' });
    const before = await values.inputValue();
    await values.fill(`Podcast\n${before.split('\n').slice(1).join('\n')}`);
    await maya.screenshot('customization-field');
    await maya.button('Save').click();
    await page.getByText('Origin was changed.').waitFor();
    await maya.screenshot('customization-fields');

    await marcus.visit('/records/Leads/new');
    await marcus.page.getByRole('combobox', { name: 'Origin' }).click();
    await marcus.page.getByRole('option', { name: 'Podcast' }).waitFor();
    expect(await marcus.page.getByRole('option', { name: before.split('\n')[0] ?? '' }).count()).toBe(0);
  });

  it('fits a phone', async () => {
    await changeLook(maya.page, 'phone');
    await maya.screenshot('customization-phone');
    expect(await overflowOf(maya.page)).toBe(0);
    await maya.visit('/setup/modules');
    await maya.screenshot('customization-modules-phone');
    expect(await overflowOf(maya.page)).toBe(0);
  });
});
