import { listPeople, listRecords, searchRecords, type CrmModule } from '@syncgrant/contracts';
import { displayFieldOf } from '@syncgrant/core';
import { useApi } from '../api/use-api.ts';
import type { Reference } from './form-value.ts';
import { isNoContent } from './no-content.ts';

/** What there is to choose from while somebody types. */
export interface Choices {
  readonly found: readonly Reference[];
  readonly loading: boolean;
  /** Why nothing could be read; null when it could. */
  readonly problem: string | null;
}

export interface Asked {
  readonly word: string;
  /** Nothing is read before somebody looks. */
  readonly enabled: boolean;
}

const AT_MOST = 20;
/** Shorter words are not searched for: the latest records are offered instead. */
const SHORTEST_WORD = 2;

export function useRecordChoices(module: CrmModule, { word, enabled }: Asked): Choices {
  const name = displayFieldOf(module);
  const searches = word.length >= SHORTEST_WORD;
  const shape = { params: { module } };
  const query = { fields: `id,${name}`, per_page: AT_MOST };
  const latest = useApi(listRecords, { ...shape, query }, { enabled: enabled && !searches });
  const found = useApi(
    searchRecords,
    { ...shape, query: { ...query, word } },
    { enabled: enabled && searches },
  );
  const answer = searches ? found : latest;
  const failed = answer.error !== null && !isNoContent(answer.error);
  return {
    found: (isNoContent(answer.error) ? [] : (answer.data?.data ?? [])).flatMap((record) => {
      const [id, title] = [record['id'], record[name]];
      return typeof id === 'string' && typeof title === 'string' ? [{ id, name: title }] : [];
    }),
    loading: answer.isFetching,
    problem: failed ? (answer.error?.message ?? null) : null,
  };
}

export function usePeopleChoices({ word, enabled }: Asked): Choices {
  const people = useApi(listPeople, { query: word === '' ? {} : { word } }, { enabled });
  return {
    found: people.data?.people ?? [],
    loading: people.isFetching,
    problem: people.error?.message ?? null,
  };
}
