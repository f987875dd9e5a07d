import { searchRecords } from '@syncgrant/contracts';
import { NO_CONTENT, Refusal } from '../http/answer.ts';
import { refusedFields, refusedUse } from '../records/asked-fields.ts';
import { defineRecordRoute } from '../records/record-route.ts';
import { refusedPage } from '../records/refused-page.ts';
import { searchFilter } from '../records/search-filter.ts';

export const searchRecordsRoute = defineRecordRoute(searchRecords, async ({ query, records }) => {
  const { fields, page = 1, per_page: limit, sort_by: sortBy, sort_order: order, converted } = query;
  const refused = refusedFields(records, fields) ?? refusedUse(records, [sortBy]) ?? refusedPage(page, limit);
  if (refused !== null) return refused;
  const filter = searchFilter(records, query);
  if (filter instanceof Refusal) return filter;
  const { rows, more } = await records.page({
    filter,
    converted,
    sortBy,
    order,
    limit,
    offset: (page - 1) * limit,
  });
  if (rows.length === 0) return NO_CONTENT;
  return {
    data: await records.views(rows, fields),
    info: {
      page,
      per_page: limit,
      count: rows.length,
      more_records: more,
      sort_by: sortBy,
      sort_order: order,
    },
  };
});
