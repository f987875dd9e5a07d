import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Notice } from './notice.ts';
import { NoticeInbox } from './notice-inbox.ts';

const notice = (subscriptionId: string): Notice => ({
  organisationId: '1',
  setupId: '2',
  subscriptionId,
  secret: 'secret',
  kind: 'changed',
});

/** An inbox whose receptions wait until they are let go. */
function inboxInHand() {
  const received: string[] = [];
  const held: PromiseWithResolvers<void>[] = [];
  const inbox = new NoticeInbox(({ subscriptionId }) => {
    received.push(subscriptionId);
    const done = Promise.withResolvers<void>();
    held.push(done);
    return done.promise;
  });
  return { inbox, received, next: () => held.shift() };
}

test('equal notices that wait are one, and what comes during its reception is received again', async () => {
  const { inbox, received, next } = inboxInHand();
  const first = inbox.take([notice('a')]);
  const later = [inbox.take([notice('a')]), inbox.take([notice('a'), notice('b')])];
  expect(received).toEqual(['a']);
  next()?.resolve();
  expect(await first).toBe(true);
  next()?.resolve();
  await turn();
  next()?.resolve();
  expect(await Promise.all(later)).toEqual([true, true]);
  expect(received).toEqual(['a', 'a', 'b']);
});

test('a flood is sent away when the room is used up, and there is room again afterwards', async () => {
  const { inbox, received, next } = inboxInHand();
  const flood = Array.from({ length: 1_500 }, (_, number) => inbox.take([notice(String(number))]));
  await turn();
  expect(received).toHaveLength(1);
  for (let count = 0; count < 1_500; count += 1) {
    next()?.resolve();
    await turn();
  }
  const taken = (await Promise.all(flood)).filter(Boolean);
  expect(taken).toHaveLength(1_001);
  const again = inbox.take([notice('again')]);
  next()?.resolve();
  expect(await again).toBe(true);
});

test('a reception that fails is told to whoever sent it, and the others go on', async () => {
  const inbox = new NoticeInbox(async ({ subscriptionId }) => {
    if (subscriptionId === 'bad') throw new Error('no database');
  });
  const bad = inbox.take([notice('bad')]);
  const good = inbox.take([notice('good')]);
  await expect(bad).rejects.toThrow('no database');
  expect(await good).toBe(true);
});

test('a message without a notice is taken', async () => {
  expect(await inboxInHand().inbox.take([])).toBe(true);
});
