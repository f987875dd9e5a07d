import type { SyncModule } from '../permission/index.ts';
import type { Canonical } from './canonical.ts';
import type { Bases, SeenItem } from './link.ts';

/**
 * The bases of a repeating task that was completed in the CRM while its item moved on to the next occurrence: the
 * completion has arrived already, though its answer was lost or somebody completed it there too. Written once more, it would
 * complete the next occurrence.
 */
export function movedOnBases(
  module: SyncModule,
  record: Canonical,
  { traits, values }: SeenItem,
  bases: Bases | null,
): Bases | null {
  if (module !== 'tasks' || bases === null || traits.series !== 'master') return bases;
  const completed = record['status'] === 'completed' && bases.crm['status'] !== 'completed';
  if (!completed || values['dueDate'] === bases.microsoft['dueDate']) return bases;
  const done = { status: 'completed' };
  return { crm: { ...bases.crm, ...done }, microsoft: { ...bases.microsoft, ...done } };
}
