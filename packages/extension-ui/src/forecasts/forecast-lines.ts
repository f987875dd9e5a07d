import type { ForecastPeriod } from '@syncgrant/core';
import { BYTE_ORDER_MARK, csvLine } from '../csv/write-csv.ts';
import type { Caller } from '../http/caller.ts';
import { forecastPage, forecastSight } from './forecast.ts';

/** How many lines are held at once. */
const LINES_PER_PAGE = 500;

/** The forecast of a year as the text of a CSV file, with the figures that the caller may be told. */
export async function* forecastLines(
  caller: Caller,
  asked: { readonly year: number; readonly period: ForecastPeriod },
): AsyncGenerator<string> {
  const sight = forecastSight(caller);
  const { figures } = sight;
  yield BYTE_ORDER_MARK + csvLine(['period', 'start', 'end', 'Owner.id', 'Owner', ...figures]);
  for (let offset = 0, more = true; more; offset += LINES_PER_PAGE) {
    const page = await forecastPage(caller, sight, { ...asked, limit: LINES_PER_PAGE, offset });
    yield page.lines
      .map(({ period, start, end, Owner, told }) =>
        csvLine([
          period,
          start,
          end,
          Owner?.id ?? null,
          Owner?.name ?? null,
          ...figures.map((figure) => told[figure] ?? null),
        ]),
      )
      .join('');
    more = page.more && page.lines.length > 0;
  }
}
