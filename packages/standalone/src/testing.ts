import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfiguration, type ProcessConfiguration } from '@syncgrant/contracts';

/** A folder that goes with the test. */
export function temporaryFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'syncgrant-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** The configuration that an environment gives, on free ports unless it says otherwise. */
export function configured(environment: Readonly<Record<string, string>>): ProcessConfiguration {
  const read = readConfiguration({ PORT: '0', EMULATOR_PORT: '0', ...environment });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.configuration;
}

/** Signs somebody of the demonstration in, as a browser does, and answers the cookie of the session. */
export async function signIn(webUrl: string, objectId: string): Promise<string> {
  const departure = await fetch(`${webUrl}/auth/sign-in`, { redirect: 'manual' });
  const browser = cookieOf(departure);
  const picked = await fetch(`${locationOf(departure)}&account=${objectId}`, { redirect: 'manual' });
  const arrival = await fetch(locationOf(picked), { redirect: 'manual', headers: { cookie: browser } });
  return cookieOf(arrival);
}

const cookieOf = (response: Response): string => response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
const locationOf = (response: Response): string => response.headers.get('location') ?? '';
