import { expect, test } from 'vitest';
import { Refusal } from './answer.ts';
import { FormRoom } from './form-room.ts';

const MB = 1_048_576;

/** Work that lasts until it is told to end. */
function lasting() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  return { work: () => promise, end: () => resolve('done'), fail: (error: Error) => reject(error) };
}
const quick = () => Promise.resolve('done');

test('a user has room for so much at once, and again when some of it is answered', async () => {
  const room = new FormRoom();
  const first = lasting();
  const held = room.hold('ada', 60 * MB, first.work);
  expect(await room.hold('ada', 4 * MB, quick)).toBe('done');
  expect(await room.hold('ada', 5 * MB, quick)).toMatchObject({ status: 429, code: 'TOO_MANY_REQUESTS' });
  expect(await room.hold('grace', 60 * MB, quick)).toBe('done');
  first.end();
  expect(await held).toBe('done');
  expect(await room.hold('ada', 64 * MB, quick)).toBe('done');
});

test('all users together have room for so much', async () => {
  const room = new FormRoom();
  const works = ['a', 'b', 'c', 'd'].map((user) => ({ user, ...lasting() }));
  const held = works.map(({ user, work }) => room.hold(user, 64 * MB, work));
  expect(await room.hold('e', 1, quick)).toBeInstanceOf(Refusal);
  works[0]?.end();
  await held[0];
  expect(await room.hold('e', 1, quick)).toBe('done');
  for (const { end } of works) end();
  await Promise.all(held);
});

test('work that fails gives its room back', async () => {
  const room = new FormRoom();
  const failing = lasting();
  const held = room.hold('ada', 64 * MB, failing.work);
  failing.fail(new Error('broken'));
  await expect(held).rejects.toThrow('broken');
  expect(await room.hold('ada', 64 * MB, quick)).toBe('done');
});
