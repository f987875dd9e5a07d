import { ITEM_MAPPING, occurrenceDate, type Canonical, type SeenItem } from '@syncgrant/core';
import { MAILBOX_MODULES, type GraphRequest } from '@syncgrant/microsoft';
import type { ModuleRun } from './module-run.ts';
import { readContext } from './read-context.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Asks for what a series has around a date, whatever the zone that the date is of; null where nothing repeats. */
export function occurrenceRequest(
  { module, configuration }: ModuleRun,
  seriesItemId: string,
  date: string,
): GraphRequest | null {
  const { instances } = MAILBOX_MODULES[module];
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const [from, to] = [midnight - DAY_MS, midnight + 2 * DAY_MS].map((at) => new Date(at).toISOString());
  return instances?.between(configuration.containerId, seriesItemId, from ?? '', to ?? '') ?? null;
}

/** The occurrence that the series' pattern has on the date, as it is or changed. */
export function occurrenceIn(
  run: ModuleRun,
  body: unknown,
  series: Canonical,
  date: string,
): { readonly itemId: string; readonly item: SeenItem } | undefined {
  const items = MAILBOX_MODULES[run.module].instances?.parse(body) ?? [];
  return items
    .map((item) => ({
      itemId: item.id,
      item: ITEM_MAPPING[run.module].fromItem(item, readContext(run)),
    }))
    .find(({ item: { traits } }) => {
      const begins = traits.occurrence?.originalStart ?? '';
      return occurrenceDate(begins, series) === date && traits.cancelled !== true;
    });
}
