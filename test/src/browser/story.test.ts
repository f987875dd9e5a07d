import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SyncModule } from '@syncgrant/core';
import { createDemo, type DemoItem } from '@syncgrant/standalone';
import { openAttendedSite, type AttendedSite } from './attended-site.ts';
import { NO_CHROMIUM, openChromium } from './chromium.ts';
import { Mailbox } from './mailbox.ts';
import { Visitor } from './visitor.ts';
import { changeLook, openWindow, overflowOf, takeScreenshot } from './window.ts';

const skipped = NO_CHROMIUM === null ? '' : `, skipped: ${NO_CHROMIUM}`;

/** A day of the demonstration company, told by what its people click and see. */
describe.skipIf(NO_CHROMIUM !== null)(`one user’s sync in a browser${skipped}`, { timeout: 60_000 }, () => {
  let site: AttendedSite;
  let browser: Browser;
  let daniel: Visitor;
  let maya: Visitor;
  let mailbox: Mailbox;
  const troubles: string[] = [];

  beforeAll(async () => {
    site = await openAttendedSite();
    browser = await openChromium();
    daniel = await arrive('Daniel Ortiz');
    maya = await arrive('Maya Ellison');
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  afterEach(() => {
    expect(troubles.splice(0)).toEqual([]);
  });

  const arrive = async (name: string) => new Visitor(site, name, await openWindow(browser, troubles));

  /** From the card to the configuration, with Microsoft's pages on the way. */
  async function connect(module: string): Promise<void> {
    await daniel.enableButton(module).click();
    await daniel.pickAccount();
    await daniel.button('Accept').click();
    await daniel.page.getByRole('dialog', { name: `Set up ${module} sync` }).waitFor();
  }

  it('begins with “Sign in with Microsoft” and ends at three syncs that can be enabled', async () => {
    await daniel.visit('/');
    await daniel.heading('Syncgrant').waitFor();
    await daniel.screenshot('01-sign-in');
    await daniel.page.getByRole('link', { name: 'Sign in with Microsoft' }).click();
    await daniel.button('Daniel Ortiz').waitFor();
    await daniel.screenshot('02-account-picker');
    await daniel.pickAccount();
    await daniel.heading('Marketplace').waitFor();
    await daniel.screenshot('03-marketplace');

    await daniel.openMicrosoft();
    await daniel.screenshot('04-not-enabled');
    for (const module of ['Meetings', 'Contacts', 'Tasks']) {
      await daniel.waitForState(module, 'Not enabled');
      expect(await daniel.enableButton(module).isEnabled()).toBe(true);
    }
  });

  it('can be tried again after it was declined, and after Microsoft’s pages were left half-way', async () => {
    await daniel.enableButton('Tasks').click();
    await daniel.pickAccount();
    await daniel.page.getByRole('heading', { name: 'Permissions requested' }).waitFor();
    await daniel.screenshot('05-consent');
    await daniel.button('Cancel').click();
    const alert = daniel.card('Tasks').getByRole('alert');
    await alert.waitFor();
    await daniel.screenshot('06-declined');
    expect(await alert.innerText()).toContain('The account was not connected');
    expect(await daniel.enableButton('Tasks').isEnabled()).toBe(true);

    await daniel.enableButton('Tasks').click();
    await daniel.button('Daniel Ortiz').waitFor();
    await daniel.visit('/marketplace/microsoft');
    await daniel.waitForState('Tasks', 'Not enabled');
    await daniel.enableButton('Tasks').click();
    await daniel.pickAccount();
    await daniel.button('Accept').waitFor();
    await daniel.page.goBack();
    await daniel.page.goBack();
    await daniel.waitForState('Tasks', 'Not enabled');
    await daniel.screenshot('07-left-half-way');
    expect(await daniel.enableButton('Tasks').isEnabled()).toBe(true);
  });

  it('leads over consent, configuration and preview to contacts that are in step', async () => {
    await connect('Contacts');
    const dialog = daniel.page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Two-way' }).waitFor();
    const folder = dialog.getByRole('combobox', { name: 'Contact folder' });
    await expect.poll(() => folder.inputValue(), { timeout: 5_000 }).toBe('Contacts (default)');
    await daniel.screenshot('08-configuration');
    await dialog.getByRole('button', { name: 'Save and preview' }).click();
    const preview = dialog.getByRole('table', { name: 'What the first sync would do' });
    await preview.waitFor();
    await daniel.screenshot('09-preview');
    const counted = (label: string) =>
      preview.getByRole('row').filter({ hasText: label }).getByRole('cell').innerText();
    expect(await counted('Created in the CRM')).toBe(String(itemsOf('contacts', 'mailbox').length));
    expect(await counted('Created in Microsoft')).toBe(String(itemsOf('contacts', 'crm').length));

    await dialog.getByRole('button', { name: 'Start sync' }).click();
    await dialog.getByText('The sync is running').waitFor();
    await daniel.screenshot('10-started');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await daniel.waitForState('Contacts', 'Active');
    await daniel.screenshot('11-active');
  });

  it('leads to meetings and tasks in step as well', async () => {
    for (const module of ['Meetings', 'Tasks']) {
      await connect(module);
      const dialog = daniel.page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Save and preview' }).click();
      await dialog.getByRole('button', { name: 'Start sync' }).waitFor();
      await daniel.screenshot(`12-preview-${module.toLowerCase()}`);
      await dialog.getByRole('button', { name: 'Start sync' }).click();
      await dialog.getByRole('button', { name: 'Done' }).click();
      await daniel.waitForState(module, 'Active');
    }
    await daniel.screenshot('13-all-active');
    expect(await daniel.card('Meetings').innerText()).toContain('The sync is up to date.');
  });

  it('shows what comes from the mailbox at once, and the mailbox what is changed in the CRM', async () => {
    await daniel.follow('Contacts');
    await daniel.rows(nameOf(fromMailbox)).waitFor();
    await daniel.screenshot('14-contacts');
    const loadedAt = await daniel.loadedAt();

    mailbox = new Mailbox(await openWindow(browser, troubles));
    await mailbox.open(site.emulatorUrl, 'Daniel Ortiz');
    await mailbox.add({ 'First name': 'Nell', 'Last name': 'Newcomb', 'Mobile phone': '+1 555 0100' });
    await daniel.rows('Nell Newcomb').waitFor();
    await daniel.screenshot('15-contacts-with-new-one');

    await daniel.changeRecord('Nell Newcomb', { Mobile: '+1 555 0111' });
    await daniel.screenshot('16-contact-saved');
    await mailbox.contact('Nell Newcomb').filter({ hasText: '+1 555 0111' }).waitFor();
    await takeScreenshot(mailbox.page, '17-mailbox');
    expect(await daniel.loadedAt()).toBe(loadedAt);
  });

  it('pauses under the eyes of the user when the administrator switches it off', async () => {
    await daniel.openMicrosoft();
    await daniel.waitForState('Contacts', 'Active');
    const loadedAt = await daniel.loadedAt();

    await maya.signIn();
    await maya.openProfile('Sales');
    await maya.screenshot('18-profile-sales');
    await microsoftSwitch(maya, 'Contacts').click();
    expect(await impact(maya).innerText()).toMatch(/1 sync pauses.*Daniel Ortiz/s);
    await maya.screenshot('18-profile-impact');
    await confirm(maya);

    await daniel.waitForState('Contacts', 'Paused');
    await daniel.screenshot('19-paused');
    await maya.screenshot('20-profile-contacts-off');
    const words = await daniel.card('Contacts').innerText();
    expect(words).toContain('Your profile does not have the permission “Microsoft: Contacts”.');
    expect(words).toContain('Your CRM administrator can change this.');
    await daniel.waitForState('Meetings', 'Active');
    await daniel.waitForState('Tasks', 'Active');
    expect(await daniel.loadedAt()).toBe(loadedAt);
  });

  it('becomes active by itself when switched on, and the edits of both sides arrive, each once', async () => {
    const [changedHere, changedThere] = itemsOf('contacts', 'both').map(nameOf);
    await daniel.follow('Contacts');
    await daniel.changeRecord(changedHere!, { Mobile: '+1 555 0122' });
    await mailbox.change(changedThere!, { 'Mobile phone': '+1 555 0133' });
    await mailbox.add({ 'First name': 'Pia', 'Last name': 'Pausewell' });
    await daniel.openMicrosoft();
    await daniel.waitForState('Contacts', 'Paused');
    const loadedAt = await daniel.loadedAt();

    await microsoftSwitch(maya, 'Contacts').click();
    expect(await impact(maya).innerText()).toMatch(/1 sync resumes.*Daniel Ortiz/s);
    await confirm(maya);
    await daniel.waitForState('Contacts', 'Active');
    await daniel.screenshot('21-active-again');
    await daniel.follow('Contacts');
    await daniel.rows(changedThere!).filter({ hasText: '+1 555 0133' }).waitFor();
    await daniel.rows('Pia Pausewell').waitFor();
    await mailbox.contact(changedHere!).filter({ hasText: '+1 555 0122' }).waitFor();
    expect(await daniel.loadedAt()).toBe(loadedAt);

    const names = await daniel.page.getByRole('row').getByRole('link').allInnerTexts();
    const mailed = await mailbox.names();
    expect(names).toHaveLength(itemsOf('contacts').length + 2);
    expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
    expect(mailed.toSorted()).toEqual(names.toSorted());
    await daniel.openMicrosoft();
    await daniel.page.getByRole('link', { name: 'Contacts: history and items' }).click();
    await daniel.page.getByRole('tab', { name: 'Timeline' }).waitFor();
    await daniel.screenshot('22-timeline');
  });

  it('cannot be switched in the administrator’s own profile, and the page says so', async () => {
    await maya.openProfile('Administrator');
    for (const module of ['Calendar', 'Contacts', 'Tasks']) {
      expect(await microsoftSwitch(maya, module).isDisabled()).toBe(true);
    }
    await maya.screenshot('23-profile-administrator');
    const note = maya.page.getByText('The permissions of Administrator and Standard cannot be changed.');
    expect(await note.isVisible()).toBe(true);
  });

  it('cannot be enabled by someone whose profile lacks it, and the card says so', async () => {
    const marcus = await arrive('Marcus Bell');
    await marcus.signIn();
    await marcus.openMicrosoft();
    await marcus.screenshot('24-no-tasks');
    expect(await marcus.enableButton('Tasks').isDisabled()).toBe(true);
    expect(await marcus.enableButton('Contacts').isEnabled()).toBe(true);
    const words = await marcus.card('Tasks').innerText();
    expect(words).toContain('Your profile does not have the permission “Microsoft: Tasks”.');
    expect(words).toContain('Your CRM administrator can change this.');
  });

  it('fits its pages to the dark and to a phone', async () => {
    const tour = async (visitor: Visitor, pages: typeof USER_PAGES | typeof ADMINISTRATOR_PAGES) => {
      for (const [name, path, heading] of pages) {
        await visitor.visit(path);
        await visitor.heading(heading).waitFor();
        for (const look of ['dark', 'phone'] as const) {
          await changeLook(visitor.page, look);
          await expect
            .poll(() => overflowOf(visitor.page), { message: `${path}, ${look}`, timeout: 5_000 })
            .toBe(0);
          await visitor.screenshot(`${look}-${name}`);
        }
      }
    };
    await Promise.all([tour(daniel, USER_PAGES), tour(maya, ADMINISTRATOR_PAGES)]);

    await maya.button('Open navigation').click();
    await maya.screenshot('phone-navigation');
    await maya.openProfile('Sales');
    await maya.screenshot('phone-profile');
    expect(await overflowOf(maya.page)).toBe(0);
  });

  const microsoftSwitch = (visitor: Visitor, label: string) =>
    visitor.page
      .getByRole('region', { name: 'Microsoft', exact: true })
      .getByRole('switch', { name: new RegExp(`^${label}`) });

  /** What a switch would do, before it is saved. */
  const impact = (visitor: Visitor) => visitor.page.getByRole('dialog', { name: /^Switch / });
  const confirm = (visitor: Visitor) => impact(visitor).getByRole('button', { name: 'Save' }).click();
});

const USER_PAGES = [
  ['marketplace', '/marketplace', 'Marketplace'],
  ['microsoft', '/marketplace/microsoft', 'Microsoft'],
  ['configuration', '/marketplace/microsoft?setup=contacts', 'Microsoft'],
  ['items', '/marketplace/microsoft/contacts?tab=items', 'Contacts sync'],
  ['contacts', '/records/Contacts', 'Contacts'],
  ['meetings', '/records/Events', 'Meetings'],
  ['new-contact', '/records/Contacts/new', 'New contact'],
] as const;

const ADMINISTRATOR_PAGES = [
  ['profiles', '/setup/profiles', 'Profiles'],
  ['users', '/setup/users', 'Users'],
  ['organisation', '/setup/organisation', 'Organisation'],
  ['audit', '/setup/audit', 'Audit log'],
] as const;

const danielsItems = createDemo(new Date()).users.find(({ person }) => person.firstName === 'Daniel')!.items;

const itemsOf = (module: SyncModule, known?: DemoItem['known']): readonly DemoItem[] =>
  danielsItems.filter((item) => item.module === module && (known === undefined || item.known === known));
const nameOf = ({ body }: DemoItem): string => String(body['displayName']);
const fromMailbox = itemsOf('contacts', 'mailbox')[0]!;
