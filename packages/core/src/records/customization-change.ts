import {
  customizedFields,
  moduleLabels,
  pickListOf,
  type Customizations,
  type ModuleCustomization,
  type PickListValue,
} from './customization.ts';
import type { FieldMeta } from './field-meta.ts';
import { findField } from './record-fields.ts';
import { RECORD_MODULES, type RecordModule } from './record-modules.ts';
import { CONTROL } from './text-value.ts';

const LONGEST_LABEL = 50;
const LONGEST_VALUE = 120;
/** How many values a pick list has, those out of use included. */
const MOST_VALUES = 500;

/** Lists of which the product knows the values by name: the sync, forecasts, and the pages of calls and price books. */
const FIXED_LISTS: Readonly<Partial<Record<RecordModule, readonly string[]>>> = {
  Tasks: ['Status', 'Priority'],
  Calls: ['Call_Type', 'Outgoing_Call_Status'],
  Deals: ['Stage'],
  Price_Books: ['Pricing_Model'],
};

/** Why a change is refused. Nothing of it may be applied. */
export interface RefusedCustomization {
  readonly ok: false;
  readonly code: 'INVALID_DATA' | 'DUPLICATE_DATA' | 'MANDATORY_NOT_FOUND' | 'NOT_ALLOWED';
  /** One sentence that names what is wrong. */
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** From the item of the request to what is wrong in it: `pick_list_values[1].actual_value`. */
  readonly path: string;
}

/** The module as it will be, complete. */
export type PlannedCustomization =
  | { readonly ok: true; readonly customization: ModuleCustomization }
  | RefusedCustomization;

/** What is to be different; what is left out stays. */
export interface ModuleLabelChange {
  readonly singular_label?: string | undefined;
  readonly plural_label?: string | undefined;
}

export interface FieldChange {
  readonly field_label?: string | undefined;
  /** The whole list in its new order; a value may go out of use, but not be forgotten. */
  readonly pick_list_values?: readonly PickListValue[] | undefined;
}

/** Gives a module other names. No two modules have the same name for many, because tabs are told apart by it. */
export function planModuleLabels(
  module: RecordModule,
  change: ModuleLabelChange,
  current: Customizations,
): PlannedCustomization {
  const singular = change.singular_label?.trim();
  const plural = change.plural_label?.trim();
  const taken = RECORD_MODULES.filter((other) => other !== module).map(
    (other) => moduleLabels(other, current.get(other)).plural,
  );
  const wrong = wrongLabel('singular_label', singular, []) ?? wrongLabel('plural_label', plural, taken);
  if (wrong !== null) return wrong;
  return {
    ok: true,
    customization: {
      ...current.get(module),
      ...(singular !== undefined && { singularLabel: singular }),
      ...(plural !== undefined && { pluralLabel: plural }),
    },
  };
}

/** Changes what a field is called, and the values of a pick list. No two fields of a module have the same label. */
export function planField(
  module: RecordModule,
  field: FieldMeta,
  change: FieldChange,
  current: ModuleCustomization = {},
): PlannedCustomization {
  const label = change.field_label?.trim();
  const values = change.pick_list_values?.map(({ value, inUse }) => ({ value: value.trim(), inUse }));
  const taken = customizedFields(module, current)
    .filter(({ apiName }) => apiName !== field.apiName)
    .map((other) => other.label);
  const wrong =
    wrongLabel('field_label', label, taken) ??
    (values === undefined ? null : wrongValues(module, field, values, pickListOf(field, current)));
  if (wrong !== null) return wrong;
  const before = current.fields?.[field.apiName];
  return {
    ok: true,
    customization: {
      ...current,
      fields: {
        ...current.fields,
        [field.apiName]: {
          ...before,
          ...(label !== undefined && { label }),
          ...(values !== undefined && { values }),
        },
      },
    },
  };
}

const refuse = (
  code: RefusedCustomization['code'],
  path: string,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): RefusedCustomization => ({ ok: false, code, message, details, path });

const key = (text: string): string => text.normalize('NFKC').toLowerCase();

function wrongLabel(
  name: string,
  label: string | undefined,
  taken: readonly string[],
): RefusedCustomization | null {
  if (label === undefined) return null;
  const wrong = wrongText(name, label, LONGEST_LABEL);
  if (wrong !== null) return wrong;
  return taken.some((other) => key(other) === key(label))
    ? refuse('DUPLICATE_DATA', name, `${label} is the name of another one already.`)
    : null;
}

function wrongText(path: string, text: string, longest: number): RefusedCustomization | null {
  if (text === '') return refuse('MANDATORY_NOT_FOUND', path, 'It needs at least one character.');
  if (text.length > longest) {
    return refuse('INVALID_DATA', path, `It has at most ${longest} characters.`, { maximum_length: longest });
  }
  return CONTROL.test(text) || /[\n\r\t]/.test(text)
    ? refuse('INVALID_DATA', path, 'It is one line without control characters.')
    : null;
}

function wrongValues(
  module: RecordModule,
  field: FieldMeta,
  values: readonly PickListValue[],
  current: readonly PickListValue[],
): RefusedCustomization | null {
  const list = 'pick_list_values';
  if (findField(module, field.apiName)?.dataType !== 'picklist') {
    return refuse('INVALID_DATA', list, `${field.label} is not a pick list.`);
  }
  if (FIXED_LISTS[module]?.includes(field.apiName)) {
    return refuse('NOT_ALLOWED', list, `The values of ${field.label} have a meaning of their own and stay.`);
  }
  if (values.length > MOST_VALUES) {
    return refuse('INVALID_DATA', list, `A pick list has at most ${MOST_VALUES} values.`, {
      maximum_length: MOST_VALUES,
    });
  }
  const known = new Set<string>();
  for (const [index, { value }] of values.entries()) {
    const path = `${list}[${index}].actual_value`;
    const wrong = wrongText(path, value, LONGEST_VALUE);
    if (wrong !== null) return wrong;
    if (known.has(key(value))) return refuse('DUPLICATE_DATA', path, `${value} is in the list twice.`);
    known.add(key(value));
  }
  const forgotten = current.find(({ value }) => !values.some((other) => other.value === value));
  if (forgotten !== undefined) {
    const message = `${forgotten.value} is missing: a value goes out of use, but records may hold it.`;
    return refuse('MANDATORY_NOT_FOUND', list, message, { actual_value: forgotten.value });
  }
  return values.some(({ inUse }) => inUse)
    ? null
    : refuse('INVALID_DATA', list, 'At least one value has to be in use.');
}
