import { compileFilter } from './filter.ts';

/** Extended properties in the form Graph shows them. */
export function extendedList(extended: Readonly<Record<string, string>>): { id: string; value: string }[] {
  return Object.entries(extended).map(([id, value]) => ({ id, value }));
}

/** What `$expand=singleValueExtendedProperties($filter=…)` adds to an item; nothing if it was not asked for. */
export function expandedProperties(
  extended: Readonly<Record<string, string>>,
  query: URLSearchParams,
): { readonly singleValueExtendedProperties?: readonly unknown[] } {
  const expand = query.get('$expand');
  if (!expand?.includes('singleValueExtendedProperties')) return {};
  const filter = /singleValueExtendedProperties\(\$filter=(.*)\)/s.exec(expand)?.[1];
  const found = extendedList(extended).filter(filter === undefined ? () => true : compileFilter(filter));
  return found.length === 0 ? {} : { singleValueExtendedProperties: found };
}
