import { failingWith, reasonOf } from '@syncgrant/agent';
import { createEmulator, type Emulator } from '@syncgrant/emulator';
import type { MicrosoftConfig } from '@syncgrant/microsoft';
import { listeningOn } from './ports.ts';

const CLIENT_ID = '6f1d3c58-9a40-4b1e-8c57-2f0a7e5d4b13';
const CLIENT_SECRET = 'known-to-the-emulator-alone';

/** An emulator that serves HTTP, and how the product, which is registered there, reaches it. */
export interface EmulatedCloud {
  readonly emulator: Emulator;
  readonly microsoft: MicrosoftConfig;
}

export async function startEmulatedCloud(options: {
  readonly port: number;
  /** Where the product is reached: people come back there after they signed in. */
  readonly webUrl: string;
  readonly journalFile: string;
  readonly autoConsent: boolean;
  readonly now: () => Date;
}): Promise<EmulatedCloud> {
  const { port, webUrl, journalFile, autoConsent, now } = options;
  const origin = `http://localhost:${port}`;
  const redirectUris = [`${webUrl}/auth/callback`];
  const emulator = await failingWith(
    () =>
      createEmulator({
        origin,
        now,
        journalFile,
        autoConsent,
        registrations: [{ clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, redirectUris }],
      }),
    (error) =>
      `DATA_DIR: the emulator's mailboxes in ${journalFile} cannot be read (${reasonOf(error)}). Set DATA_DIR to another folder.`,
  );
  try {
    await listeningOn('EMULATOR_PORT', () => emulator.listen(port));
  } catch (error) {
    await emulator.close();
    throw error;
  }
  const microsoft: MicrosoftConfig = {
    clientId: CLIENT_ID,
    credential: { kind: 'secret', secret: CLIENT_SECRET },
    tenant: 'organizations',
    entraOrigin: origin,
    graphOrigin: origin,
  };
  return { emulator, microsoft };
}
