import { afterEach, expect, test, vi } from 'vitest';
import type { Emulator } from '../emulator.ts';
import { ANN, BOB, type GraphReply, signIn, startEmulator, steer } from '../testing/fixture.ts';

/** Lets delayed requests wait until `release` is called; answers when as many faults as there were have struck. */
async function hold(emulator: Emulator): Promise<void> {
  while (emulator.faults.length > 0) await new Promise(setImmediate);
}
const release = () => vi.advanceTimersByTimeAsync(1_000);
const holdTimers = () => vi.useFakeTimers({ toFake: ['setTimeout'] });
afterEach(() => vi.useRealTimers());

const MAILBOX_CONCURRENCY = {
  code: 'ApplicationThrottled',
  message: 'Application is over its MailboxConcurrency limit.',
};

const errorOf = ({ status, body, headers }: GraphReply) => ({
  status,
  error: { code: body.error.code, message: body.error.message },
  retryAfter: headers.get('retry-after'),
});

test('a fifth request to a mailbox at the same time is throttled; another mailbox is not', async () => {
  const emulator = startEmulator();
  const [ann, bob] = [await signIn(emulator, ANN.upn), await signIn(emulator, BOB.upn)];
  holdTimers();
  emulator.addFaults([{ match: { mailbox: ANN.upn }, count: 4, action: { delayMs: 100 } }]);
  const four = ['/me/events', '/me/contacts', '/me/todo/lists', '/me/calendars'].map((path) =>
    ann('GET', path),
  );
  await hold(emulator);
  expect(errorOf(await ann('GET', '/me/contacts'))).toEqual({
    status: 429,
    error: MAILBOX_CONCURRENCY,
    retryAfter: '1',
  });
  expect((await bob('GET', '/me/contacts')).status).toBe(200);
  expect((await ann('GET', '/me')).status).toBe(200);
  await release();
  expect((await Promise.all(four)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect((await ann('GET', '/me/contacts')).status).toBe(200);
});

test('requests of a batch keep to four at a time, and are throttled each by itself beside others', async () => {
  const emulator = startEmulator();
  const graph = await signIn(emulator, ANN.upn);
  const requests = Array.from({ length: 20 }, (_, n) => ({ id: `${n}`, method: 'GET', url: '/me/contacts' }));
  const statuses = (reply: GraphReply): number[] =>
    reply.body.responses.map(({ status }: { status: number }) => status);

  expect(statuses(await graph('POST', '/$batch', { requests }))).toEqual(Array(20).fill(200));

  holdTimers();
  emulator.addFaults([{ match: { path: '/events$' }, count: 2, action: { delayMs: 100 } }]);
  const others = [graph('GET', '/me/events'), graph('GET', '/me/events')];
  await hold(emulator);
  const beside = await graph('POST', '/$batch', { requests });
  expect(beside.status).toBe(200);
  expect(new Set(statuses(beside))).toEqual(new Set([200, 429]));
  const throttled = beside.body.responses.find(({ status }: { status: number }) => status === 429);
  expect(throttled.headers['Retry-After']).toBe('1');
  expect(throttled.body.error).toMatchObject(MAILBOX_CONCURRENCY);
  await release();
  expect((await Promise.all(others)).map(({ status }) => status)).toEqual([200, 200]);
});

test('a batch whose requests all start at once has most of them throttled, as was once reported', async () => {
  const graph = await signIn(startEmulator({ behaviour: { batchParallel: 20 } }), ANN.upn);
  const requests = Array.from({ length: 20 }, (_, n) => ({ id: `${n}`, method: 'GET', url: '/me/contacts' }));
  const { body } = await graph('POST', '/$batch', { requests });
  const throttled = body.responses.filter(({ status }: { status: number }) => status === 429);
  expect(throttled).toHaveLength(16);
});

test('a mailbox takes a number of requests in ten minutes, and says when it takes more', async () => {
  const emulator = startEmulator({ behaviour: { mailboxRequests: 3 } });
  const [ann, bob] = [await signIn(emulator, ANN.upn), await signIn(emulator, BOB.upn)];
  await steer(emulator, 'clock', { freeze: '2026-03-02T12:00:00Z' });
  for (let n = 0; n < 3; n++) expect((await ann('GET', '/me/contacts')).status).toBe(200);
  await steer(emulator, 'clock', { freeze: '2026-03-02T12:04:00Z' });
  expect(errorOf(await ann('GET', '/me/contacts'))).toMatchObject({
    status: 429,
    error: { code: 'ApplicationThrottled' },
    retryAfter: '360',
  });
  expect((await bob('GET', '/me/contacts')).status).toBe(200);
  await steer(emulator, 'clock', { freeze: '2026-03-02T12:10:00Z' });
  expect((await ann('GET', '/me/contacts')).status).toBe(200);
});
