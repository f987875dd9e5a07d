import type { RecordRow } from '@syncgrant/store';
import { zohoTime } from '../http/wire-time.ts';
import type { Caller } from '../http/caller.ts';

/** The answer to a record that was written. */
export function success(row: RecordRow, { facts }: Caller, message: string) {
  const person = { id: facts.user.id, name: facts.user.fullName };
  return {
    code: 'SUCCESS',
    details: {
      id: row.id,
      Created_Time: zohoTime(row.created_at),
      Modified_Time: zohoTime(row.modified_at),
      Created_By: row.created_by === person.id ? person : { id: row.created_by },
      Modified_By: person,
    },
    message,
    status: 'success' as const,
  };
}
