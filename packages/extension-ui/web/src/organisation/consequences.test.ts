import { expect, test } from 'vitest';
import { consequencesOf } from './consequences.ts';

const ENTERPRISE = { edition: 'Enterprise', dataCenter: 'EU' } as const;

test('a fall to Free stops the sync and keeps the profiles', () => {
  expect(consequencesOf(ENTERPRISE, { ...ENTERPRISE, edition: 'Free' })).toEqual([
    'sync_stops',
    'profiles_kept',
  ]);
});

test('a move to China stops the sync, the way back resumes it', () => {
  const china = { ...ENTERPRISE, dataCenter: 'CN' } as const;
  expect(consequencesOf(ENTERPRISE, china)).toEqual(['sync_stops']);
  expect(consequencesOf(china, ENTERPRISE)).toEqual(['sync_resumes']);
});

test('between paid editions the sync stays', () => {
  expect(consequencesOf(ENTERPRISE, { ...ENTERPRISE, edition: 'Professional' })).toEqual([
    'sync_stays',
    'profiles_kept',
  ]);
  expect(consequencesOf(ENTERPRISE, { ...ENTERPRISE, dataCenter: 'US' })).toEqual(['sync_stays']);
});
