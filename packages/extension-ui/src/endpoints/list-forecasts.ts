import { listForecasts } from '@syncgrant/contracts';
import { forecastPage, forecastSight, refusedForecast } from '../forecasts/forecast.ts';
import { NO_CONTENT } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const listForecastsRoute = defineRoute(listForecasts, async ({ query, caller }, { deps }) => {
  const refused = refusedForecast(caller);
  if (refused !== null) return refused;
  const { year = deps.engine.now().getUTCFullYear(), period, page = 1, per_page: limit } = query;
  const sight = forecastSight(caller);
  const asked = { year, period, limit, offset: (page - 1) * limit };
  const { lines, more } = await forecastPage(caller, sight, asked);
  if (lines.length === 0) return NO_CONTENT;
  const info = {
    page,
    per_page: limit,
    count: lines.length,
    more_records: more,
    left_out: [...sight.leftOut],
  };
  return { data: lines.map(({ told, ...line }) => ({ ...line, ...told })), info };
});
