import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Emulator } from '../emulator.ts';
import type { FaultInput } from './faults.ts';
import { ANN, type Graph, signIn, startEmulator } from '../testing/fixture.ts';

const CONTACT = { givenName: 'Ada' };
const POSTED = { method: 'POST', path: '/me/contacts$', mailbox: ANN.upn };

let running: Emulator | undefined;
afterEach(async () => {
  vi.restoreAllMocks();
  await running?.close();
});

interface Way {
  readonly emulator: Emulator;
  readonly graph: Graph;
}

const inProcess = async (): Promise<Way> => {
  running = startEmulator();
  return { emulator: running, graph: await signIn(running, ANN.upn) };
};

const overHttp = async (): Promise<Way> => {
  const emulator = startEmulator();
  running = emulator;
  // The server reports every body that it cuts.
  vi.spyOn(console, 'error').mockReturnValue();
  const { port } = await emulator.listen(0);
  return { emulator, graph: await signIn(emulator, ANN.upn, `http://127.0.0.1:${port}`, fetch) };
};

describe.each([
  ['in the process', inProcess],
  ['over HTTP', overHttp],
])('faults %s', (_, start) => {
  const contacts = async ({ graph }: Way): Promise<number> =>
    (await graph('GET', '/me/contacts')).body.value.length;
  const strike = async (action: FaultInput['action'], count = 1) => {
    const way = await start();
    way.emulator.addFaults([{ match: POSTED, count, action }]);
    return way;
  };

  test('a status with headers and body takes the place of the work, as often as it is to', async () => {
    const way = await strike(
      {
        status: 503,
        headers: { 'Retry-After': '2.128' },
        body: { error: { code: 'TooManyRequests', message: 'Please retry again later.' } },
      },
      2,
    );
    for (let n = 0; n < 2; n++) {
      const { status, headers, body } = await way.graph('POST', '/me/contacts', CONTACT);
      expect({ status, retryAfter: headers.get('retry-after'), body }).toEqual({
        status: 503,
        retryAfter: '2.128',
        body: { error: { code: 'TooManyRequests', message: 'Please retry again later.' } },
      });
    }
    expect(await contacts(way)).toBe(0);
    expect((await way.graph('POST', '/me/contacts', CONTACT)).status).toBe(201);
  });

  test('a delay comes before the work', async () => {
    const way = await strike({ delayMs: 500 });
    const posted = way.graph('POST', '/me/contacts', CONTACT);
    await expect.poll(() => way.emulator.faults, { interval: 5 }).toEqual([]);
    expect(await contacts(way)).toBe(0);
    expect((await posted).status).toBe(201);
    expect(await contacts(way)).toBe(1);
  });

  test('a reset connection leaves nothing done', async () => {
    const way = await strike({ resetConnection: true });
    await expect(way.graph('POST', '/me/contacts', CONTACT)).rejects.toThrow('fetch failed');
    expect(await contacts(way)).toBe(0);
  });

  test('a lost response leaves everything done', async () => {
    const way = await strike({ loseResponse: true });
    await expect(way.graph('POST', '/me/contacts', CONTACT)).rejects.toThrow('fetch failed');
    expect(await contacts(way)).toBe(1);
  });

  test('a truncated body breaks off while it is read, with everything done', async () => {
    const way = await strike({ truncateBody: true });
    await expect(way.graph('POST', '/me/contacts', CONTACT)).rejects.toThrow(/terminated|fetch failed/);
    expect(await contacts(way)).toBe(1);
  });

  test.each(['resetConnection', 'loseResponse', 'truncateBody'] as const)(
    'a request of a batch under %s cuts the whole batch',
    async (kind) => {
      const action = { [kind]: true } as unknown as FaultInput['action'];
      const way = await strike(action);
      const requests = ['1', '2'].map((id) => ({
        id,
        method: 'POST',
        url: '/me/contacts',
        headers: { 'Content-Type': 'application/json' },
        body: CONTACT,
      }));
      await expect(way.graph('POST', '/$batch', { requests })).rejects.toThrow(/terminated|fetch failed/);
      expect(way.emulator.faults).toEqual([]);
    },
  );

  test('other methods, paths and mailboxes are left alone', async () => {
    const way = await strike({ resetConnection: true });
    expect((await way.graph('GET', '/me/contacts')).status).toBe(200);
    expect((await way.graph('POST', '/me/contactFolders', { displayName: 'F' })).status).toBe(201);
    expect(way.emulator.faults).toHaveLength(1);
  });
});
