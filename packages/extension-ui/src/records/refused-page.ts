import { Refusal } from '../http/answer.ts';
import { LAST_BY_PAGE } from './page-token.ts';

/** Page numbers lead through the first records only; further on, each page names the next by a token. */
export function refusedPage(page: number, perPage: number): Refusal | null {
  if (page * perPage <= LAST_BY_PAGE) return null;
  const message = `Page numbers lead to the first ${LAST_BY_PAGE} records only.`;
  return new Refusal(400, 'DISCRETE_PAGINATION_LIMIT_EXCEEDED', message, {
    param_name: 'page',
    limit: LAST_BY_PAGE,
  });
}
