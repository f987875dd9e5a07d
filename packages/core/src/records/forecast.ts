import { keysOf } from '../permission/keys-of.ts';

/** What is expected of deals by the date on which they close; nothing of it is kept, it follows from the deals. */

export type ForecastPeriod = 'month' | 'quarter';

/** The field that puts a deal into a period: without it there is no forecast. */
export const FORECAST_DATE = 'Closing_Date';

export const WON_STAGE = 'Closed Won';
export const LOST_STAGES = ['Closed Lost', 'Closed-Lost to Competition'] as const;

/**
 * The figures, and the fields that each rests on: who may not see one of the fields is not told the figure. `pipeline` is the
 * amount of deals that are neither won nor lost, `weighted` the same by their probability (a deal without one counts for
 * nothing), `closed_won` the amount of those that are won; `deals` counts them all.
 */
export const FORECAST_FIGURES = {
  deals: [],
  pipeline: ['Amount', 'Stage'],
  weighted: ['Amount', 'Stage', 'Probability'],
  closed_won: ['Amount', 'Stage'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ForecastFigure = keyof typeof FORECAST_FIGURES;

export const FORECAST_FIGURE_NAMES: readonly ForecastFigure[] = keysOf(FORECAST_FIGURES);

const MONTHS: Readonly<Record<ForecastPeriod, number>> = { month: 1, quarter: 3 };

/** Name and last day of the period that begins on the date: `2026-Q1` until 2026-03-31, `2026-02` until 2026-02-28. */
export function forecastPeriod(
  start: string,
  period: ForecastPeriod,
): { readonly name: string; readonly end: string } {
  const [year = 0, month = 0] = start.split('-').map(Number);
  const name = period === 'month' ? start.slice(0, 7) : `${start.slice(0, 4)}-Q${Math.ceil(month / 3)}`;
  const end = new Date(Date.UTC(year, month - 1 + MONTHS[period], 0)).toISOString().slice(0, 10);
  return { name, end };
}
