import type { RecordQuery, SortField } from '@syncgrant/store';
import { Refusal } from '../http/answer.ts';
import { zohoTime } from '../http/wire-time.ts';
import { readPageToken, writePageToken } from './page-token.ts';
import type { RecordAccess } from './record-access.ts';
import { refusedPage } from './refused-page.ts';

/** How a request pages through a list. */
interface Paging {
  readonly page?: number | undefined;
  readonly per_page: number;
  readonly page_token?: string | undefined;
  readonly sort_by: SortField;
  readonly sort_order: 'asc' | 'desc';
}

type Wanted = Pick<RecordQuery, 'ids' | 'converted' | 'modifiedAfter'>;

/**
 * A page of a list: the first ones by number, and from any page on by token. A token belongs to its list, which `parameters` tell
 * apart from other ones of the module.
 */
export async function listPage(
  records: RecordAccess,
  query: Paging,
  wanted: Wanted,
  parameters: readonly unknown[],
  now: Date,
) {
  const { per_page: limit, page_token: token, sort_by: sortBy, sort_order: order } = query;
  const list = [records.module, sortBy, order, limit, wanted, ...parameters];
  const place = token === undefined ? null : readPageToken(token, list, now);
  if (place instanceof Refusal) return place;
  const page = place?.page ?? query.page ?? 1;
  const tooFar = place === null ? refusedPage(page, limit) : null;
  if (tooFar !== null) return tooFar;

  const before = place?.before ?? (page - 1) * limit;
  const from = place === null ? { offset: before } : { after: place.after };
  const { rows, more } = await records.page({ ...wanted, sortBy, order, limit, ...from });
  const last = rows.at(-1);
  const next =
    more && last !== undefined
      ? writePageToken({ last, sortBy, page: page + 1, before: before + rows.length }, list, now)
      : null;
  const info = {
    page,
    per_page: limit,
    count: rows.length,
    more_records: more,
    sort_by: sortBy,
    sort_order: order,
    next_page_token: next?.token ?? null,
    previous_page_token: null,
    page_token_expiry: next === null ? null : zohoTime(next.expiry),
  };
  return { rows, info };
}
