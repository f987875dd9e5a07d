import { join } from 'node:path';
import type { Browser, BrowserContext, Page, Response } from 'playwright-core';

const ARTEFACTS = join(import.meta.dirname, '../../../test-artefacts/browser');
const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
const WITHIN_MS = 20_000;

/**
 * A window with cookies of its own. What goes wrong in it is added to `troubles`: errors in the console, uncaught ones, failed
 * requests.
 */
export async function openWindow(browser: Browser, troubles: string[]): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZES.desktop });
  context.setDefaultTimeout(WITHIN_MS);
  collectTroubles(context, troubles);
  return context.newPage();
}

/** Turns the lights off, or makes the window a phone's. */
export async function changeLook(page: Page, look: 'dark' | 'phone'): Promise<void> {
  await page.emulateMedia({ colorScheme: look === 'dark' ? 'dark' : 'light' });
  await page.setViewportSize(look === 'phone' ? SIZES.phone : SIZES.desktop);
}

/** How much wider than the window the page is, in pixels. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** Keeps the whole page as it looks once it has loaded, for somebody to look at. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'hidden' });
  await page.evaluate('scrollTo(0, 0)');
  await page.screenshot({ path: join(ARTEFACTS, `${name}.png`), fullPage: true, animations: 'disabled' });
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
