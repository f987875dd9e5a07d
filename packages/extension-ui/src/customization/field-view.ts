import {
  decide,
  governingModule,
  pickListOf,
  type DecisionContext,
  type FieldMeta,
  type ModuleCustomization,
  type Profile,
  type RecordModule,
} from '@syncgrant/core';
import type { FieldMetadata } from '@syncgrant/contracts';
import { listProfiles } from '@syncgrant/store';
import type { Caller } from '../http/caller.ts';
import { ModuleDecisions } from '../records/module-decisions.ts';

/** What a view of a module's fields is made with. */
export interface FieldViewing {
  readonly context: DecisionContext;
  readonly module: RecordModule;
  readonly customization: ModuleCustomization | undefined;
  /** Pick list values out of use are shown as well. */
  readonly unusedValues: boolean;
  /** Null for those who may not set field access. */
  readonly profiles: readonly Profile[] | null;
}

/** The profiles of the organisation, for those who may set what each of them may do with a field. */
export async function profilesToSet({ tenant, context }: Caller): Promise<readonly Profile[] | null> {
  const permission = 'Crm_Implied_Manage_Field_Access';
  if (!decide(context, { kind: 'permission', permission }).granted) return null;
  return (await listProfiles(tenant)).map(({ profile }) => profile);
}

/** A field as the organisation has it (`customizedFields`) and as the caller may use it. */
export function fieldView(
  field: FieldMeta,
  { context, module, customization, unusedValues, profiles }: FieldViewing,
): FieldMetadata {
  const decisions = new ModuleDecisions(context, module);
  return {
    id: field.id,
    api_name: field.apiName,
    field_label: field.label,
    display_label: field.label,
    data_type: field.dataType,
    length: field.length,
    system_mandatory: field.mandatory,
    read_only: field.readOnly || !decisions.decideWrite(field.apiName).granted,
    visible: decisions.mayRead(field.apiName),
    custom_field: false,
    ...(field.lookupModule !== null && { lookup: { module: { api_name: field.lookupModule } } }),
    pick_list_values: pickListOf(field, customization)
      .filter(({ inUse }) => inUse || unusedValues)
      .map(({ value, inUse }) => ({
        display_value: value,
        actual_value: value,
        type: inUse ? 'used' : 'unused',
      })),
    ...(profiles !== null && {
      profiles: profiles.map(({ id, name, fieldAccess }) => ({
        id,
        name,
        permission_type: fieldAccess[governingModule(module)]?.[field.apiName] ?? 'read_write',
      })),
    }),
  };
}
