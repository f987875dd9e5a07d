import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const path = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/** Why there can be no test in a browser here; null when there can. */
export const NO_CHROMIUM = existsSync(path) ? null : `there is no Chromium at ${path} (CHROMIUM_PATH)`;

/** Without anything that would ask the network for more than the pages do. */
export const openChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: path,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
