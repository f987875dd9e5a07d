import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openAttendedSite, type AttendedSite } from './attended-site.ts';
import { NO_CHROMIUM, openChromium } from './chromium.ts';
import { Visitor } from './visitor.ts';
import { changeLook, openWindow, overflowOf } from './window.ts';

const skipped = NO_CHROMIUM === null ? '' : `, skipped: ${NO_CHROMIUM}`;

/** A picture of one pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe.skipIf(NO_CHROMIUM !== null)(`photos in a browser${skipped}`, { timeout: 120_000 }, () => {
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

  it('one is added, shown beside the name in the list, and removed', async () => {
    const { page } = maya;
    await maya.visit('/records/Contacts');
    const link = page.getByRole('table').getByRole('link').first();
    const name = (await link.textContent()) ?? '';
    await link.click();
    const photo = page.locator('img[src*="/photo?v="]');
    await page.getByRole('button', { name: 'Add a photo' }).waitFor();
    const file = { name: 'me.png', mimeType: 'image/png', buffer: Buffer.from(PIXEL, 'base64') };
    await page.locator('input[type=file][accept*="image/png"]').setInputFiles(file);
    await photo.waitFor();
    for (const look of ['phone', 'dark'] as const) {
      await changeLook(page, look);
      // The notice that the photo was added comes in from the side.
      await expect.poll(() => overflowOf(page)).toEqual(0);
    }
    await maya.visit('/records/Contacts');
    await page.getByRole('row').filter({ hasText: name }).locator('img').waitFor();
    await page.getByRole('link', { name }).first().click();
    await page.getByRole('button', { name: 'Remove photo' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove photo' }).click();
    await page.getByRole('button', { name: 'Add a photo' }).waitFor();
    expect(await photo.count()).toBe(0);
  });
});
