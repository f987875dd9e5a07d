import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StartFailure } from '@syncgrant/agent';
import { PEOPLE } from './demo/content/people.ts';
import { startProduct, type Product } from './start-product.ts';
import { configured, signIn, temporaryFolder } from './testing.ts';

const start = (environment: Readonly<Record<string, string>>): Promise<Product> =>
  startProduct({ configuration: configured(environment), log: pino({ level: 'silent' }) });

/** Why it does not start; a stack or anything unexplained is not what this answers. */
async function refusalOf(starting: Promise<Product>): Promise<string> {
  try {
    const product = await starting;
    await product.stop();
    return 'it started';
  } catch (error) {
    if (error instanceof StartFailure) return error.message;
    throw error;
  }
}

const [maya, , daniel] = PEOPLE;

describe('the embedded default', () => {
  const folder = temporaryFolder();
  let product: Product;
  beforeAll(async () => {
    product = await start({ DATA_DIR: folder.path });
  });
  afterAll(async () => {
    await product.stop();
    folder[Symbol.dispose]();
  });

  const get = async (path: string, cookie: string): Promise<unknown> => {
    const response = await fetch(`${product.webUrl}${path}`, { headers: { cookie } });
    return response.json();
  };

  test('is ready, with the people of the demonstration at Microsoft', async () => {
    expect((await fetch(`${product.webUrl}/readyz`)).status).toBe(200);
    const users = await (await fetch(`${product.emulatorUrl}/_emulator/users`)).text();
    for (const { firstName } of PEOPLE) expect(users).toContain(`${firstName.toLowerCase()}@`);
  });

  test('lets an invited person in who signs in at the emulated Microsoft', async () => {
    const cookie = await signIn(product.webUrl, daniel.objectId);
    expect(await get('/api/session', cookie)).toMatchObject({
      user: { email: 'daniel@brightwater.example', profile: { name: 'Sales', kind: 'custom' } },
      organisation: { edition: 'Enterprise', dataCenter: 'US' },
    });
  });

  test('keeps the key that seals tokens for its owner alone', () => {
    expect(statSync(join(folder.path, 'keys')).mode & 0o777).toBe(0o600);
  });

  test('is not started a second time on the same folder', async () => {
    const refusal = await refusalOf(start({ DATA_DIR: folder.path }));
    expect(refusal).toMatch(/^DATA_DIR: .* in use by process \d+/);
  });

  test('goes on after a restart: records, sessions, mailboxes and the key', async () => {
    const cookie = await signIn(product.webUrl, maya.objectId);
    const contacts = await get('/crm/v8/Contacts?fields=Last_Name', cookie);
    const session = await get('/api/session', cookie);
    expect(contacts).toMatchObject({ info: { more_records: false } });
    const sealed = product.engine.keyRing.seal('a token', 'a row');
    product.emulator?.seed({ users: [newcomer] });
    const addresses = { PORT: new URL(product.webUrl).port, EMULATOR_PORT: portOf(product.emulatorUrl) };
    await product.stop();

    product = await start({ DATA_DIR: folder.path, ...addresses });
    expect(await get('/api/session', cookie)).toEqual(session);
    expect(await get('/crm/v8/Contacts?fields=Last_Name', cookie)).toEqual(contacts);
    expect(product.engine.keyRing.open(sealed, 'a row')).toBe('a token');
    const users = await (await fetch(`${product.emulatorUrl}/_emulator/users`)).text();
    expect(users).toContain(newcomer.upn);
  });
});

const portOf = (url: string | null): string => (url === null ? '' : new URL(url).port);

const newcomer = {
  tenant: '5d1c7f0e-3b52-4d0a-9c1e-6a7f2e84b001',
  oid: '5d1c7f0e-3b52-4d0a-9c1e-6a7f2e84b0ff',
  upn: 'newcomer@brightwater.example',
  displayName: 'New Comer',
};

describe('what keeps it from starting is told in a sentence that names the variable', () => {
  const folder = temporaryFolder();
  let other: Server;
  let taken: string;
  beforeAll(async () => {
    other = createServer();
    await new Promise<void>((resolve) => other.listen(0, resolve));
    taken = String((other.address() as AddressInfo).port);
  });
  afterAll(() => {
    other.close();
    folder[Symbol.dispose]();
  });

  test('a taken port', async () => {
    const inFolder = { DATA_DIR: join(folder.path, 'ports') };
    expect(await refusalOf(start({ ...inFolder, PORT: taken }))).toMatch(/^PORT: another program/);
    expect(await refusalOf(start({ ...inFolder, EMULATOR_PORT: taken }))).toMatch(
      /^EMULATOR_PORT: another program/,
    );
  });

  test('a folder that cannot be made', async () => {
    const file = join(folder.path, 'a-file');
    writeFileSync(file, '');
    expect(await refusalOf(start({ DATA_DIR: join(file, 'data') }))).toMatch(/^DATA_DIR: .*ENOTDIR/);
  });

  test('a database that does not answer', async () => {
    const refusal = await refusalOf(
      start({ DATA_DIR: folder.path, DATABASE_URL: `postgres://nobody@127.0.0.1:1/none` }),
    );
    expect(refusal).toMatch(/^DATABASE_URL: .*ECONNREFUSED/);
  });

  test('keys that are none; the folder can be opened again afterwards', async () => {
    const dataDir = join(folder.path, 'damaged');
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'keys'), 'nonsense');
    const expected = /^DATA_DIR: .* does not hold sealing keys/;
    expect(await refusalOf(start({ DATA_DIR: dataDir }))).toMatch(expected);
    expect(await refusalOf(start({ DATA_DIR: dataDir }))).toMatch(expected);
  });
});
