import type { Canonical, CanonicalChanges } from './canonical.ts';
import { elementsOf } from './equality.ts';
import { dateOf, dateStartingAt, instantOf, wallTimeOf } from './instants.ts';
import type { Bases, LinkView, SeenItem } from './link.ts';

/** The date that a series' pattern has for the occurrence which would begin at this instant; `null` for no instant. */
export function occurrenceDate(originalStart: string, series: Canonical): string | null {
  const zone = typeof series['timeZone'] === 'string' ? series['timeZone'] : 'UTC';
  const start = instantOf(originalStart);
  if (start === null) return null;
  const inUtc = start.slice(0, 19);
  if (series['allDay'] === true) return dateStartingAt(inUtc, 'UTC', zone) ?? dateOf(inUtc);
  return dateOf(wallTimeOf(start, zone) ?? '');
}

/** Dates in order, each once. */
export const datesInOrder = (dates: Iterable<string>): string[] => [...new Set(dates)].toSorted();

const textsOf = (values: Canonical | undefined): string[] =>
  elementsOf(values?.['excludedDates']).filter((element) => typeof element === 'string');

/**
 * The link of a series as it is merged. An occurrence with a link of its own is no regular one at Microsoft, whatever the
 * series says of it by now. And what is cancelled there cannot be brought back: a date that the CRM no longer leaves out
 * is news from Microsoft once more.
 */
export function withExcludedDates(link: LinkView): LinkView {
  const { seen, record, bases, apart = [] } = link;
  if (seen?.state !== 'present' || seen.item.traits.series !== 'master') return link;
  const excluded = datesInOrder([...textsOf(seen.item.values), ...apart]);
  const item: SeenItem = { ...seen.item, values: { ...seen.item.values, excludedDates: excluded } };
  const inCrm = new Set(textsOf(record?.values));
  const returned = new Set(record === null ? [] : excluded.filter((date) => !inCrm.has(date)));
  const without = (values: Canonical): Canonical => ({
    ...values,
    excludedDates: textsOf(values).filter((date) => !returned.has(date)),
  });
  const merged: Bases | null = bases && { crm: without(bases.crm), microsoft: without(bases.microsoft) };
  return { ...link, seen: { state: 'present', item }, bases: merged };
}

/**
 * Two halves that were found to be the same meeting: each side's values are agreed on, and complete with that unless
 * Microsoft leaves out dates that the CRM does not. These flow, and nobody is mailed.
 */
export function firstBases(record: Canonical, item: Canonical): { bases: Bases; complete: boolean } {
  const inCrm = new Set(textsOf(record));
  const inMicrosoft = textsOf(item);
  const shared = inMicrosoft.filter((date) => inCrm.has(date));
  return {
    bases: { crm: record, microsoft: { ...item, excludedDates: shared } },
    complete: shared.length === inMicrosoft.length,
  };
}

/**
 * Dates that Microsoft is to leave out too: its series takes none, their occurrences are deleted one by one. Where a record
 * has come to stand in an occurrence's place, the occurrence is changed and not deleted.
 */
export function cancellationsIn(
  changes: CanonicalChanges,
  item: Canonical | null,
  awaited: readonly string[] = [],
): { dates: readonly string[]; itemChanges: CanonicalChanges } {
  const { excludedDates: wanted = [], ...itemChanges } = changes;
  const there = new Set([...textsOf(item ?? undefined), ...awaited]);
  return { dates: textsOf({ excludedDates: wanted }).filter((date) => !there.has(date)), itemChanges };
}

/** Dates of records whose items are not found yet, unless the CRM left them out when both sides last agreed. */
export function awaitedDates({ awaited = [], bases }: LinkView): string[] {
  const agreed = new Set(textsOf(bases?.crm));
  return awaited.filter((date) => !agreed.has(date));
}

/** Bases in which some dates are not yet agreed on. */
export function withoutDates({ crm, microsoft }: Bases, dates: readonly string[]): Bases {
  if (dates.length === 0) return { crm, microsoft };
  const pending = new Set(dates);
  const kept = (values: Canonical): Canonical => ({
    ...values,
    excludedDates: textsOf(values).filter((date) => !pending.has(date)),
  });
  return { crm: kept(crm), microsoft: kept(microsoft) };
}

/** Bases of a series of which no date is left out. */
export const withAllDates = ({ crm, microsoft }: Bases): Bases => ({
  crm: { ...crm, excludedDates: [] },
  microsoft: { ...microsoft, excludedDates: [] },
});

/** Values or bases in which a series leaves out one more date. */
export const withDate = (values: Canonical, date: string): Canonical => ({
  ...values,
  excludedDates: datesInOrder([...textsOf(values), date]),
});
