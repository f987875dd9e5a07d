import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { readConfiguration } from '@syncgrant/contracts';
import { startProduct } from '@syncgrant/standalone';
import type { Db } from '@syncgrant/store';
import { siteOf, type Site } from '../story/sites.ts';

/** The embedded default with its built pages. */
export interface AttendedSite extends Site {
  readonly db: Db;
}

const built = fileURLToPath(new URL('../../../packages/extension-ui/web/dist', import.meta.url));

/** The emulator shows people its account picker and its consent page, or else consents for them. */
export async function openAttendedSite({ autoConsent = false } = {}): Promise<AttendedSite> {
  if (!existsSync(join(built, 'index.html')))
    throw new Error('The web client is not built: turbo run build --filter=@syncgrant/web');
  const dataDir = await mkdtemp(join(tmpdir(), 'syncgrant-browser-'));
  // Pages load their scripts when they are visited, and a build meanwhile would take them away.
  const webRoot = join(dataDir, 'web');
  await cp(built, webRoot, { recursive: true });
  const read = readConfiguration({
    PORT: '0',
    EMULATOR_PORT: '0',
    DATA_DIR: dataDir,
    EMULATOR_AUTO_CONSENT: autoConsent ? '1' : '0',
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const product = await startProduct({
    configuration: read.configuration,
    log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
    webRoot,
  });
  return {
    ...siteOf(product),
    db: product.db,
    async close() {
      await product.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}
