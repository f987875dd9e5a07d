import type { RecordModule } from '@syncgrant/core';
import { takesPartIn, type Participant, type RecordRow, type RecordScope } from '@syncgrant/store';
import type { Caller } from '../http/caller.ts';
import type { ModuleDecisions } from './module-decisions.ts';

const participantOf = ({ facts: { user } }: Caller): Participant => ({ userId: user.id, email: user.email });

/** Which records of a module the caller may see: everybody's, or their own and the meetings in which they take part. */
export function seenScope(caller: Caller, module: RecordModule, decisions: ModuleDecisions): RecordScope {
  if (decisions.may('view', false)) return { module };
  const ownerId = caller.facts.user.id;
  return decisions.seesByTakingPart
    ? { module, ownerId, participant: participantOf(caller) }
    : { module, ownerId };
}

/** Those of the rows, all of one module, that the caller may see. */
export async function seenRows(
  caller: Caller,
  rows: readonly RecordRow[],
  decisions: ModuleDecisions,
): Promise<readonly RecordRow[]> {
  const { user } = caller.facts;
  const within = ({ owner_id: ownerId }: RecordRow) => decisions.may('view', ownerId === user.id);
  const others = rows.filter((row) => !within(row)).map(({ id }) => id);
  const taking = decisions.seesByTakingPart
    ? await takesPartIn(caller.tenant, participantOf(caller), others)
    : new Set<string>();
  return rows.filter((row) => within(row) || taking.has(row.id));
}
