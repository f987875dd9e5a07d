import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { permissionOf, RECORD_MODULES, type PermissionName, type RecordModule } from '@syncgrant/core';
import { openAttendedSite, type AttendedSite } from './attended-site.ts';
import { NO_CHROMIUM, openChromium } from './chromium.ts';
import { Visitor } from './visitor.ts';
import { changeLook, openWindow, overflowOf } from './window.ts';

const skipped = NO_CHROMIUM === null ? '' : `, skipped: ${NO_CHROMIUM}`;

/** The CRM by what people click and see: Maya administers, Marcus has the profile Field Service. */
describe.skipIf(NO_CHROMIUM !== null)(`records in a browser${skipped}`, { timeout: 120_000 }, () => {
  let site: AttendedSite;
  let browser: Browser;
  let maya: Visitor;
  let marcus: Visitor;
  const troubles: string[] = [];

  beforeAll(async () => {
    site = await openAttendedSite();
    browser = await openChromium();
    maya = await arrive('Maya Ellison');
    marcus = await arrive('Marcus Bell');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  afterEach(() => {
    expect(troubles.splice(0)).toEqual([]);
  });

  async function arrive(name: string): Promise<Visitor> {
    const visitor = new Visitor(site, name, await openWindow(browser, troubles));
    await visitor.signIn();
    return visitor;
  }

  /** A request with the session of the visitor. */
  const send = (visitor: Visitor, method: string, path: string, json?: unknown): Promise<Answer> =>
    visitor.page.evaluate(
      async ({ method: verb, path: address, body }) => {
        const session = (await (await fetch('/api/session')).json()) as { csrfToken: string };
        const headers = { 'content-type': 'application/json', 'x-csrf-token': session.csrfToken };
        const response = await fetch(address, { method: verb, headers, ...(body !== undefined && { body }) });
        const text = await response.text();
        return text === '' ? {} : (JSON.parse(text) as Answer);
      },
      { method, path, body: json === undefined ? undefined : JSON.stringify(json) },
    );

  async function create(module: RecordModule, ...data: readonly object[]): Promise<string[]> {
    const answer = await send(maya, 'POST', `/crm/v8/${module}`, { data });
    return (answer.data ?? []).map(({ details }) => details.id);
  }

  async function switchForMarcus(permission: PermissionName, enabled: boolean): Promise<void> {
    const { profiles = [] } = await send(maya, 'GET', '/crm/v8/settings/profiles');
    const id = profiles.find(({ display_label: label }) => label === 'Field Service')?.id;
    const permissions_details = [{ id: permissionOf(permission).id, enabled }];
    await send(maya, 'PUT', `/crm/v8/settings/profiles/${id}`, { profiles: [{ permissions_details }] });
  }

  const main = (visitor: Visitor) => visitor.page.getByRole('navigation', { name: 'Main' });

  it('has a list and a form for every module, on a phone too', async () => {
    await changeLook(maya.page, 'phone');
    for (const module of RECORD_MODULES) {
      await maya.visit(`/records/${module}`);
      await maya.page.getByRole('searchbox', { name: 'Search' }).waitFor();
      const [heading = ''] = await maya.page.getByRole('heading', { level: 1 }).allInnerTexts();
      expect(heading).not.toContain('_');
      await maya.visit(`/records/${module}/new`);
      await maya.button('Save').waitFor();
      const labels = await maya.page.locator('form label').allInnerTexts();
      expect(labels.length).toBeGreaterThan(1);
      expect(labels.filter((label) => label.includes('_'))).toEqual([]);
      expect([module, await overflowOf(maya.page)]).toEqual([module, 0]);
    }
    await changeLook(maya.page, 'dark');
  });

  it('makes a quote with an account that is searched for and rows that are added and removed', async () => {
    await create('Accounts', { Account_Name: 'Acme Corp' }, { Account_Name: 'Globex' });
    await create('Products', { Product_Name: 'Garden chair' }, { Product_Name: 'Garden table' });
    await maya.visit('/records/Quotes');
    await maya.page.getByRole('link', { name: 'New quote' }).first().click();
    await maya.page.getByRole('textbox', { name: 'Subject' }).fill('Garden');
    await choose('Account Name', 'glob', 'Globex');
    for (const [row, product, quantity, price] of [
      [1, 'Garden chair', '4', '25'],
      [2, 'Garden table', '1', '80.50'],
    ] as const) {
      await maya.button('Add row').click();
      const inputs = maya.page.getByRole('group', { name: `Row ${row}` });
      await inputs.getByRole('combobox', { name: 'Product Name' }).fill(product);
      await maya.page.getByRole('option', { name: product }).click();
      await inputs.getByRole('textbox', { name: 'Quantity' }).fill(quantity);
      await inputs.getByRole('textbox', { name: 'List Price' }).fill(price);
    }
    await maya.button('Save').click();
    await maya.heading('Garden').waitFor();
    await maya.page.getByText('180.50', { exact: true }).first().waitFor();

    await maya.button('Remove row 1').click();
    await maya.button('Save').click();
    await maya.page.getByText('Saved', { exact: true }).waitFor();
    await maya.page.getByText('80.50', { exact: true }).first().waitFor();
    await maya.page.reload();
    await maya.heading('Garden').waitFor();
    expect(await maya.page.getByRole('combobox', { name: 'Account Name' }).inputValue()).toBe('Globex');
    expect(await maya.page.getByRole('group', { name: /^Row/ }).count()).toBe(1);
  });

  it('lists page by page, finds words, sorts, and shows what others write at once', async () => {
    await create(
      'Solutions',
      ...Array.from({ length: 60 }, (_, index) => ({ Solution_Title: `Answer ${index + 1}` })),
    );
    await maya.visit('/records/Solutions');
    await maya.rows('Answer 60').waitFor();
    expect(await maya.rows('Answer').count()).toBe(50);
    await maya.button('Load more').click();
    await expect.poll(() => maya.rows('Answer').count()).toBe(60);

    await send(marcus, 'POST', '/crm/v8/Solutions', { data: [{ Solution_Title: 'Written by Marcus' }] });
    await maya.rows('Written by Marcus').waitFor();

    await maya.page.getByRole('searchbox', { name: 'Search' }).fill('marcus');
    await expect.poll(() => maya.rows('Answer').count()).toBe(0);
    await maya.rows('Written by Marcus').waitFor();
    await maya.page.getByRole('searchbox', { name: 'Search' }).fill('');
    await maya.page.getByRole('combobox', { name: 'Sort by' }).click();
    await maya.page.getByRole('option', { name: 'Oldest first' }).click();
    await maya.rows('Answer 1').first().waitFor();
    await expect
      .poll(async () => (await maya.page.getByRole('row').getByRole('link').allInnerTexts())[0])
      .toBe('Answer 1');
  });

  /** Maya's clock is five hours behind the times that are stored. */
  it('changes a field of several records, and tells which of them it could not change and why', async () => {
    const times = (start: number) => ({
      Start_DateTime: `2026-12-01T${start}:00:00Z`,
      End_DateTime: `2026-12-01T${start + 1}:00:00Z`,
    });
    await create('Events', { Event_Title: 'Early', ...times(10) }, { Event_Title: 'Late', ...times(14) });
    await maya.visit('/records/Events');
    for (const title of ['Early', 'Late']) {
      await maya.page.getByRole('checkbox', { name: `Select ${title}` }).check();
    }
    await maya.button('Change a field').click();
    const dialog = maya.page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Field' }).click();
    await maya.page.getByRole('option', { name: 'To', exact: true }).click();
    await dialog.getByLabel('To').fill('2026-12-01T12:00');
    await dialog.getByRole('button', { name: 'Change 2 records' }).click();
    await maya.page.getByText('2 records done').waitFor();

    for (const title of ['Early', 'Late']) {
      await maya.page.getByRole('checkbox', { name: `Select ${title}` }).check();
    }
    await maya.button('Change a field').click();
    await dialog.getByRole('combobox', { name: 'Field' }).click();
    await maya.page.getByRole('option', { name: 'To', exact: true }).click();
    await dialog.getByLabel('To').fill('2026-12-01T08:00');
    await dialog.getByRole('button', { name: 'Change 2 records' }).click();
    const outcome = maya.page.getByRole('table', { name: 'Not everything worked' });
    await outcome.waitFor();
    await outcome.getByRole('row', { name: 'Late The meeting must end after it starts.' }).waitFor();
    expect(await outcome.getByRole('row').count()).toBe(2);
    await maya.button('Close').last().click();
  });

  it('says why an action, a field or a module is not there for a profile', async () => {
    await create('Leads', {
      Last_Name: 'Field',
      Company: 'Acme',
      Phone: '555 0100',
      Email: 'f@acme.example',
    });
    await switchForMarcus('Crm_Implied_Access_All_Records', true);
    await switchForMarcus('Crm_Implied_Mass_Update_Leads', false);
    await switchForMarcus('Crm_Implied_Tab_Campaigns', false);
    const { profiles = [] } = await send(maya, 'GET', '/crm/v8/settings/profiles');
    const id = profiles.find(({ display_label: label }) => label === 'Field Service')?.id;
    const { fields = [] } = await send(maya, 'GET', '/crm/v8/settings/fields?module=Leads');
    for (const [name, permission_type] of [
      ['Phone', 'hidden'],
      ['Email', 'read_only'],
    ] as const) {
      const field = fields.find(({ api_name }) => api_name === name);
      await send(maya, 'PATCH', `/crm/v8/settings/fields/${field?.id}?module=Leads`, {
        fields: [{ profiles: [{ id, permission_type }] }],
      });
    }

    await marcus.visit('/records/Leads');
    await marcus.page.getByRole('checkbox', { name: 'Select Field' }).check();
    const refused = marcus.button('Change a field');
    await refused.hover();
    await marcus.page
      .getByRole('tooltip')
      .getByText(
        `Your profile does not have the permission “${permissionOf('Crm_Implied_Mass_Update_Leads').title}”.`,
      )
      .waitFor();
    await refused.click({ force: true });
    expect(await marcus.page.getByRole('dialog').count()).toBe(0);
    expect(await marcus.page.getByRole('columnheader', { name: 'Phone' }).count()).toBe(0);
    await marcus.page.getByRole('link', { name: 'Field', exact: true }).click();
    await marcus.page.getByText('Your profile does not show 1 field: Phone.').waitFor();
    await marcus.page.getByText('Your profile may read this field, not change it.').waitFor();
    expect(await marcus.page.getByRole('textbox', { name: 'Email', exact: true }).count()).toBe(0);
    await main(marcus).getByRole('link', { name: 'Leads' }).waitFor();
    expect(await main(marcus).getByRole('button', { name: 'Marketing' }).count()).toBe(0);

    await switchForMarcus('Crm_Implied_View_Leads', false);
    await marcus.page.getByText('You may not see leads').waitFor();
    await expect.poll(() => main(marcus).getByRole('link', { name: 'Leads' }).count()).toBe(0);
    // What the page showed was read again, and refused.
    expect(troubles.splice(0).filter((trouble) => !trouble.startsWith('403 GET'))).toEqual([]);
  });

  it('keeps notes and files with a lead, and turns it into a contact of an account with a deal', async () => {
    const [id] = await create('Leads', { Last_Name: 'Turner', First_Name: 'Tina', Company: 'Initech' });
    await maya.visit(`/records/Leads/${id}`);
    await maya.page.getByRole('textbox', { name: 'New note' }).fill('Wants an offer');
    await maya.button('Add note').click();
    await maya.page.getByRole('listitem').filter({ hasText: 'Wants an offer' }).waitFor();
    const chooser = maya.page.waitForEvent('filechooser');
    await maya.button('Attach a file').click();
    const file = { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('A plan') };
    await (await chooser).setFiles(file);
    const link = maya.page.getByRole('link', { name: 'plan.txt' });
    await link.waitFor();
    const download = maya.page.waitForEvent('download');
    await link.click();
    expect((await download).suggestedFilename()).toBe('plan.txt');

    await maya.button('Convert').click();
    const dialog = maya.page.getByRole('dialog', { name: 'Convert Tina Turner' });
    await dialog.getByRole('switch', { name: 'Also create a deal' }).click();
    await dialog.getByRole('textbox', { name: 'Deal Name' }).fill('Stapler');
    await dialog.getByRole('combobox', { name: 'Stage' }).click();
    await maya.page.getByRole('option', { name: 'Qualification' }).click();
    await dialog.getByRole('button', { name: 'Convert' }).click();
    await maya.page.getByText('This lead was converted.').waitFor();
    expect(await maya.button('Save').count()).toBe(0);
    await maya.page.getByRole('link', { name: 'Tina Turner' }).click();
    await expect.poll(() => new URL(maya.page.url()).pathname).toMatch(/^\/records\/Contacts\//);
    await maya.page.getByRole('listitem').filter({ hasText: 'Wants an offer' }).waitFor();
    await maya.page.getByRole('link', { name: 'plan.txt' }).waitFor();
  });

  it('merges duplicates by the values that were chosen', async () => {
    const [id] = await create(
      'Vendors',
      { Vendor_Name: 'Papier AG', Email: 'old@papier.example' },
      { Vendor_Name: 'Papier AG', Email: 'new@papier.example', Category: 'Paper' },
    );
    await maya.visit(`/records/Vendors/${id}`);
    await maya.button('Find duplicates').click();
    const dialog = maya.page.getByRole('dialog', { name: 'Merge duplicates' });
    await dialog.getByRole('checkbox', { name: 'Papier AG' }).check();
    await dialog.getByRole('radio', { name: 'Email of Papier AG' }).last().check();
    await dialog.getByRole('button', { name: 'Merge 2 records' }).click();
    await maya.page.getByText('2 records merged').waitFor();
    await expect
      .poll(() => maya.page.getByRole('textbox', { name: 'Email' }).inputValue())
      .toBe('new@papier.example');
    expect(await maya.page.getByRole('textbox', { name: 'Category' }).inputValue()).toBe('Paper');
    await maya.visit('/records/Vendors');
    await maya.rows('Papier AG').first().waitFor();
    expect(await maya.rows('Papier AG').count()).toBe(1);
  });

  it('imports a file after showing what would happen, and reports the rows that failed', async () => {
    const rows = Array.from(
      { length: 250 },
      (_, index) => `Press ${index},${index === 7 ? 'nowhere' : `p${index}@press.example`},x`,
    );
    const buffer = Buffer.from(['Vendor Name,Reach at,Notes', ...rows].join('\n'));
    await maya.visit('/records/Vendors');
    await maya.button('Import').click();
    const dialog = maya.page.getByRole('dialog', { name: 'Import vendors' });
    const chooser = maya.page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: 'Choose a CSV file' }).click();
    await (await chooser).setFiles({ name: 'press.csv', mimeType: 'text/csv', buffer });
    await dialog.getByRole('button', { name: 'Upload' }).click();
    await dialog.getByRole('combobox', { name: 'Field for Reach at' }).click();
    await maya.page.getByRole('option', { name: 'Email', exact: true }).click();
    await dialog.getByRole('button', { name: 'Check again' }).click();
    await dialog.getByText('Failed: 1').waitFor();
    expect(await maya.page.locator('td a').filter({ hasText: 'Press' }).count()).toBe(0);
    await dialog.getByRole('button', { name: 'Start import' }).click();
    await dialog.getByText('The import is finished.').waitFor();
    await dialog.getByText('Created: 249').waitFor();
    const report = dialog.getByRole('table', { name: 'Rows' });
    await report.getByRole('row').filter({ hasText: 'Reach at' }).waitFor();
    await maya.button('Close').first().click();
    await maya.rows('Press 249').waitFor();
    const download = maya.page.waitForEvent('download');
    await maya.page.getByRole('link', { name: 'Export' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  });

  async function choose(label: string, typed: string, name: string): Promise<void> {
    await maya.page.getByRole('combobox', { name: label }).fill(typed);
    await maya.page.getByRole('option', { name }).click();
  }
});

/** What the tests look at of answers. */
interface Answer {
  readonly data?: readonly { readonly details: { readonly id: string } }[];
  readonly profiles?: readonly { readonly id: string; readonly display_label: string }[];
  readonly fields?: readonly { readonly id: string; readonly api_name: string }[];
}
