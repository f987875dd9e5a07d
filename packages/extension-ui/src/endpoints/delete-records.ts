import { deleteRecords } from '@syncgrant/contracts';
import { refusedBy } from '../http/no-permission.ts';
import { defineRecordRoute } from '../records/record-route.ts';
import { removeRecords } from '../records/remove-records.ts';

/**
 * Deletes the records that are named in the address. More than one at once takes Mass Delete, here as in the action of that
 * name: a profile without it deletes records one by one, activities above all, and another address must not be a way around
 * that. Zoho asks for Delete alone. A module without Mass Delete (notes) asks for Delete alone here too.
 */
export const deleteRecordsRoute = defineRecordRoute(deleteRecords, async ({ query: { ids }, records }) => {
  const many = ids.length > 1 ? records.decideFunction('Mass_Delete') : undefined;
  const refused = many === undefined ? null : refusedBy(many);
  return refused ?? removeRecords(records, ids);
});
