import { listRecords } from '@syncgrant/contracts';
import { NO_CONTENT, NOT_MODIFIED, Refusal } from '../http/answer.ts';
import { zohoTime } from '../http/wire-time.ts';
import { refusedFields, refusedUse } from '../records/asked-fields.ts';
import { readPageToken, writePageToken } from '../records/page-token.ts';
import { refusedPage } from '../records/refused-page.ts';
import { defineRecordRoute } from '../records/record-route.ts';

export const listRecordsRoute = defineRecordRoute(
  listRecords,
  async ({ query, records, now, modifiedSince }) => {
    const { fields, ids, converted, sort_by: sortBy, sort_order: order } = query;
    const { per_page: limit, page_token: token } = query;
    const refused =
      refusedFields(records, fields) ??
      refusedUse(records, modifiedSince === null ? [sortBy] : [sortBy, 'Modified_Time']);
    if (refused !== null) return refused;
    const parameters = [records.module, fields, ids ?? null, converted, sortBy, order, limit, modifiedSince];
    const place = token === undefined ? null : readPageToken(token, parameters, now);
    if (place instanceof Refusal) return place;
    const page = place?.page ?? query.page ?? 1;
    const tooFar = place === null ? refusedPage(page, limit) : null;
    if (tooFar !== null) return tooFar;

    const before = place?.before ?? (page - 1) * limit;
    const { rows, more } = await records.page({
      ids,
      converted,
      sortBy,
      order,
      limit,
      modifiedAfter: modifiedSince,
      ...(place === null ? { offset: before } : { after: place.after }),
    });
    const last = rows.at(-1);
    if (last === undefined) return modifiedSince === null ? NO_CONTENT : NOT_MODIFIED;
    const next = more
      ? writePageToken({ last, sortBy, page: page + 1, before: before + rows.length }, parameters, now)
      : null;
    return {
      data: await records.views(rows, fields),
      info: {
        page,
        per_page: limit,
        count: rows.length,
        more_records: more,
        sort_by: sortBy,
        sort_order: order,
        next_page_token: next?.token ?? null,
        previous_page_token: null,
        page_token_expiry: next === null ? null : zohoTime(next.expiry),
      },
    };
  },
);
