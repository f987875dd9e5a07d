import type { FieldDataType, FieldMeta, LookupTarget } from './field-meta.ts';
import { PHOTO_FIELD } from './image.ts';

/**
 * The vocabulary in which modules are written down. Lengths are Zoho's standard ones.
 */
export type FieldDraft = Omit<FieldMeta, 'id' | 'subform'> & { readonly subform: readonly FieldDraft[] };

type Rest = Partial<FieldDraft>;

/** What a module is made of, besides the fields that every record has. */
export interface ModuleDraft {
  readonly fields: readonly FieldDraft[];
  /** The field that names a record to people. */
  readonly displayField: string;
  /** By which field an upsert recognises a record when the request names none. */
  readonly duplicateCheckField: string;
}

export const field = (apiName: string, dataType: FieldDataType, rest: Rest = {}): FieldDraft => ({
  apiName,
  label: rest.label ?? apiName.replaceAll('_', ' '),
  dataType,
  length: null,
  mandatory: false,
  readOnly: false,
  pickListValues: [],
  lookupModule: null,
  subform: [],
  ...rest,
});

export const MANDATORY = { mandatory: true } as const;
/** Written by the system alone. */
export const SYSTEM = { readOnly: true } as const;

export const text = (apiName: string, length: number, rest: Rest = {}) =>
  field(apiName, 'text', { length, ...rest });
export const textArea = (apiName: string, rest: Rest = {}) =>
  field(apiName, 'textarea', { length: 32_000, ...rest });
export const email = (apiName: string, rest: Rest = {}) => field(apiName, 'email', { length: 100, ...rest });
export const phone = (apiName: string, rest: Rest = {}) => field(apiName, 'phone', { length: 50, ...rest });
export const website = (apiName: string) => field(apiName, 'website', { length: 255 });
export const checkBox = (apiName: string, rest: Rest = {}) => field(apiName, 'boolean', rest);
export const date = (apiName: string, rest: Rest = {}) => field(apiName, 'date', rest);
export const dateTime = (apiName: string, rest: Rest = {}) => field(apiName, 'datetime', rest);
export const integer = (apiName: string, rest: Rest = {}) =>
  field(apiName, 'integer', { length: 9, ...rest });
export const double = (apiName: string, rest: Rest = {}) => field(apiName, 'double', { length: 16, ...rest });
export const currency = (apiName: string, rest: Rest = {}) =>
  field(apiName, 'currency', { length: 16, ...rest });
export const percent = (apiName: string, rest: Rest = {}) =>
  field(apiName, 'percent', { length: 5, ...rest });
export const formula = (apiName: string, rest: Rest = {}) =>
  field(apiName, 'formula', { ...SYSTEM, ...rest });
export const autoNumber = (apiName: string) => field(apiName, 'autonumber', SYSTEM);
export const user = (apiName: string, rest: Rest = {}) => field(apiName, 'ownerlookup', rest);

export const lookup = (apiName: string, lookupModule: LookupTarget, rest: Rest = {}) =>
  field(apiName, 'lookup', { lookupModule, ...rest });

/** A photo that is uploaded to the record. */
export const photo = field(PHOTO_FIELD, 'profileimage', { label: 'Photo' });

export const pickList = (apiName: string, pickListValues: readonly string[], rest: Rest = {}) =>
  field(apiName, 'picklist', { length: 120, pickListValues, ...rest });

export const description = textArea('Description');

/** An address: one group of fields under a prefix, or without one. */
export const address = (prefix: 'Mailing' | 'Other' | 'Billing' | 'Shipping', code: 'Zip' | 'Code') => [
  text(`${prefix}_Street`, 250),
  text(`${prefix}_City`, 100),
  text(`${prefix}_State`, 100),
  text(`${prefix}_${code}`, 30),
  text(`${prefix}_Country`, 100),
];

export const plainAddress = [
  text('Street', 250),
  text('City', 100),
  text('State', 100),
  text('Zip_Code', 30),
  text('Country', 100),
];
