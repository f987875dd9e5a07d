import { listRecords, searchRecords, type CrmModule } from '@syncgrant/contracts';
import { useApiPages } from '../api/use-api.ts';

const PER_PAGE = 50;
/** A search goes no further; a list goes on by page token. */
const MOST_FOUND = 2000;
/** Shorter words are not searched for. */
export const SHORTEST_WORD = 2;

/** What a list can be sorted by, in the words of the API. */
export const SORTINGS = {
  newest: { sort_by: 'id', sort_order: 'desc' },
  oldest: { sort_by: 'id', sort_order: 'asc' },
  changed: { sort_by: 'Modified_Time', sort_order: 'desc' },
  unchanged: { sort_by: 'Modified_Time', sort_order: 'asc' },
} as const;

export type Sorting = keyof typeof SORTINGS;

export const isSorting = (name: string | null): name is Sorting =>
  name !== null && Object.hasOwn(SORTINGS, name);

/** The records of a list page by page: all of a module, or those that a word finds. */
export function useRecordPages(
  module: CrmModule,
  asked: { readonly fields: readonly string[]; readonly word: string; readonly sorting: Sorting },
) {
  const params = { module };
  const query = { fields: asked.fields.join(','), per_page: PER_PAGE, ...SORTINGS[asked.sorting] };
  const searches = asked.word.length >= SHORTEST_WORD;
  const list = useApiPages(
    listRecords,
    { params, query },
    ({ info }) =>
      info.next_page_token === null
        ? undefined
        : { params, query: { ...query, page_token: info.next_page_token } },
    { enabled: !searches },
  );
  const wanted = { ...query, word: asked.word };
  const search = useApiPages(
    searchRecords,
    { params, query: { ...wanted, page: 1 } },
    ({ info }) =>
      info.more_records && (info.page + 1) * PER_PAGE <= MOST_FOUND
        ? { params, query: { ...wanted, page: info.page + 1 } }
        : undefined,
    { enabled: searches },
  );
  const pages = searches ? search : list;
  const last = searches ? search.data?.pages.at(-1)?.info : undefined;
  return {
    pages,
    searches,
    records: pages.data?.pages.flatMap((page) => page.data),
    /** Whether there are more hits than a search goes through. */
    cut: last !== undefined && last.more_records && !search.hasNextPage,
  };
}
