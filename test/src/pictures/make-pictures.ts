import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openAttendedSite, type AttendedSite } from '../browser/attended-site.ts';
import { NO_CHROMIUM, openChromium } from '../browser/chromium.ts';
import { Visitor } from '../browser/visitor.ts';
import { openWindow } from '../browser/window.ts';

/** Makes the pictures of `docs/pictures` again, from the running product: `node test/src/pictures/make-pictures.ts`. */
const PICTURES = join(import.meta.dirname, '../../../docs/pictures');
const MODULES = ['Meetings', 'Contacts', 'Tasks'];

if (NO_CHROMIUM !== null) throw new Error(NO_CHROMIUM);
const site = await openAttendedSite();
try {
  const browser = await openChromium();
  try {
    await makePictures(site, browser);
  } finally {
    await browser.close();
  }
} finally {
  await site.close();
}

async function makePictures(at: AttendedSite, browser: Browser): Promise<void> {
  const troubles: string[] = [];
  const arrive = async (name: string): Promise<Visitor> => {
    const visitor = new Visitor(at, name, await openWindow(browser, troubles));
    await visitor.signIn();
    return visitor;
  };

  const daniel = await arrive('Daniel Ortiz');
  await daniel.openMicrosoft();
  for (const module of MODULES) await enable(daniel, module);

  const maya = await arrive('Maya Ellison');
  await maya.openProfile('Sales');
  const microsoft = maya.page.getByRole('region', { name: 'Microsoft', exact: true });
  await microsoft.getByRole('switch', { name: /^Tasks/ }).click();
  await maya.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await daniel.waitForState('Tasks', 'Paused');

  await mkdir(PICTURES, { recursive: true });
  const path = join(PICTURES, 'marketplace.png');
  await daniel.page.mouse.move(0, 0);
  await daniel.page.screenshot({ path, animations: 'disabled' });
  if (troubles.length > 0) throw new Error(troubles.join('\n'));
  process.stdout.write(`${path}\n`);
}

/** From the card over Microsoft's pages and the preview to a sync that is up to date. */
async function enable(visitor: Visitor, module: string): Promise<void> {
  await visitor.enableButton(module).click();
  await visitor.pickAccount();
  await visitor.button('Accept').click();
  const dialog = visitor.page.getByRole('dialog', { name: `Set up ${module} sync` });
  for (const step of ['Save and preview', 'Start sync', 'Done']) {
    await dialog.getByRole('button', { name: step }).click();
  }
  await visitor.waitForState(module, 'Active');
}
