import { decide, type RecordAction, type RecordModule } from '@syncgrant/core';
import { readRecord, type RecordRow } from '@syncgrant/store';
import type { Caller } from '../http/caller.ts';

/** Whether the caller's profile reaches records of other users for this. */
export const reachesAll = ({ context }: Caller, module: RecordModule, action: RecordAction): boolean =>
  decide(context, { kind: 'record', module, action, owned: false }).granted;

/** The record, if it is there and the caller's profile reaches it for this; nobody learns which of the two failed. */
export async function reachRecord(
  caller: Caller,
  module: RecordModule,
  id: string,
  action: RecordAction,
): Promise<RecordRow | null> {
  const row = await readRecord(caller.tenant, { module, id });
  if (row === null) return null;
  return row.owner_id === caller.facts.user.id || reachesAll(caller, module, action) ? row : null;
}
