import { expect, test } from 'vitest';
import { readNotices } from './notice.ts';

const target = { organisationId: '1', setupId: '2' };
const said = { subscriptionId: 'a', clientState: 'secret' };
const notice = { ...target, subscriptionId: 'a', secret: 'secret', kind: 'changed' };

test('many changes are one notice; events of the life cycle are told apart', () => {
  const changes = Array.from({ length: 500 }, (_, number) => ({
    ...said,
    resourceData: { id: String(number) },
  }));
  const events = ['missed', 'reauthorizationRequired', 'subscriptionRemoved', 'somethingNew'];
  const value = [...changes, ...events.map((lifecycleEvent) => ({ ...said, lifecycleEvent }))];
  expect(readNotices(target, { value })).toEqual([
    notice,
    { ...notice, kind: 'missed' },
    { ...notice, kind: 'reauthorize' },
    { ...notice, kind: 'removed' },
  ]);
});

test('what is no notification or carries no secret is left out', () => {
  const value = [null, 7, 'x', [], {}, { subscriptionId: 'a' }, { clientState: 'secret' }, said];
  expect(readNotices(target, { value })).toEqual([notice]);
});

test.each([null, 7, 'text', [], {}, { value: null }, { value: 'x' }])('%j is no message', (body) => {
  expect(readNotices(target, body)).toBeNull();
});

test('names of built-in members are no events', () => {
  for (const lifecycleEvent of ['constructor', 'toString', '__proto__']) {
    expect(readNotices(target, { value: [{ ...said, lifecycleEvent }] })).toEqual([]);
  }
});

test('however much differs in a message, few notices come of it', () => {
  const value = Array.from({ length: 5_000 }, (_, number) => ({ ...said, subscriptionId: String(number) }));
  expect(readNotices(target, { value })).toHaveLength(20);
});
