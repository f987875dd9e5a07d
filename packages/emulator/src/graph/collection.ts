import { Refusal } from '../model/refusal.ts';
import { type Answer, type Call, type JsonObject, contextOf, ok } from './call.ts';
import { extendedList } from './extended-properties.ts';
import { compare, compileFilter, memberAt } from './filter.ts';

/** Outlook's page size when the client asks for none. */
const DEFAULT_PAGE = 10;
const MAX_PAGE = 1000;

interface CollectionOptions {
  /** The type named in `@odata.context`. */
  readonly type: string;
  /** The items' extended properties, in their order: a filter may ask for what the answer does not show. */
  readonly extended?: readonly Readonly<Record<string, string>>[];
  readonly pageSize?: number;
}

/** Answers a list: filtered, ordered, paged and reduced to the selected members. */
export function answerCollection(
  call: Call,
  items: readonly JsonObject[],
  options: CollectionOptions,
): Answer {
  const query = call.url.searchParams;
  const filter = query.get('$filter');
  const matching = filter === null ? items : filtered(items, filter, options.extended);
  const ordered = orderBy(matching, query.get('$orderby'));
  const skip = count(query, '$skip') ?? 0;
  const size = Math.min(
    MAX_PAGE,
    count(query, '$top') ?? call.prefer.pageSize ?? options.pageSize ?? DEFAULT_PAGE,
  );
  const page = ordered.slice(skip, skip + size).map((item) => select(item, query));
  return ok({
    '@odata.context': contextOf(call, options.type),
    ...(query.get('$count') === 'true' ? { '@odata.count': ordered.length } : {}),
    value: page,
    ...(skip + size < ordered.length
      ? { '@odata.nextLink': linkWith(call, { $skip: String(skip + size) }) }
      : {}),
  });
}

/** Answers one item, reduced to the selected members. */
export function answerItem(call: Call, type: string, item: JsonObject, status = 200): Answer {
  return {
    status,
    body: { '@odata.context': contextOf(call, `${type}/$entity`), ...select(item, call.url.searchParams) },
  };
}

/** The members named by `$select`; the id and annotations always. */
export function select(item: JsonObject, query: URLSearchParams): JsonObject {
  const selected = query.get('$select');
  if (!selected) return item;
  const names = new Set(selected.split(',').map((name) => name.trim()));
  const expanded = query.get('$expand') ?? '';
  return Object.fromEntries(
    Object.entries(item).filter(
      ([name]) => name === 'id' || name.startsWith('@') || names.has(name) || expanded.includes(name),
    ),
  );
}

/** The request's own address with some parameters replaced. */
function linkWith(call: Call, parameters: Readonly<Record<string, string>>): string {
  const link = new URL(call.url);
  for (const [name, value] of Object.entries(parameters)) link.searchParams.set(name, value);
  return readable(link);
}

/** `$` and spaces as Graph writes them. */
export function readable(link: URL): string {
  return link.href.replaceAll('%24', '$').replaceAll('+', '%20');
}

function count(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || (name === '$top' && value === 0)) {
    throw new Refusal(400, 'ErrorInvalidUrlQueryFilter', `The value of ${name} is invalid.`);
  }
  return value;
}

function orderBy(items: readonly JsonObject[], clause: string | null): readonly JsonObject[] {
  if (clause === null) return items;
  const [path = '', direction = 'asc'] = (clause.split(',')[0] ?? '').trim().split(/\s+/);
  const sign = direction.toLowerCase() === 'desc' ? -1 : 1;
  const keyed = items.map((item) => ({ item, key: memberAt(item, path.split('/')) }));
  return keyed.toSorted((a, b) => sign * (compare(a.key, b.key) ?? 0)).map(({ item }) => item);
}

function filtered(
  items: readonly JsonObject[],
  filter: string,
  extended: CollectionOptions['extended'],
): readonly JsonObject[] {
  const matches = compileFilter(filter);
  return items.filter((item, at) => {
    const properties = extended?.[at];
    return matches(properties ? { ...item, singleValueExtendedProperties: extendedList(properties) } : item);
  });
}
