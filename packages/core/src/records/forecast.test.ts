import { describe, expect, test } from 'vitest';
import { FORECAST_DATE, FORECAST_FIGURES, forecastPeriod, LOST_STAGES, WON_STAGE } from './forecast.ts';
import { findField } from './record-fields.ts';

describe('forecasts', () => {
  test.each([
    ['2026-01-01', 'quarter', '2026-Q1', '2026-03-31'],
    ['2026-10-01', 'quarter', '2026-Q4', '2026-12-31'],
    ['2026-02-01', 'month', '2026-02', '2026-02-28'],
    ['2028-02-01', 'month', '2028-02', '2028-02-29'],
    ['2026-12-01', 'month', '2026-12', '2026-12-31'],
  ] as const)('the period from %s by the %s is %s until %s', (start, period, name, end) => {
    expect(forecastPeriod(start, period)).toEqual({ name, end });
  });

  test('what a forecast rests on are fields of deals, and its stages are stages', () => {
    for (const field of [FORECAST_DATE, ...Object.values(FORECAST_FIGURES).flat()]) {
      expect(findField('Deals', field)?.apiName).toBe(field);
    }
    const stages = findField('Deals', 'Stage')?.pickListValues;
    expect(stages).toEqual(expect.arrayContaining([WON_STAGE, ...LOST_STAGES]));
  });
});
