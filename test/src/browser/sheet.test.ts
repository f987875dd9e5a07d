import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openAttendedSite, type AttendedSite } from './attended-site.ts';
import { NO_CHROMIUM, openChromium } from './chromium.ts';
import { Visitor } from './visitor.ts';
import { changeLook, openWindow, overflowOf } from './window.ts';

const skipped = NO_CHROMIUM === null ? '' : `, skipped: ${NO_CHROMIUM}`;

/** Two people write in the same leads: Maya administers, Marcus has the profile Field Service. */
describe.skipIf(NO_CHROMIUM !== null)(`a sheet in a browser${skipped}`, { timeout: 120_000 }, () => {
  let site: AttendedSite;
  let browser: Browser;
  let maya: Visitor;
  const troubles: string[] = [];

  beforeAll(async () => {
    site = await openAttendedSite();
    browser = await openChromium();
    maya = new Visitor(site, 'Maya Ellison', await openWindow(browser, troubles));
    await maya.signIn();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  afterEach(() => {
    expect(troubles.splice(0)).toEqual([]);
  });

  const cell = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const input = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
  const openSheet = async (page: Page) => {
    await page.getByRole('button', { name: 'Sheet', exact: true }).click();
    await page
      .getByRole('table', { name: 'Leads as a sheet' })
      .or(page.getByText('There are no records'))
      .waitFor();
  };
  const writeCell = async (page: Page, name: string, value: string) => {
    await cell(page, name).click();
    await input(page, name).fill(value);
  };

  it('takes new rows and changed cells, and saves them together', async () => {
    const { page } = maya;
    await maya.visit('/records/Leads');
    await openSheet(page);
    await maya.button('New row').click();
    await writeCell(page, 'Company of new', 'Babbage Ltd');
    await maya.button('Save 1 row').click();
    await page.getByRole('table').getByRole('alert').filter({ hasText: 'Last Name is required' }).waitFor();
    expect(troubles.splice(0)).toEqual([expect.stringContaining('400 PUT')]);
    await writeCell(page, 'Last Name of new', 'Zuse');
    await maya.button('Save 1 row').click();
    await cell(page, 'Phone of Zuse').waitFor();
    await writeCell(page, 'Phone of Zuse', '12345');
    await maya.screenshot('sheet');
    await maya.button('Save 1 row').click();
    await cell(page, 'Phone of Zuse').filter({ hasText: '12345' }).waitFor();
    await page.reload();
    await cell(page, 'Phone of Zuse').filter({ hasText: '12345' }).waitFor();
  });

  it('leaves a row alone that somebody else changed, and keeps what was written until it is saved again', async () => {
    const { page } = maya;
    const other = await page.context().newPage();
    await other.goto(page.url());
    await writeCell(other, 'City of Zuse', 'Berlin');
    await writeCell(page, 'Phone of Zuse', '67890');
    await other.getByRole('button', { name: 'Save 1 row' }).click();
    await cell(other, 'City of Zuse').filter({ hasText: 'Berlin' }).waitFor();
    await maya.button('Save 1 row').click();
    await page.getByRole('table').getByRole('alert').filter({ hasText: 'changed after the sheet' }).waitFor();
    await cell(page, 'City of Zuse').filter({ hasText: 'Berlin' }).waitFor();
    expect(await input(page, 'Phone of Zuse').inputValue()).toBe('67890');
    expect(troubles.splice(0)).toEqual([expect.stringContaining('412 PUT')]);
    await maya.screenshot('sheet-conflict');
    await maya.button('Save 1 row').click();
    await cell(page, 'Phone of Zuse').filter({ hasText: '67890' }).waitFor();
    await other.close();
  });

  it('fits a phone and the dark', async () => {
    await changeLook(maya.page, 'phone');
    await maya.screenshot('sheet-phone');
    expect(await overflowOf(maya.page)).toBe(0);
    await maya.screenshot('sheet-phone');
    await changeLook(maya.page, 'dark');
    await maya.screenshot('sheet-dark');
  });
});
