import type { Customizations, ModuleCustomization, RecordModule } from '@syncgrant/core';
import type { Selectable } from 'kysely';
import type { Tenant } from '../tenant.ts';
import type { ModuleCustomizationTable } from './tables.ts';

type Row = Pick<Selectable<ModuleCustomizationTable>, 'singular_label' | 'plural_label' | 'fields'>;

const COLUMNS = ['singular_label', 'plural_label', 'fields'] as const;

/** Every module that the organisation has changed. */
export async function readCustomizations(tenant: Tenant): Promise<Customizations> {
  const rows = await tenant
    .select('module_customization')
    .select(['module', ...COLUMNS])
    .execute();
  return new Map(rows.map((row) => [row.module, customizationOf(row)]));
}

/** Undefined where the module is as the product has it. */
export async function readCustomization(
  tenant: Tenant,
  module: RecordModule,
): Promise<ModuleCustomization | undefined> {
  const row = await tenant
    .select('module_customization')
    .where('module', '=', module)
    .select(COLUMNS)
    .executeTakeFirst();
  return row === undefined ? undefined : customizationOf(row);
}

/** Stores the whole module. Whoever read it before has to hold the organisation's grants, so that no change is lost. */
export async function saveCustomization(
  tenant: Tenant,
  module: RecordModule,
  { singularLabel, pluralLabel, fields = {} }: ModuleCustomization,
  change: { readonly by: string; readonly now: Date },
): Promise<void> {
  const values = {
    singular_label: singularLabel ?? null,
    plural_label: pluralLabel ?? null,
    fields: JSON.stringify(fields),
    modified_by: change.by,
    modified_at: change.now,
  };
  await tenant
    .insert('module_customization', { module, ...values })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'module']).doUpdateSet(values))
    .execute();
}

const customizationOf = ({
  singular_label: singular,
  plural_label: plural,
  fields,
}: Row): ModuleCustomization => ({
  ...(singular !== null && { singularLabel: singular }),
  ...(plural !== null && { pluralLabel: plural }),
  fields,
});
