import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { readConfiguration } from '@syncgrant/contracts';
import { startProduct } from '@syncgrant/standalone';

/** The embedded default, whose emulator shows people its account picker and its consent page. */
export interface AttendedSite {
  readonly webUrl: string;
  readonly emulatorUrl: string;
  close(): Promise<void>;
}

const built = fileURLToPath(new URL('../../../packages/extension-ui/web/dist', import.meta.url));

export async function openAttendedSite(): Promise<AttendedSite> {
  if (!existsSync(join(built, 'index.html')))
    throw new Error('The web client is not built: turbo run build --filter=@syncgrant/web');
  const dataDir = await mkdtemp(join(tmpdir(), 'syncgrant-browser-'));
  // Pages load their scripts when they are visited, and a build meanwhile would take them away.
  const webRoot = join(dataDir, 'web');
  await cp(built, webRoot, { recursive: true });
  const read = readConfiguration({ PORT: '0', EMULATOR_PORT: '0', DATA_DIR: dataDir });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const product = await startProduct({
    configuration: read.configuration,
    log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
    webRoot,
  });
  if (product.emulatorUrl === null) throw new Error('the story needs an emulator');
  return {
    webUrl: product.webUrl,
    emulatorUrl: product.emulatorUrl,
    async close() {
      await product.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}
