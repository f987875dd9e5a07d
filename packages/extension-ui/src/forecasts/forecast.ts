import {
  explain,
  FORECAST_DATE,
  FORECAST_FIGURE_NAMES,
  FORECAST_FIGURES,
  forecastPeriod,
  type ForecastFigure,
  type ForecastPeriod,
  type Refused,
} from '@syncgrant/core';
import { forecastDeals, readUsers } from '@syncgrant/store';
import type { Refusal } from '../http/answer.ts';
import type { Caller } from '../http/caller.ts';
import { refusedBy } from '../http/no-permission.ts';
import { ModuleDecisions } from '../records/module-decisions.ts';

interface LeftOut {
  readonly figure: ForecastFigure;
  readonly api_name: string;
  readonly rule: string;
  readonly message: string;
}

/** Which figures the caller may be told. */
export interface ForecastSight {
  readonly figures: readonly ForecastFigure[];
  readonly leftOut: readonly LeftOut[];
}

/** A forecast shows deals: it takes the right to see them and the field that it goes by. */
export function refusedForecast({ context }: Caller): Refusal | null {
  const deals = new ModuleDecisions(context, 'Deals');
  return refusedBy(deals.decide('view')) ?? refusedBy(deals.decideRead(FORECAST_DATE));
}

export function forecastSight({ context }: Caller): ForecastSight {
  const deals = new ModuleDecisions(context, 'Deals');
  const figures: ForecastFigure[] = [];
  const leftOut: LeftOut[] = [];
  for (const figure of FORECAST_FIGURE_NAMES) {
    const hidden = firstHidden(deals, FORECAST_FIGURES[figure]);
    if (hidden === null) figures.push(figure);
    else {
      const { rule, message } = explain(hidden.decision, 'subject');
      leftOut.push({ figure, api_name: hidden.field, rule: rule.code, message });
    }
  }
  return { figures, leftOut };
}

function firstHidden(
  deals: ModuleDecisions,
  fields: readonly string[],
): { readonly field: string; readonly decision: Refused } | null {
  for (const field of fields) {
    const decision = deals.decideRead(field);
    if (!decision.granted) return { field, decision };
  }
  return null;
}

/** What is expected of one owner's deals in one period. */
export interface ForecastLine {
  readonly period: string;
  readonly start: string;
  readonly end: string;
  /** Null where those of all owners are added up. */
  readonly Owner: { readonly id: string; readonly name: string } | null;
  readonly told: Readonly<Partial<Record<ForecastFigure, number>>>;
}

/** A page of the forecast of a year, of those deals that the caller may see. */
export async function forecastPage(
  { tenant, context, facts }: Caller,
  { figures }: ForecastSight,
  query: {
    readonly year: number;
    readonly period: ForecastPeriod;
    readonly limit: number;
    readonly offset: number;
  },
) {
  const { year, period, limit, offset } = query;
  const deals = new ModuleDecisions(context, 'Deals');
  const everyone = deals.may('view', false);
  const { rows, more } = await forecastDeals(tenant, {
    ownerId: everyone ? undefined : facts.user.id,
    from: `${year}-01-01`,
    to: `${year}-12-31`,
    period,
    byOwner: deals.mayRead('Owner'),
    limit,
    offset,
  });
  const owners = [...new Set(rows.flatMap(({ ownerId }) => ownerId ?? []))];
  const names = new Map((await readUsers(tenant, owners)).map(({ id, name }) => [id, name]));
  const lines = rows.map((row): ForecastLine => {
    const { name, end } = forecastPeriod(row.start, period);
    const { ownerId } = row;
    return {
      period: name,
      start: row.start,
      end,
      Owner: ownerId === null ? null : { id: ownerId, name: names.get(ownerId) ?? '' },
      told: Object.fromEntries(figures.map((figure) => [figure, row[figure]])),
    };
  });
  return { lines, more };
}
