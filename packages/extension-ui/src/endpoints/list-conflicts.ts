import { listConflicts, RECORD_MODULE_OF } from '@syncgrant/contracts';
import { FIELDS } from '@syncgrant/core';
import { listConflicts as conflictsOf, readSetup } from '@syncgrant/store';
import { defineRoute } from '../http/route.ts';
import { RecordAccess } from '../records/record-access.ts';

/** Values of fields that were hidden from the user since are not shown. */
export const listConflictsRoute = defineRoute(
  listConflicts,
  async ({ params: { module }, query, caller }, { deps }) => {
    const setup = await readSetup(caller.tenant, caller.facts.user.id, module);
    if (setup === null) return { conflicts: [], more: false };
    const records = new RecordAccess(caller, deps.engine, RECORD_MODULE_OF[module]);
    const isHidden = ({ field, crm_fields: held }: { field: string; crm_fields: readonly string[] | null }) =>
      (held ?? FIELDS[module].find(({ name }) => name === field)?.crmFields ?? []).some(
        (crmField) => !records.mayRead(crmField),
      );
    const { rows, more } = await conflictsOf(caller.tenant, setup.id, query.before);
    const conflicts = rows.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      field: row.field,
      winner: row.winner,
      ...(isHidden(row)
        ? { hidden: true, kept: null, lost: null, replaced: null }
        : { hidden: false, kept: row.kept, lost: row.lost, replaced: row.replaced }),
      restoredAt: row.restored_at?.toISOString() ?? null,
      title: row.title,
      recordId: row.record_id,
    }));
    return { conflicts, more };
  },
);
