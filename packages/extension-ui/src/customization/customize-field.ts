import {
  customizedFields,
  pickListOf,
  planField,
  type ActingUser,
  type FieldMeta,
  type ModuleCustomization,
  type RecordModule,
} from '@syncgrant/core';
import { readCustomization, type Tenant } from '@syncgrant/store';
import type { Refusal } from '../http/answer.ts';
import { customizeModule } from './customize-module.ts';

/** What a request wants of a field, in the dialect's words. */
interface AskedLook {
  readonly field_label?: string | undefined;
  readonly pick_list_values?:
    | readonly { readonly actual_value: string; readonly type: 'used' | 'unused' }[]
    | undefined;
}

/** A label, and values with whether they are in use. */
type Look = Readonly<Record<string, unknown>>;

/** Gives a field another label or other values; answers what was there before and what is now, as far as it changed. */
export async function customizeField(
  tenant: Tenant,
  actor: ActingUser,
  now: Date,
  module: RecordModule,
  field: FieldMeta,
  asked: AskedLook,
): Promise<{ readonly before: Look; readonly after: Look } | Refusal> {
  const change = {
    field_label: asked.field_label,
    pick_list_values: asked.pick_list_values?.map(({ actual_value: value, type }) => ({
      value,
      inUse: type === 'used',
    })),
  };
  const told = (customization: ModuleCustomization | undefined) => ({
    ...(change.field_label !== undefined && {
      field_label: customizedFields(module, customization).find(({ id }) => id === field.id)?.label,
    }),
    ...(change.pick_list_values !== undefined && { pick_list_values: pickListOf(field, customization) }),
  });
  const before = told(await readCustomization(tenant, module));
  const item = { wrapper: 'fields', index: 0 } as const;
  const refused = await customizeModule(tenant, actor, now, module, item, (current) =>
    planField(module, field, change, current.get(module)),
  );
  return refused ?? { before, after: told(await readCustomization(tenant, module)) };
}
