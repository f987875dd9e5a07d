import { cellText, findField, type FieldMeta } from '@syncgrant/core';
import type { RecordFilter } from '@syncgrant/store';
import type { RecordAccess } from '../records/record-access.ts';
import type { RecordView } from '../records/record-view.ts';
import { BYTE_ORDER_MARK, csvLine, type CsvCell } from './write-csv.ts';

/** How many records are held at once. */
const RECORDS_PER_PAGE = 500;

/** All records that the caller may see, oldest first, as the text of a CSV file: one piece for each page of them. */
export async function* recordLines(
  records: RecordAccess,
  fields: readonly string[],
  filter: RecordFilter | undefined,
): AsyncGenerator<string> {
  const columns = fields.flatMap((apiName) => {
    const meta = findField(records.module, apiName);
    return meta === undefined ? [] : columnsOf(meta);
  });
  yield BYTE_ORDER_MARK + csvLine(columns.map(({ name }) => name));
  let after: { readonly id: string; readonly at: null } | null = null;
  for (let more = true; more;) {
    const page = await records.page({ filter, order: 'asc', limit: RECORDS_PER_PAGE, after });
    const views = await records.views(page.rows, fields);
    yield views.map((view) => csvLine(columns.map(({ cell }) => cell(view)))).join('');
    const last = page.rows.at(-1);
    after = last === undefined ? null : { id: last.id, at: null };
    more = page.more && after !== null;
  }
}

interface Column {
  readonly name: string;
  readonly cell: (view: RecordView) => CsvCell;
}

/** A reference has a column for the id and one for the name; where it may lead to several modules, a third for which. */
function columnsOf(meta: FieldMeta): readonly Column[] {
  const { apiName, dataType, lookupModule } = meta;
  if (dataType !== 'lookup' && dataType !== 'ownerlookup') {
    return [{ name: apiName, cell: (view) => cellText(meta, view[apiName]) }];
  }
  const member = (name: 'id' | 'name') => (view: RecordView) => {
    const value = view[apiName];
    if (typeof value !== 'object' || value === null || !(name in value)) return null;
    const text: unknown = Reflect.get(value, name);
    return typeof text === 'string' ? text : null;
  };
  const module = (view: RecordView) => {
    const related = view[RELATED_MODULE];
    return typeof related === 'string' ? related : null;
  };
  return [
    { name: `${apiName}.id`, cell: member('id') },
    { name: apiName, cell: member('name') },
    ...(lookupModule === 'se_module' ? [{ name: RELATED_MODULE, cell: module }] : []),
  ];
}

const RELATED_MODULE = '$se_module';
