import { getSyncSeries } from '@syncgrant/contracts';
import { sumTicks } from '@syncgrant/store';
import { subordinatesOnly } from '../administration/seen-users.ts';
import { defineRoute } from '../http/route.ts';

const HOUR_MS = 60 * 60_000;

const SPANS = {
  '24h': { step: 'hour', stepMs: HOUR_MS, steps: 24 },
  '7d': { step: 'day', stepMs: 24 * HOUR_MS, steps: 7 },
  '30d': { step: 'day', stepMs: 24 * HOUR_MS, steps: 30 },
} as const;

const NOTHING = {
  ticks: 0,
  troubled: 0,
  requests: 0,
  throttled: 0,
  written: 0,
  failed: 0,
  meanWaitMs: null,
  longestWaitMs: null,
};

/** A point for every step, the running one included, whether or not something happened in it. */
export const getSyncSeriesRoute = defineRoute(getSyncSeries, async ({ query, caller }, { deps }) => {
  const { step, stepMs, steps } = SPANS[query.span];
  const last = Math.floor(deps.engine.now().getTime() / stepMs) * stepMs;
  const starts = Array.from({ length: steps }, (_, index) => last - (steps - 1 - index) * stepMs);
  const among = (await subordinatesOnly(caller)) ?? null;
  const sums = await sumTicks(caller.tenant, step, new Date(last - (steps - 1) * stepMs), among);
  return {
    step,
    points: starts.map((start) => ({
      ...(sums.find(({ from }) => from.getTime() === start) ?? NOTHING),
      from: new Date(start).toISOString(),
    })),
  };
});
