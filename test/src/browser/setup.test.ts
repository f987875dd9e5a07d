import { createServer, type Server } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openAttendedSite, type AttendedSite } from './attended-site.ts';
import { NO_CHROMIUM, openChromium } from './chromium.ts';
import { Visitor } from './visitor.ts';
import { changeLook, openWindow, overflowOf } from './window.ts';

const skipped = NO_CHROMIUM === null ? '' : `, skipped: ${NO_CHROMIUM}`;

/** What an administrator sets up, told by what people click and see. */
describe.skipIf(NO_CHROMIUM !== null)(`the setup pages in a browser${skipped}`, { timeout: 60_000 }, () => {
  let site: AttendedSite;
  let browser: Browser;
  let maya: Visitor;
  let program: Program;
  const troubles: string[] = [];

  beforeAll(async () => {
    site = await openAttendedSite();
    browser = await openChromium();
    program = await openProgram();
    maya = await arrive('Maya Ellison');
    await maya.signIn();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await program?.close();
    await site?.close();
  });
  afterEach(() => {
    expect(troubles.splice(0)).toEqual([]);
  });

  const arrive = async (name: string) => new Visitor(site, name, await openWindow(browser, troubles));
  const dialog = () => maya.page.getByRole('dialog');
  const client = { client_id: '', client_secret: '' };

  it('registers a program, and shows its secret once', async () => {
    await maya.follow('API clients');
    await maya.button('Register a client').click();
    await dialog().getByRole('textbox', { name: 'Name' }).fill('Warehouse loader');
    const scopes = dialog().getByRole('combobox', { name: 'Most it can be allowed' });
    for (const scope of ['Contacts: everything', 'Users: read']) {
      await scopes.fill(scope);
      await maya.page.getByRole('option', { name: scope, exact: true }).click();
    }
    await dialog().getByRole('combobox', { name: 'Redirect addresses' }).fill(program.address);
    await dialog().getByRole('button', { name: 'Register', exact: true }).click();
    await maya.page.getByRole('dialog', { name: 'Warehouse loader is registered' }).waitFor();
    const value = (label: string) => dialog().getByLabel(label, { exact: true }).innerText();
    client.client_id = await value('Client ID');
    client.client_secret = await value('Client secret');
    await maya.screenshot('setup-api-client-secret');
    await dialog().getByRole('button', { name: 'I have kept the secret' }).click();

    const card = maya.page.getByRole('article', { name: 'Warehouse loader' });
    expect(await card.innerText()).toContain('Allowed by nobody yet');
    expect(await maya.page.content()).not.toContain(client.client_secret);
  });

  const authorize = (state: string) => {
    const asked = { scope: 'ZohoCRM.modules.Contacts.READ', access_type: 'offline', response_type: 'code' };
    const where = { client_id: client.client_id, redirect_uri: program.address, state };
    return `/oauth/v2/auth?${new URLSearchParams({ ...asked, ...where }).toString()}`;
  };

  it('asks a user who has to sign in first, and lets the program act for who allows it', async () => {
    const daniel = await arrive('Daniel Ortiz');
    await daniel.visit(authorize('first'));
    await daniel.page.getByRole('link', { name: 'Sign in with Microsoft' }).click();
    await daniel.pickAccount();
    await daniel.heading('Warehouse loader asks for access').waitFor();
    await daniel.screenshot('setup-consent');
    const words = await daniel.page.getByRole('main').innerText();
    for (const said of [
      'Daniel Ortiz',
      'Contacts: read',
      'adds nothing to your profile',
      'until it is revoked',
    ])
      expect(words).toContain(said);

    await daniel.button('Deny').click();
    await daniel.page.waitForURL(`${program.address}*`);
    expect(program.told()).toEqual({ error: 'access_denied', state: 'first' });

    await daniel.visit(authorize('second'));
    await daniel.button('Allow').click();
    await daniel.page.waitForURL(`${program.address}*`);
    const { code, state } = program.told();
    expect(state).toBe('second');
    const token = await exchange(code ?? '');
    const read = () =>
      fetch(`${site.webUrl}/crm/v8/Contacts?fields=Last_Name`, {
        headers: { authorization: `Zoho-oauthtoken ${token}` },
      });
    expect((await read()).status).toBe(200);

    await daniel.visit('/');
    const account = daniel.button('Account of Daniel Ortiz');
    const programs = daniel.page.getByRole('menuitem', { name: 'Programs with access' });
    await account.press('Enter');
    await programs.waitFor();
    await daniel.page.keyboard.press('Escape');
    await expect.poll(() => daniel.page.locator(':focus').innerText()).toContain('Account of Daniel Ortiz');
    await account.press('Enter');
    await programs.click();
    await daniel.button('Take back the access of Warehouse loader').click();
    await daniel.screenshot('setup-own-programs');
    await daniel.page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
    await daniel.page.getByText('No program has access').waitFor();
    expect((await read()).status).toBe(401);
    await daniel.page.context().close();
  });

  it('ends a program after it was said what ends with it', async () => {
    await maya.visit('/setup/api-clients');
    await maya.button('Revoke Warehouse loader').click();
    expect(await dialog().innerText()).toContain('Nobody has allowed it');
    await dialog().getByRole('button', { name: 'Revoke' }).click();
    await maya.page.getByText('No API clients').waitFor();
  });

  async function exchange(code: string): Promise<string> {
    const given = { ...client, grant_type: 'authorization_code', redirect_uri: program.address, code };
    const answer = await fetch(`${site.webUrl}/oauth/v2/token`, {
      method: 'POST',
      body: new URLSearchParams(given),
    });
    const tokens: Record<string, string> = JSON.parse(await answer.text());
    return tokens['access_token'] ?? '';
  }

  it('asks before a permission is taken away from somebody, and not before one that has no effect', async () => {
    await maya.openProfile('Sales');
    const edit = maya.page.getByRole('switch', { name: 'Edit Contacts' });
    await edit.press('Space');
    await dialog().waitFor();
    expect(await dialog().innerText()).toMatch(/2 active users gain or lose.*Contacts: Edit/s);
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await dialog().waitFor({ state: 'hidden' });
    expect(await edit.isChecked()).toBe(true);

    const all = maya.page.getByRole('region', { name: 'All permissions' });
    await all.getByRole('searchbox').fill('mass email contacts');
    const mail = all.getByRole('switch', { name: 'Contacts' });
    await all.getByText('No effect yet').first().waitFor();
    await mail.first().press('Space');
    await maya.page.getByText(/is off for Sales/).waitFor();
    expect(await dialog().count()).toBe(0);
    await all.getByRole('switch', { name: 'Only those in effect' }).click();
    await all.getByText('No permission matches').waitFor();
  });

  it('hides a field from a profile', async () => {
    await maya.visit('/setup/profiles');
    await maya.openProfile('Sales');
    const hidden = maya.page.getByRole('radio', { name: 'Twitter: Hidden', exact: true });
    await hidden.click();
    expect(await dialog().innerText()).toContain('Contacts, Twitter: read and write → hidden');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await expect.poll(() => hidden.isChecked()).toBe(true);
    await maya.page.reload();
    await hidden.waitFor();
    await expect.poll(() => hidden.isChecked()).toBe(true);
  });

  it('makes roles that report to each other, and groups of them', async () => {
    await maya.follow('Roles');
    for (const [above, name] of [
      ['CEO', 'Sales director'],
      ['Sales director', 'Sales rep'],
    ]) {
      await maya.button(`New role below ${above}`).click();
      await dialog().getByRole('textbox', { name: 'Name' }).fill(name!);
      await dialog().getByRole('button', { name: 'Create' }).click();
      await maya.button(`Edit ${name}`).waitFor();
    }
    await maya.button('Delete Sales director').click();
    await dialog().getByRole('button', { name: 'Delete' }).click();
    await maya.button('Delete Sales director').waitFor({ state: 'detached' });
    expect(await maya.rows('Sales rep').innerText()).toContain('CEO');

    await maya.follow('Groups');
    await maya.button('New group').click();
    await dialog().getByRole('textbox', { name: 'Name' }).fill('North');
    const members = dialog().getByRole('combobox', { name: 'Members' });
    for (const [word, member] of [
      ['hannah', 'Hannah Whitlock'],
      ['rep', 'Role Sales rep and below'],
    ]) {
      await members.fill(word!);
      await maya.page.getByRole('option', { name: member!, exact: true }).click();
    }
    await members.press('Escape');
    await dialog().getByRole('button', { name: 'Create' }).click();
    await maya.button('Edit North').click();
    await dialog().getByRole('button', { name: 'Save' }).waitFor();
    expect(await dialog().innerText()).toMatch(/Hannah Whitlock.*Role Sales rep and below/s);
    await dialog().getByRole('button', { name: 'Cancel' }).click();
  });

  it('invites a user, and deletes one whose records another one gets', async () => {
    await maya.follow('Users');
    await maya.button('Invite a user').click();
    await dialog().getByRole('textbox', { name: 'Last name' }).fill('Novak');
    await dialog().getByRole('textbox', { name: 'E-mail' }).fill('nina@brightwater.example');
    await dialog().getByRole('combobox', { name: 'Profile' }).selectOption({ label: 'Sales' });
    await dialog().getByRole('combobox', { name: 'Role' }).selectOption({ label: 'Sales rep' });
    await dialog().getByRole('button', { name: 'Invite' }).click();
    await maya.page.getByText('Novak is invited.').waitFor();
    expect(await maya.page.getByRole('combobox', { name: 'Role of Novak' }).inputValue()).not.toBe('');

    await maya.button('Delete Daniel Ortiz').click();
    await dialog().getByRole('combobox', { name: 'Their records go to' }).fill('Novak');
    await maya.page.getByRole('option', { name: 'Novak' }).click();
    await dialog().getByRole('button', { name: 'Delete' }).click();
    await maya.page.getByText(/Daniel Ortiz is deleted; \d+ records were transferred/).waitFor();
    await maya.page.getByRole('combobox', { name: 'Users shown' }).selectOption({ label: 'Deleted' });
    await maya.button('Transfer the records of Daniel Ortiz').waitFor();
  });

  it('fits phones and the dark', async () => {
    for (const [path, title] of PAGES) {
      await maya.visit(path!);
      await maya.heading(title!).waitFor();
      await changeLook(maya.page, 'dark');
      await maya.screenshot(`setup-${title}-dark`);
      await changeLook(maya.page, 'phone');
      await maya.screenshot(`setup-${title}-phone`);
      expect([title, await overflowOf(maya.page)]).toEqual([title, 0]);
    }
  });
});

const PAGES = [
  ['/setup/users', 'Users'],
  ['/setup/roles', 'Roles'],
  ['/setup/groups', 'Groups'],
  ['/setup/api-clients', 'API clients'],
  ['/setup/profiles', 'Profiles'],
];

/** A program's own page, to which browsers carry answers. */
interface Program {
  readonly address: string;
  /** What the last browser carried here. */
  told(): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

async function openProgram(): Promise<Program> {
  let told: Readonly<Record<string, string>> = {};
  const server: Server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/back') told = Object.fromEntries(searchParams);
    response.writeHead(pathname === '/back' ? 200 : 204, { 'content-type': 'text/plain' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return {
    address: `http://localhost:${address.port}/back`,
    told: () => told,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
