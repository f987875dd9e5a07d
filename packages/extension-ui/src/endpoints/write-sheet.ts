import { CELLS_PER_WRITE, writeSheet } from '@syncgrant/contracts';
import { Refusal, Reply } from '../http/answer.ts';
import { eachItem, itemsStatus } from '../records/item-answers.ts';
import { defineRecordRoute } from '../records/record-route.ts';
import { staleRow } from '../records/stale-row.ts';
import { wrong } from '../records/wrong-record.ts';

/** What a row says of itself. */
const NO_CELLS: readonly string[] = ['id', '$version'];

/**
 * Cells of many rows, all in one transaction; a row that is wrong, out of reach or not as it was when the sheet was read fails
 * alone, so nobody overwrites what they have not seen. A row without an id is a new record.
 */
export const writeSheetRoute = defineRecordRoute(writeSheet, async ({ body, records }) => {
  const cells = body.data
    .flatMap((row) => Object.keys(row))
    .filter((name) => !NO_CELLS.includes(name)).length;
  if (cells > CELLS_PER_WRITE) {
    const details = { api_name: 'data', json_path: '$.data', limit: CELLS_PER_WRITE };
    return new Refusal(400, 'LIMIT_EXCEEDED', `A request writes at most ${CELLS_PER_WRITE} cells.`, details);
  }
  return records.write(async (writing) => {
    const ids = body.data.flatMap(({ id }) => id ?? []);
    const reached = await writing.reach(ids, 'edit');
    const seen = new Set<string>();
    const results = await eachItem(body.data, async ({ id, $version: version, ...given }, index) => {
      const at = (field: string) => ({ api_name: field, json_path: `$.data[${index}].${field}` });
      if (id === undefined) {
        return version === undefined
          ? writing.create(given, index)
          : wrong(400, 'INVALID_DATA', 'A new row has no $version.', at('$version'));
      }
      if (seen.has(id)) return wrong(400, 'DUPLICATE_DATA', 'The row is in the request already.', at('id'));
      seen.add(id);
      if (version === undefined) {
        return wrong(400, 'MANDATORY_NOT_FOUND', 'The field $version is required.', at('$version'));
      }
      const record = reached.get(id);
      if (record === undefined) return writing.unreached(id, 'edit', { ...at('id'), id });
      if (record.row.version !== version) return staleRow(records, record.row);
      return writing.change(record, given, index);
    });
    const data = results.map((result, index) => {
      if (!result.ok) return result.answer;
      const isNew = body.data[index]?.id === undefined;
      const { details, ...answer } = writing.done(result, isNew ? 'record added' : 'record updated');
      return { ...answer, details: { ...details, $version: result.row.version } };
    });
    return new Reply(itemsStatus(results, 200), { data });
  });
});
