import { join } from 'node:path';
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Locator,
  Page,
  Response,
} from 'playwright-core';
import type { AttendedSite } from './attended-site.ts';
import { Mailbox } from './mailbox.ts';

const ARTEFACTS = join(import.meta.dirname, '../../../test-artefacts/browser');
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const WITHIN_MS = 20_000;

/** Somebody of the demonstration company at a browser of their own. */
export class Visitor {
  readonly #site: AttendedSite;
  readonly #context: BrowserContext;
  readonly name: string;
  readonly page: Page;
  readonly #troubles: string[] = [];

  private constructor(site: AttendedSite, name: string, context: BrowserContext, page: Page) {
    this.#site = site;
    this.#context = context;
    this.name = name;
    this.page = page;
    collectTroubles(context, this.#troubles);
  }

  static async open(browser: Browser, site: AttendedSite, name: string): Promise<Visitor> {
    const context = await browser.newContext({ viewport: DESKTOP });
    context.setDefaultTimeout(WITHIN_MS);
    return new Visitor(site, name, context, await context.newPage());
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

  /** A further tab of the same browser, with the contacts of the person's mailbox. */
  async openMailbox(): Promise<Mailbox> {
    const page = await this.#context.newPage();
    await page.goto(`${this.#site.emulatorUrl}/#contacts`);
    const option = await page.getByRole('option', { name: this.name }).innerText();
    await page.getByLabel('Person').selectOption({ label: option });
    return new Mailbox(page);
  }

  /** Stays the same as long as the page is not loaded again. */
  loadedAt(): Promise<number> {
    return this.page.evaluate(() => performance.timeOrigin);
  }

  /** Turns the lights off, or makes the window a phone's. */
  async look(look: 'dark' | 'phone'): Promise<void> {
    await this.page.emulateMedia({ colorScheme: look === 'dark' ? 'dark' : 'light' });
    await this.page.setViewportSize(look === 'phone' ? PHONE : DESKTOP);
  }

  /** How much wider than the screen the page is, in pixels. */
  overflow(): Promise<number> {
    return this.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  }

  async screenshot(name: string, page = this.page): Promise<void> {
    const loading = page.getByRole('status', { name: 'Loading' }).first();
    await loading.waitFor({ state: 'hidden' });
    await page.evaluate('scrollTo(0, 0)');
    await page.screenshot({ path: join(ARTEFACTS, `${name}.png`), fullPage: true, animations: 'disabled' });
  }

  /** What went wrong in any of the pages since the last call: errors in the console, uncaught ones, failed requests. */
  takeTroubles(): string[] {
    return this.#troubles.splice(0);
  }
}

function collectTroubles(context: BrowserContext, troubles: string[]): void {
  context.on('weberror', (thrown) => troubles.push(`uncaught: ${thrown.error().stack}`));
  context.on('console', (message) => {
    // Which request failed is told by its answer.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      troubles.push(`console: ${message.text()}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400 && !isExpected(response))
      troubles.push(`${response.status()} ${response.request().method()} ${response.url()}`);
  });
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // Leaving a page ends its requests.
    if (reason !== 'net::ERR_ABORTED') troubles.push(`${reason} ${request.method()} ${request.url()}`);
  });
}

/** Who is not signed in yet learns it by a 401. */
const isExpected = (response: Response): boolean =>
  response.status() === 401 && new URL(response.url()).pathname === '/api/session';
