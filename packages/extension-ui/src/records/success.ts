import type { RecordRow } from '@syncgrant/store';
import { zohoTime } from '../http/wire-time.ts';
import type { Caller } from '../http/caller.ts';
import { ModuleDecisions } from './module-decisions.ts';

/** The answer to a record that was written: its id, and who wrote when, as far as the caller may see it. */
export function success(row: RecordRow, { facts, context }: Caller, message: string) {
  const person = { id: facts.user.id, name: facts.user.fullName };
  const details = {
    id: row.id,
    Created_Time: zohoTime(row.created_at),
    Modified_Time: zohoTime(row.modified_at),
    Created_By: row.created_by === person.id ? person : { id: row.created_by },
    Modified_By: person,
  };
  const decisions = new ModuleDecisions(context, row.module);
  const shown = Object.entries(details).filter(([field]) => decisions.mayRead(field));
  return { code: 'SUCCESS', details: Object.fromEntries(shown), message, status: 'success' as const };
}
