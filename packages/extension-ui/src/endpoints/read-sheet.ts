import { readSheet } from '@syncgrant/contracts';
import { Refusal } from '../http/answer.ts';
import { refusedFields, refusedUse } from '../records/asked-fields.ts';
import { listPage } from '../records/list-page.ts';
import { defineRecordRoute } from '../records/record-route.ts';
import { columnView, sheetColumns } from '../records/sheet-columns.ts';

/** Rows by columns. Hidden fields are no columns, also when they are asked for; converted leads, which stay as they are, no rows. */
export const readSheetRoute = defineRecordRoute(readSheet, async ({ query, records, now }) => {
  const { fields, sort_by: sortBy } = query;
  const refused = refusedFields(records, fields) ?? refusedUse(records, [sortBy]);
  if (refused !== null) return refused;
  const columns = sheetColumns(await records.fields(), records, fields);
  const page = await listPage(records, query, { converted: false }, ['sheet', fields ?? null], now);
  if (page instanceof Refusal) return page;
  const cells = await records.views(
    page.rows,
    columns.map(({ apiName }) => apiName),
  );
  return {
    columns: columns.map((column) => columnView(column, records)),
    data: page.rows.map(({ version }, index) => ({ ...cells[index], $version: version })),
    info: page.info,
  };
});
