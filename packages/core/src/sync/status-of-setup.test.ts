import { describe, expect, test } from 'vitest';
import { SETUP_STATES } from './status.ts';
import { statusOfSetup, type SetupFacts, type StatusFacts } from './status-of-setup.ts';

const NOW = '2026-03-01T10:00:00Z';
const setup: SetupFacts = {
  phase: 'active',
  phaseSince: '2026-02-01T00:00:00Z',
  problem: null,
  ownPause: null,
  awaitingConfirmation: null,
  progress: null,
  lastGoodEndAt: null,
  nextAttemptAt: '2026-03-01T10:05:00Z',
  heldCount: 0,
  failedCount: 0,
};
const facts = (changes: Partial<SetupFacts> | null, more: Partial<StatusFacts> = {}): StatusFacts => ({
  grant: { granted: true },
  userActive: true,
  setup: changes === null ? null : { ...setup, ...changes },
  ...more,
});
const problem = (kind: NonNullable<SetupFacts['problem']>['class']) => ({ class: kind, since: NOW });
const refusedBy = (
  rule: Extract<StatusFacts['grant'], { granted: false }>['rule'],
): Partial<StatusFacts> => ({
  grant: { granted: false, rule, since: '2026-02-20T00:00:00Z' },
});
const EDITION = refusedBy({ code: 'edition', edition: 'Free' });
const REVOKED = refusedBy({ code: 'permission_off', permission: 'Crm_Implied_Mscontact_Sync' });
const confirmation = { since: NOW, deletions: 40, peopleMailed: 0 };

describe('each state has its reason and the one who can act', () => {
  test.each([
    ['unavailable', 'edition', 'administrator', facts({}, EDITION)],
    ['not_enabled', 'never_enabled', 'user', facts(null)],
    ['not_enabled', 'permission_off', 'administrator', facts(null, REVOKED)],
    ['not_enabled', 'disabled', 'user', facts({ phase: 'disabled' })],
    ['paused', 'permission_off', 'administrator', facts({}, REVOKED)],
    ['paused', 'extension_off', 'administrator', facts({}, refusedBy({ code: 'extension_off' }))],
    ['paused', 'user_inactive', 'administrator', facts({}, { userActive: false })],
    ['paused', 'own_pause', 'user', facts({ ownPause: { since: NOW } })],
    ['setting_up', 'preview_ready', 'user', facts({ phase: 'preview_ready' })],
    ['setting_up', 'previewing', 'nobody', facts({ phase: 'previewing' })],
    ['failing', 'our_credentials', 'operator', facts({ problem: problem('our_credentials') })],
    ['failing', 'defect', 'operator', facts({ problem: problem('defect') })],
    ['mailbox_unavailable', 'mailbox', 'microsoft_administrator', facts({ problem: problem('mailbox') })],
    [
      'admin_consent_needed',
      'admin_consent',
      'microsoft_administrator',
      facts({ problem: problem('admin_consent') }),
    ],
    ['sign_in_needed', 'sign_in', 'user', facts({ problem: problem('sign_in') })],
    ['container_gone', 'container_gone', 'user', facts({ problem: problem('container_gone') })],
    [
      'container_gone',
      'container_gone',
      'user',
      facts({ phase: 'previewing', problem: problem('container_gone') }),
    ],
    ['confirmation_needed', 'many_deletions', 'user', facts({ awaitingConfirmation: confirmation })],
    ['delayed', 'throttled', 'nobody', facts({ problem: problem('throttled') })],
    ['removing', 'removing', 'nobody', facts({ phase: 'removing' })],
    ['first_sync', 'first_sync', 'nobody', facts({ phase: 'first_sync' })],
    ['active', 'active', 'nobody', facts({})],
  ])('%s because of %s, for %s', (state, reason, who, given) => {
    const status = statusOfSetup(given, NOW);
    expect(status).toMatchObject({ state, reason, who });
    expect(status.message).toMatch(/\.$/);
  });
});

test('where several states hold, the first of the order wins', () => {
  let given = facts({ phase: 'active' });
  const worsen: [string, (now: StatusFacts) => StatusFacts][] = [
    ['active', (now) => now],
    ['first_sync', (now) => ({ ...now, setup: { ...setup, phase: 'first_sync' } })],
    ['removing', (now) => ({ ...now, setup: { ...setup, phase: 'removing' } })],
    ['delayed', (now) => ({ ...now, setup: { ...(now.setup ?? setup), problem: problem('throttled') } })],
    [
      'confirmation_needed',
      (now) => ({ ...now, setup: { ...(now.setup ?? setup), awaitingConfirmation: confirmation } }),
    ],
    [
      'container_gone',
      (now) => ({ ...now, setup: { ...(now.setup ?? setup), problem: problem('container_gone') } }),
    ],
    [
      'sign_in_needed',
      (now) => ({ ...now, setup: { ...(now.setup ?? setup), problem: problem('sign_in') } }),
    ],
    [
      'admin_consent_needed',
      (now) => ({ ...now, setup: { ...(now.setup ?? setup), problem: problem('admin_consent') } }),
    ],
    [
      'mailbox_unavailable',
      (now) => ({ ...now, setup: { ...(now.setup ?? setup), problem: problem('mailbox') } }),
    ],
    ['failing', (now) => ({ ...now, setup: { ...(now.setup ?? setup), problem: problem('defect') } })],
    ['setting_up', (now) => ({ ...now, setup: { ...(now.setup ?? setup), phase: 'configuring' } })],
    ['paused', (now) => ({ ...now, setup: { ...(now.setup ?? setup), ownPause: { since: NOW } } })],
    ['not_enabled', (now) => ({ ...now, setup: { ...(now.setup ?? setup), phase: 'disabled' } })],
    ['unavailable', (now) => ({ ...now, ...EDITION })],
  ];
  const seen: string[] = [];
  for (const [state, change] of worsen) {
    given = change(given);
    expect(statusOfSetup(given, NOW).state).toBe(state);
    seen.push(state);
  }
  expect(seen.toReversed()).toEqual([...SETUP_STATES]);
});

test('Enable is active only when nothing but the user is missing', () => {
  expect(statusOfSetup(facts(null), NOW).enable).toEqual({ active: true, reason: null });
  expect(statusOfSetup(facts(null, REVOKED), NOW).enable).toEqual({
    active: false,
    reason: 'permission_off',
  });
  expect(statusOfSetup(facts(null, EDITION), NOW).enable).toEqual({ active: false, reason: 'edition' });
  expect(statusOfSetup(facts(null, { userActive: false }), NOW).enable).toEqual({
    active: false,
    reason: 'user_inactive',
  });
  expect(statusOfSetup(facts({}), NOW).enable.active).toBe(false);
});

test('the reason shown is the rule that decided, with when it began', () => {
  expect(statusOfSetup(facts({}, REVOKED), NOW)).toMatchObject({
    reason: 'permission_off',
    since: '2026-02-20T00:00:00Z',
    nextAttemptAt: null,
  });
});

test('a sync that resumed is up to date only after a run has ended', () => {
  const resumed = { phaseSince: '2026-03-01T09:00:00Z' };
  const before = facts({ ...resumed, lastGoodEndAt: '2026-03-01T08:00:00Z', failedCount: 1 });
  expect(statusOfSetup(before, NOW)).toMatchObject({ state: 'active', reason: 'catching_up' });
  const after = facts({ ...resumed, lastGoodEndAt: '2026-03-01T09:00:10Z' });
  expect(statusOfSetup(after, NOW).reason).toBe('active');
});

test('a next attempt is shown only where one happens by itself and lies ahead', () => {
  expect(statusOfSetup(facts({}), NOW).nextAttemptAt).toBe('2026-03-01T10:05:00Z');
  expect(statusOfSetup(facts({}), '2026-03-01T11:00:00Z').nextAttemptAt).toBeNull();
  expect(statusOfSetup(facts({ problem: problem('sign_in') }), NOW).nextAttemptAt).toBeNull();
});

test('progress belongs to the first sync', () => {
  const progress = { done: 20, total: null };
  expect(statusOfSetup(facts({ phase: 'first_sync', progress }), NOW).progress).toEqual({
    done: 20,
    total: 20,
  });
  expect(statusOfSetup(facts({ progress }), NOW).progress).toBeNull();
});
