import { listRecordNotes } from '@syncgrant/contracts';
import { NO_CONTENT, unknownId } from '../http/answer.ts';
import { refusedBy } from '../http/no-permission.ts';
import { refusedFields, refusedUse } from '../records/asked-fields.ts';
import { defineRecordRoute } from '../records/record-route.ts';
import { refusedPage } from '../records/refused-page.ts';

/** Takes the right to see the record and the right to see notes; which notes, their own rights say. */
export const listRecordNotesRoute = defineRecordRoute(
  listRecordNotes,
  async ({ params: { id }, query, records, modifiedSince }) => {
    const { fields, page = 1, per_page: limit, sort_by: sortBy, sort_order: order } = query;
    const notes = records.of('Notes');
    const refused =
      refusedBy(notes.decide('view')) ??
      refusedFields(notes, fields) ??
      refusedUse(
        notes,
        modifiedSince === null ? ['Parent_Id', sortBy] : ['Parent_Id', sortBy, 'Modified_Time'],
      ) ??
      refusedPage(page, limit);
    if (refused !== null) return refused;
    if ((await records.find(id)) === null) return unknownId({ resource_path_index: 1 });
    const { rows, more } = await notes.page({
      filter: { kind: 'lookup', field: 'Parent_Id', id },
      sortBy,
      order,
      limit,
      offset: (page - 1) * limit,
      modifiedAfter: modifiedSince,
    });
    if (rows.length === 0) return NO_CONTENT;
    return {
      data: await notes.views(rows, fields),
      info: {
        page,
        per_page: limit,
        count: rows.length,
        more_records: more,
        sort_by: sortBy,
        sort_order: order,
      },
    };
  },
);
