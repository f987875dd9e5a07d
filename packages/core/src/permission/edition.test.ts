import { expect, test } from 'vitest';
import { DATA_CENTER_NAMES, EDITION_NAMES, EDITIONS, microsoftAvailability } from './edition.ts';

test('the Microsoft integration exists in every paid edition and every data centre but CN', () => {
  for (const edition of EDITION_NAMES) {
    for (const dataCenter of DATA_CENTER_NAMES) {
      expect(microsoftAvailability(edition, dataCenter).available).toBe(
        edition !== 'Free' && dataCenter !== 'CN',
      );
    }
  }
});

test('where both edition and data centre stand in the way, the one that no purchase cures is told', () => {
  expect(microsoftAvailability('Free', 'CN')).toEqual({
    available: false,
    refusal: { granted: false, rule: { code: 'data_center', dataCenter: 'CN' } },
  });
  expect(microsoftAvailability('Free', 'US')).toEqual({
    available: false,
    refusal: { granted: false, rule: { code: 'edition', edition: 'Free' } },
  });
});

test('custom profiles are limited to 0, 15 and 25', () => {
  expect(EDITION_NAMES.map((edition) => [edition, EDITIONS[edition].customProfiles])).toEqual([
    ['Free', 0],
    ['Professional', 15],
    ['Enterprise', 25],
  ]);
});
