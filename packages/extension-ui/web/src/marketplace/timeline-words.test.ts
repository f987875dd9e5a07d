import { expect, test } from 'vitest';
import { timelineWords } from './timeline-words.ts';

const entry = (kind: string, reason: string, message = '') => ({ kind, message, detail: { reason } });
const FIRST_SYNC = entry('first_sync', 'first_sync');
const REVOKED = entry(
  'paused',
  'permission_off',
  'Your profile does not have the permission “Microsoft: Contacts”.',
);
const ACTIVE = entry('active', 'active');
const FAILURES = entry('active', 'active_with_failures');

test.each([
  [entry('setting_up', 'configuring'), null, 'Setup began'],
  [entry('setting_up', 'preview_ready'), null, 'Preview ready'],
  [FIRST_SYNC, null, 'First sync started'],
  [REVOKED, null, 'Paused: your profile does not have the permission “Microsoft: Contacts”'],
  [entry('paused', 'own_pause'), null, 'Paused by you'],
  [
    entry('delayed', 'throttled', 'Microsoft asked for a break. The sync goes on by itself.'),
    null,
    'Delayed: Microsoft asked for a break',
  ],
  [ACTIVE, FIRST_SYNC, 'First sync finished'],
  [FAILURES, FIRST_SYNC, 'First sync finished; some items could not be synced'],
  [entry('active', 'catching_up'), REVOKED, 'Resumed'],
  [ACTIVE, entry('active', 'catching_up'), 'Caught up'],
  [FAILURES, ACTIVE, 'Some items could not be synced'],
  [ACTIVE, FAILURES, 'All items could be synced again'],
  [ACTIVE, entry('sign_in_needed', 'sign_in'), 'Running again'],
  [ACTIVE, null, 'Active'],
])('%j after %j', (now, before, words) => {
  expect(timelineWords(now, before)).toBe(words);
});

test('a kind that is not known is told as the server wrote it', () => {
  expect(timelineWords(entry('moved', 'toString', 'The mailbox moved.'), null)).toBe('The mailbox moved.');
  expect(timelineWords(entry('failing', 'toString', 'The sync failed. Why?'), null)).toBe(
    'Failed: the sync failed',
  );
});
