import { MODULES } from '../permission/modules.ts';
import type { FieldMeta } from './field-meta.ts';
import { RECORD_FIELDS } from './record-fields.ts';
import type { RecordModule } from './record-modules.ts';

/** One value that a pick list has. One that is not in use stays in records and is not offered any more. */
export interface PickListValue {
  readonly value: string;
  readonly inUse: boolean;
}

export interface FieldCustomization {
  readonly label?: string;
  /** The whole list, in its order. */
  readonly values?: readonly PickListValue[];
}

/** How an organisation has a module: what is left out is as the product has it. Serialisable. */
export interface ModuleCustomization {
  readonly singularLabel?: string;
  readonly pluralLabel?: string;
  /** By API name. */
  readonly fields?: Readonly<Record<string, FieldCustomization>>;
}

/** The customized modules of an organisation. */
export type Customizations = ReadonlyMap<RecordModule, ModuleCustomization>;

export interface ModuleLabels {
  readonly singular: string;
  readonly plural: string;
}

/** What the organisation calls one record of the module, and several. API names never change. */
export function moduleLabels(module: RecordModule, customization: ModuleCustomization = {}): ModuleLabels {
  const plural = module === 'Competitors' ? module : MODULES[module].label;
  return {
    singular: customization.singularLabel ?? plural.replace(/s$/, ''),
    plural: customization.pluralLabel ?? plural,
  };
}

/** The fields of a module as the organisation has them: with its labels, and with the values that are in use. */
export function customizedFields(
  module: RecordModule,
  { fields }: ModuleCustomization = {},
): readonly FieldMeta[] {
  if (fields === undefined) return RECORD_FIELDS[module];
  return RECORD_FIELDS[module].map((field) => {
    const { label = field.label, values } = fields[field.apiName] ?? {};
    const pickListValues =
      values?.filter(({ inUse }) => inUse).map(({ value }) => value) ?? field.pickListValues;
    return { ...field, label, pickListValues };
  });
}

/** All values of a pick list, those out of use too. */
export const pickListOf = (
  field: FieldMeta,
  { fields }: ModuleCustomization = {},
): readonly PickListValue[] =>
  fields?.[field.apiName]?.values ?? field.pickListValues.map((value) => ({ value, inUse: true }));
