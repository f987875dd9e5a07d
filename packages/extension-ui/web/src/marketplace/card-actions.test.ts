import type { Card, SetupView } from '@syncgrant/contracts';
import { SETUP_STATES, type SetupState } from '@syncgrant/core';
import { expect, test } from 'vitest';
import { text } from '../text.ts';
import { actionsOf } from './card-actions.ts';
import { STATE_LOOK } from './state-look.ts';

const SETUP: SetupView = {
  phase: 'active',
  account: { username: 'ada@contoso.example', displayName: 'Ada' },
  configuration: null,
  preview: null,
  ownPause: false,
  linkCount: 0,
  heldCount: 0,
  failedCount: 0,
  conflictCount: 0,
  lastSyncAt: null,
  nextSyncAt: null,
  confirmation: null,
};

const cardOf = (state: SetupState, setup: Partial<SetupView> | null): Card => ({
  module: 'contacts',
  status: {
    state,
    reason: '',
    message: '',
    who: 'user',
    since: null,
    nextAttemptAt: null,
    progress: null,
    enable: { active: false, reason: null },
  },
  setup: setup && { ...SETUP, ...setup },
});

test.each(SETUP_STATES)('%s has a look, a name and something to do', (state) => {
  expect(STATE_LOOK[state]).toBeDefined();
  expect(text.setupStates[state]).not.toBe('');
  expect(actionsOf(cardOf(state, {})).length).toBeGreaterThan(0);
});

test.each(SETUP_STATES)('without a setup, or with a disabled one, %s offers Enable alone', (state) => {
  expect(actionsOf(cardOf(state, null))).toEqual(['enable']);
  expect(actionsOf(cardOf(state, { phase: 'disabled' }))).toEqual(['enable']);
});

test('what the administrator paused cannot be resumed by the user', () => {
  expect(actionsOf(cardOf('paused', { ownPause: false }))).not.toContain('resume');
  expect(actionsOf(cardOf('paused', { ownPause: true }))[0]).toBe('resume');
});

test('a setup that is being made leads to its next step', () => {
  expect(actionsOf(cardOf('setting_up', { phase: 'configuring' }))[0]).toBe('configure');
  expect(actionsOf(cardOf('setting_up', { phase: 'previewing' }))[0]).toBe('preview');
  expect(actionsOf(cardOf('setting_up', { phase: 'preview_ready' }))[0]).toBe('preview');
});

test('deletions and mail can be confirmed only where their number is known', () => {
  const offered = (deletions: number, peopleMailed: number) => {
    const confirmation = { deletions, linkCount: 900, peopleMailed };
    const actions = actionsOf(cardOf('confirmation_needed', { confirmation }));
    return actions.filter((action) => action.startsWith('confirm'));
  };
  expect(actionsOf(cardOf('confirmation_needed', {}))).toEqual(['pause', 'disable']);
  expect(offered(86, 0)).toEqual(['confirm_deletions']);
  expect(offered(0, 60)).toEqual(['confirm_mail']);
  expect(offered(86, 60)).toEqual(['confirm_deletions', 'confirm_mail']);
});
