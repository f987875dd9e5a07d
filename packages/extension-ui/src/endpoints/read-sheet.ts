import { readSheet } from '@syncgrant/contracts';
import { refusedFields, refusedUse } from '../records/asked-fields.ts';
import { defineRecordRoute } from '../records/record-route.ts';
import { refusedPage } from '../records/refused-page.ts';
import { columnView, sheetColumns } from '../records/sheet-columns.ts';

/** Rows by columns, each page of the first 2,000 records; hidden fields are no columns, also when they are asked for. */
export const readSheetRoute = defineRecordRoute(readSheet, async ({ query, records }) => {
  const { fields, page = 1, per_page: limit, sort_by: sortBy, sort_order: order } = query;
  const refused = refusedFields(records, fields) ?? refusedUse(records, [sortBy]) ?? refusedPage(page, limit);
  if (refused !== null) return refused;
  const columns = sheetColumns(await records.fields(), records, fields);
  const { rows, more } = await records.page({ sortBy, order, limit, offset: (page - 1) * limit });
  const cells = await records.views(
    rows,
    columns.map(({ apiName }) => apiName),
  );
  return {
    columns: columns.map((column) => columnView(column, records)),
    data: rows.map(({ version }, index) => ({ ...cells[index], $version: version })),
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
