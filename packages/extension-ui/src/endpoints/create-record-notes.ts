import { createRecordNotes } from '@syncgrant/contracts';
import { refusedBy } from '../http/no-permission.ts';
import { eachItem, replyToItems } from '../records/item-answers.ts';
import { defineRecordRoute } from '../records/record-route.ts';
import { refusedAlone } from '../records/wrong-record.ts';

/** Notes about this record, whatever parent they name. */
export const createRecordNotesRoute = defineRecordRoute(
  createRecordNotes,
  async ({ params: { id }, body, records }) => {
    const refused = refusedBy(records.of('Notes').decide('create'));
    if (refused !== null) return refused;
    return records.write(async (writing) => {
      if (!(await writing.reach([id], 'manage')).has(id)) {
        return refusedAlone(await writing.unreached(id, 'manage', { resource_path_index: 1 }));
      }
      const notes = writing.of('Notes');
      const results = await eachItem(body.data, (note, index) =>
        notes.create({ ...note, Parent_Id: { id }, $se_module: records.module }, index),
      );
      return replyToItems(notes, results, { message: 'record added', status: 201 });
    });
  },
);
