import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openAttendedSite, type AttendedSite } from './attended-site.ts';
import { barriersOf } from './axe.ts';
import { NO_CHROMIUM, openChromium } from './chromium.ts';
import { Visitor } from './visitor.ts';
import { changeLook, openWindow, overflowOf, takeScreenshot } from './window.ts';

const skipped = NO_CHROMIUM === null ? '' : `, skipped: ${NO_CHROMIUM}`;

describe.skipIf(NO_CHROMIUM !== null)(`a series in a browser${skipped}`, { timeout: 120_000 }, () => {
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

  /** A meeting of an hour on each of six days from tomorrow on. */
  const makeSeries = (): Promise<string> =>
    maya.page.evaluate(async () => {
      const { csrfToken } = (await (await fetch('/api/session')).json()) as { csrfToken: string };
      const at = (hour: number) =>
        `${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}T${hour}:00:00+00:00`;
      const meeting = {
        Event_Title: 'Planning',
        Start_DateTime: at(16),
        End_DateTime: at(17),
        Recurring_Activity: { RRULE: 'FREQ=DAILY;COUNT=6' },
      };
      const answer = await fetch('/crm/v8/Events', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-csrf-token': csrfToken },
        body: JSON.stringify({ data: [meeting] }),
      });
      const { data } = (await answer.json()) as { data: [{ details: { id: string } }] };
      return data[0].details.id;
    });

  it('shows its next dates, and changes one meeting, all that follow, or all', async () => {
    const { page } = maya;
    const id = await makeSeries();
    const open = async () => {
      await page.goto(`${new URL(page.url()).origin}/records/Events/${id}`);
      await dates.getByRole('listitem').first().waitFor();
    };
    const dates = page.getByRole('region', { name: 'Next dates' });
    const links = dates.getByRole('link');
    const dialog = page.getByRole('dialog', { name: 'What shall be changed?' });
    await open();
    await expect.poll(() => links.count()).toBe(6);

    await links.nth(1).click();
    await page.getByLabel('Title').fill('Retro');
    await page.getByRole('button', { name: 'Save' }).click();
    await takeScreenshot(page, 'series-which');
    expect(await dialog.getByRole('radio', { name: 'This meeting only' }).isChecked()).toBe(true);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('stands in place of the one on').waitFor();
    await takeScreenshot(page, 'series-own');
    expect(await barriersOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Open the series' }).click();
    await dates.getByText('Changed').waitFor();
    for (const look of ['dark', 'phone'] as const) {
      await changeLook(page, look);
      await takeScreenshot(page, `series-${look}`);
      expect(await overflowOf(page)).toBe(0);
      expect(await barriersOf(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 1280, height: 800 });

    await links.nth(2).click();
    await page.getByLabel('Location').fill('Room 7');
    await page.getByLabel('Location').press('Enter');
    await dialog.getByRole('radio', { name: 'This meeting only' }).press('ArrowDown');
    expect(await dialog.getByRole('radio', { name: 'This and all that follow' }).isChecked()).toBe(true);
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await page.waitForURL((url) => !url.pathname.endsWith(id));
    await expect.poll(() => links.count()).toBe(4);
    await open();
    await expect.poll(() => links.count()).toBe(2);

    await links.first().click();
    await page.getByRole('button', { name: 'Delete' }).click();
    const gone = page.getByRole('dialog', { name: /^Delete this/ });
    await gone.getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL((url) => url.pathname.endsWith(id) && url.search === '');
    await dates.getByText('Changed').waitFor();
    await expect.poll(() => links.count()).toBe(1);
  });
});
