import { decide } from '@syncgrant/core';
import { exportForecasts } from '@syncgrant/contracts';
import { csvAnswer } from '../csv/csv-answer.ts';
import { forecastLines } from '../forecasts/forecast-lines.ts';
import { refusedForecast } from '../forecasts/forecast.ts';
import { refusedBy } from '../http/no-permission.ts';
import { defineRoute } from '../http/route.ts';

export const exportForecastsRoute = defineRoute(
  exportForecasts,
  async ({ query, caller }, { deps: { engine } }) => {
    const refused =
      refusedBy(
        decide(caller.context, { kind: 'record', module: 'Forecasts', action: 'view', via: 'export' }),
      ) ?? refusedForecast(caller);
    if (refused !== null) return refused;
    const now = engine.now();
    const { year = now.getUTCFullYear(), period } = query;
    return csvAnswer('Forecasts', now, forecastLines(caller, { year, period }));
  },
);
