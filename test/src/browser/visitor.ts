import type { Locator, Page } from 'playwright-core';
import type { AttendedSite } from './attended-site.ts';
import { takeScreenshot } from './window.ts';

/** Somebody of the demonstration company at a browser window of their own. */
export class Visitor {
  readonly #site: AttendedSite;
  readonly name: string;
  readonly page: Page;

  constructor(site: AttendedSite, name: string, page: Page) {
    this.#site = site;
    this.name = name;
    this.page = page;
  }

  async visit(path: string): Promise<void> {
    await this.page.goto(`${this.#site.webUrl}${path}`);
  }

  /** From the sign-in page over Microsoft's account picker to the marketplace. */
  async signIn(): Promise<void> {
    await this.visit('/');
    await this.page.getByRole('link', { name: 'Sign in with Microsoft' }).click();
    await this.pickAccount();
    await this.heading('Marketplace').waitFor();
  }

  async pickAccount(): Promise<void> {
    await this.button(this.name).click();
  }

  /** By the navigation, as people do. */
  async follow(link: string): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: link }).click();
    await this.heading(link).waitFor();
  }

  async openMicrosoft(): Promise<void> {
    await this.follow('Marketplace');
    await this.page.getByRole('link', { name: 'Open Microsoft' }).click();
    await this.card('Contacts').waitFor();
  }

  /** From a profile's name in Setup → Profiles to its page. */
  async openProfile(name: string): Promise<void> {
    await this.follow('Profiles');
    await this.page.getByRole('link', { name, exact: true }).click();
    await this.heading(name).waitFor();
  }

  heading(name: string): Locator {
    return this.page.getByRole('heading', { level: 1, name, exact: true });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name });
  }

  card(module: string): Locator {
    return this.page.getByRole('article', { name: module });
  }

  async waitForState(module: string, state: string): Promise<void> {
    await this.card(module).getByText(state, { exact: true }).waitFor();
  }

  enableButton(module: string): Locator {
    return this.card(module).getByRole('button', { name: 'Enable' });
  }

  /** The rows of the list of records that hold the text. */
  rows(text: string): Locator {
    return this.page.getByRole('table').getByRole('row').filter({ hasText: text });
  }

  /** Opens the record and saves the fields in its form. */
  async changeRecord(title: string, fields: Readonly<Record<string, string>>): Promise<void> {
    await this.page.getByRole('link', { name: title, exact: true }).click();
    for (const [label, value] of Object.entries(fields)) {
      await this.page.getByRole('textbox', { name: label, exact: true }).fill(value);
    }
    await this.button('Save').click();
    await this.page.getByText('Saved', { exact: true }).waitFor();
  }

  /** Stays the same as long as the page is not loaded again. */
  loadedAt(): Promise<number> {
    return this.page.evaluate(() => performance.timeOrigin);
  }

  screenshot(name: string): Promise<void> {
    return takeScreenshot(this.page, name);
  }
}
