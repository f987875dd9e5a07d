import type { RecordRow } from '@syncgrant/store';
import { zohoTime } from '../http/wire-time.ts';
import type { RecordAccess } from './record-access.ts';
import { wrong, type WrongRecord } from './wrong-record.ts';

/** A row that somebody changed since the sheet was read: which version is there now, and since when. */
export function staleRow(
  records: RecordAccess,
  { id, version, modified_at: modified }: RecordRow,
): WrongRecord {
  return wrong(412, 'ALREADY_MODIFIED', 'The record was changed after the sheet was read.', {
    id,
    $version: version,
    ...(records.mayRead('Modified_Time') && { Modified_Time: zohoTime(modified) }),
  });
}
