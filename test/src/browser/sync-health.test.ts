import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addTick, Tenant } from '@syncgrant/store';
import { hireStaff } from '../support/staff.ts';
import { openAttendedSite, type AttendedSite } from './attended-site.ts';
import { barriersOf } from './axe.ts';
import { NO_CHROMIUM, openChromium } from './chromium.ts';
import { Visitor } from './visitor.ts';
import { changeLook, openWindow, overflowOf } from './window.ts';

const skipped = NO_CHROMIUM === null ? '' : `, skipped: ${NO_CHROMIUM}`;
const SOON = { timeout: 20_000 };
const HOUR_MS = 3_600_000;
const MOST_FIRST_SCRIPT_BYTES = 250 * 1024;

describe.skipIf(NO_CHROMIUM !== null)(`sync health in a browser${skipped}`, { timeout: 90_000 }, () => {
  let site: AttendedSite;
  let browser: Browser;
  let maya: Visitor;
  let tenant: Tenant;
  let staff: readonly string[];
  const troubles: string[] = [];

  beforeAll(async () => {
    site = await openAttendedSite({ autoConsent: true });
    browser = await openChromium();
    maya = new Visitor(site, 'Maya Ellison', await openWindow(browser, troubles));
    await maya.signIn();
    const profile = await site.db
      .selectFrom('profile')
      .where('name', '=', 'Sales')
      .select(['id', 'organisation_id'])
      .executeTakeFirstOrThrow();
    tenant = new Tenant(site.db, profile.organisation_id);
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  afterEach(() => {
    expect(troubles.splice(0)).toEqual([]);
  });

  const main = () => maya.page.getByRole('main');
  const table = () => maya.page.getByRole('table', { name: 'Sync health' });
  const lines = () => table().getByRole('row').count();
  const hire = async () => {
    const { id } = await tenant
      .select('profile')
      .where('name', '=', 'Sales')
      .select('id')
      .executeTakeFirstOrThrow();
    staff = await hireStaff(tenant, 30, id, new Date());
    for (const userId of staff.slice(0, 5)) await runOf(userId);
  };
  async function runOf(userId: string): Promise<void> {
    const { id: accountId } = await tenant
      .select('microsoft_account')
      .where('user_id', '=', userId)
      .select('id')
      .executeTakeFirstOrThrow();
    for (let hour = 0; hour < 20; hour += 1) {
      const at = new Date(Date.now() - hour * HOUR_MS);
      await addTick(tenant, {
        id: String(BigInt(userId) * 100n + BigInt(100 - hour)).slice(-18),
        accountId,
        begunAt: new Date(at.getTime() - 800),
        endedAt: at,
        kind: hour === 3 ? 'failed' : hour === 4 ? 'paused' : 'done',
        more: hour === 2,
        requests: 1 + (hour % 4),
        throttled: hour === 5 ? 1 : 0,
        modules:
          hour % 3 === 0
            ? []
            : [
                {
                  module: 'contacts',
                  items: { created: hour, failed: 1 },
                  problem: hour === 5 ? 'throttled' : null,
                },
                { module: 'tasks', items: {}, problem: null },
              ],
        wish: 'fulfilled',
      });
    }
  }

  it('loads no more scripts than the first page needs, and no charts among them', async () => {
    await maya.visit('/marketplace');
    await maya.heading('Marketplace').waitFor();
    const scripts: string[] = await maya.page.evaluate(
      `performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.js'))`,
    );
    let bytes = 0;
    for (const script of scripts) bytes += gzipSync(await (await fetch(script)).arrayBuffer()).byteLength;
    expect(bytes).toBeGreaterThan(50 * 1024);
    expect(bytes).toBeLessThan(MOST_FIRST_SCRIPT_BYTES);
    expect(scripts.filter((script) => script.includes('charts'))).toEqual([]);
  });

  it('says that nobody has enabled a sync yet', async () => {
    await maya.follow('Sync health');
    await main().getByText('Nobody has enabled a sync yet').waitFor();
    expect(await main().getByRole('table').count()).toBe(0);
    await maya.screenshot('sync-health-empty');
  });

  it('shows every state with its reason, without being loaded again', async () => {
    await hire();
    await table().waitFor();
    const states = main().getByRole('group', { name: 'Syncs by state' }).getByRole('button');
    await expect.poll(() => states.count(), SOON).toBeGreaterThan(10);
    await maya.page.getByText('Runs and requests').waitFor();
    await maya.screenshot('sync-health');
    for (const state of await states.all()) {
      const label = (await state.innerText()).split('\n').at(-1) ?? '';
      if (label === 'All') continue;
      await state.click();
      await expect.poll(() => state.getAttribute('aria-pressed'), SOON).toBe('true');
      await expect
        .poll(async () => {
          const badges = await table().getByRole('row').getByText(label, { exact: true }).count();
          return badges === (await lines()) - 1 && badges > 0;
        }, SOON)
        .toBe(true);
      const [, first] = await table().getByRole('row').all();
      expect(
        (await first?.innerText())?.split('\n').filter((line) => line.trim().endsWith('.')).length,
      ).toBeGreaterThan(0);
      await state.click();
    }
  });

  it('narrows by name, module and reason, sorts and turns pages, all in its address', async () => {
    await maya.visit('/setup/sync-health');
    await table().waitFor();
    await maya.page.getByRole('button', { name: 'User' }).click();
    await expect.poll(() => maya.page.url(), SOON).toContain('sort=name');
    await maya.page.getByRole('button', { name: 'Page 2' }).click();
    await expect.poll(() => maya.page.url(), SOON).toContain('page=2');
    await maya.page.getByRole('searchbox', { name: 'User or mailbox' }).fill('person 007');
    await expect.poll(lines, SOON).toBe(4);
    await maya.page.getByRole('combobox', { name: 'Module' }).selectOption('Tasks');
    await expect.poll(lines, SOON).toBe(2);
    expect(new URL(maya.page.url()).search).toBe('?sort=name&order=asc&word=person+007&module=tasks');
    await maya.page.getByRole('searchbox', { name: 'User or mailbox' }).fill('nobody of this name');
    await main().getByText('No sync fits').waitFor();
    await maya.screenshot('sync-health-none');
    await maya.button('Show all syncs').click();
    await expect.poll(lines, SOON).toBe(26);
    expect(await maya.page.getByRole('searchbox', { name: 'User or mailbox' }).inputValue()).toBe('');
  });

  it('tells of one user what waits and what each run did', async () => {
    await maya.page.getByRole('searchbox', { name: 'User or mailbox' }).fill('person 001');
    await expect.poll(lines, SOON).toBe(4);
    await table().getByRole('link', { name: 'Person 001' }).first().click();
    await maya.heading('Person 001').waitFor();
    const runs = maya.page.getByRole('table', { name: 'Runs of the last seven days' });
    await runs.waitFor();
    const told = await runs.innerText();
    for (const said of [
      'Nothing might run',
      'Failed unexpectedly',
      'Goes on',
      'Microsoft asked for a break',
      'Nothing to do',
    ])
      expect(told).toContain(said);
    await maya.screenshot('sync-health-user');
  });

  it('is reached from a profile and from a user', async () => {
    await maya.openProfile('Sales');
    const paused = maya.page.getByRole('link', { name: /^[\d,]+ paused$/ });
    await paused.waitFor();
    await maya.screenshot('sync-health-profile');
    await paused.click();
    await table().waitFor();
    expect(maya.page.url()).toMatch(/profile=\d+&state=paused/);
    await maya.visit('/setup/users');
    await maya.page.getByRole('link', { name: 'Syncs of Person 002' }).click();
    await maya.heading('Person 002').waitFor();
  });

  it('can be used by everybody, in the light, in the dark and on a phone', async () => {
    for (const [name, path] of [
      ['sync-health', '/setup/sync-health'],
      ['sync-health-user', `/setup/sync-health/${staff[1]}`],
    ] as const) {
      await changeLook(maya.page, 'dark');
      await maya.visit(path);
      await maya.page.getByRole('table').first().waitFor();
      if (path.endsWith('health')) await maya.page.getByText('Runs and requests').waitFor();
      await maya.screenshot(`${name}-dark`);
      expect(await barriersOf(maya.page)).toEqual([]);
      await changeLook(maya.page, 'phone');
      await maya.screenshot(`${name}-phone`);
      expect([name, await overflowOf(maya.page)]).toEqual([name, 0]);
      expect(await barriersOf(maya.page)).toEqual([]);
    }
  });
});
