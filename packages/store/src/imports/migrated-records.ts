import type { RecordModule } from '@syncgrant/core';
import type { Tenant } from '../tenant.ts';

/** The ids of living records that came in by a migration under an old id, in one of the modules. */
export async function findMigrated(
  tenant: Tenant,
  migration: string,
  modules: readonly RecordModule[],
  oldId: string,
): Promise<readonly string[]> {
  const rows = await tenant
    .select('migrated_record')
    .where('migration', '=', migration)
    .where('module', 'in', modules)
    .where('old_id', '=', oldId)
    .where('record_id', 'in', tenant.select('record').where('deleted_at', 'is', null).select('record.id'))
    .select('record_id')
    .execute();
  return rows.map((row) => row.record_id);
}

/** Remembers what a record was called; a record that was deleted since gives its old id to the new one. */
export async function rememberMigrated(
  tenant: Tenant,
  given: {
    readonly migration: string;
    readonly module: RecordModule;
    readonly oldId: string;
    readonly recordId: string;
  },
): Promise<void> {
  await tenant
    .insert('migrated_record', {
      migration: given.migration,
      module: given.module,
      old_id: given.oldId,
      record_id: given.recordId,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'migration', 'module', 'old_id'])
        .doUpdateSet({ record_id: given.recordId }),
    )
    .execute();
}
