import type { SetupState } from '@syncgrant/core';
import { expect, test } from 'vitest';
import { beganAt } from './announce.ts';

const TOLD = '2026-03-01T08:00:00.000Z';
const RAN = new Date('2026-03-01T09:00:00.000Z');
const NOW = new Date('2026-03-01T10:00:00.000Z');
const told = (state: SetupState) => ({ state, reason: '', since: TOLD });
const inherits = (state: SetupState) => ({ state, since: TOLD });

test('a state that goes on began when it was told first, whatever its reason is now', () => {
  expect(beganAt(told('active'), { state: 'active', since: NOW.toISOString() }, RAN, NOW)).toBe(TOLD);
});

test('a state with a moment of its own began then', () => {
  const since = '2026-03-01T07:00:00.000Z';
  expect(beganAt(told('active'), { state: 'paused', since }, RAN, NOW)).toBe(since);
  expect(beganAt(null, { state: 'paused', since }, RAN, NOW)).toBe(since);
});

test('a sync that may run again is active from now on, so that its last run lies before it', () => {
  expect(beganAt(told('paused'), inherits('active'), RAN, NOW)).toBe(NOW.toISOString());
  const before = new Date('2026-03-01T07:30:00.000Z');
  expect(beganAt(told('sign_in_needed'), inherits('active'), before, NOW)).toBe(NOW.toISOString());
});

test('a sync that a run made active is so since that run', () => {
  expect(beganAt(told('first_sync'), inherits('active'), RAN, NOW)).toBe(RAN.toISOString());
  const beforeTold = new Date('2026-03-01T07:59:59.000Z');
  expect(beganAt(told('first_sync'), inherits('active'), beforeTold, NOW)).toBe(beforeTold.toISOString());
  expect(beganAt(told('first_sync'), inherits('active'), null, NOW)).toBe(NOW.toISOString());
});
