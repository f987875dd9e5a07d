import { copiedValues } from './copied-values.ts';
import type { FieldMeta } from './field-meta.ts';
import { isEmpty } from './field-value.ts';
import { findField } from './record-fields.ts';
import type { RecordModule } from './record-modules.ts';
import { redirectLookups, redirectParticipants } from './redirect.ts';
import type { RecordValues } from './validate-record.ts';

/** What a lead becomes. */
export const CONVERSION_TARGETS = [
  'Accounts',
  'Contacts',
  'Deals',
] as const satisfies readonly RecordModule[];

export type ConversionTarget = (typeof CONVERSION_TARGETS)[number];

/** Field of the target ← field of the lead. */
const MAPPING: Readonly<Record<ConversionTarget, Readonly<Record<string, string>>>> = {
  Accounts: {
    Account_Name: 'Company',
    Phone: 'Phone',
    Fax: 'Fax',
    Website: 'Website',
    Industry: 'Industry',
    Employees: 'No_of_Employees',
    Annual_Revenue: 'Annual_Revenue',
    Rating: 'Rating',
    Billing_Street: 'Street',
    Billing_City: 'City',
    Billing_State: 'State',
    Billing_Code: 'Zip_Code',
    Billing_Country: 'Country',
  },
  Contacts: {
    Salutation: 'Salutation',
    First_Name: 'First_Name',
    Last_Name: 'Last_Name',
    Title: 'Designation',
    Email: 'Email',
    Secondary_Email: 'Secondary_Email',
    Phone: 'Phone',
    Mobile: 'Mobile',
    Fax: 'Fax',
    Lead_Source: 'Lead_Source',
    Email_Opt_Out: 'Email_Opt_Out',
    Skype_ID: 'Skype_ID',
    Twitter: 'Twitter',
    Mailing_Street: 'Street',
    Mailing_City: 'City',
    Mailing_State: 'State',
    Mailing_Zip: 'Zip_Code',
    Mailing_Country: 'Country',
    Description: 'Description',
  },
  Deals: { Lead_Source: 'Lead_Source' },
};

/** The field of the lead that fills this field of a target, if one does. */
export const leadFieldFor = (target: ConversionTarget, apiName: string): string | undefined =>
  MAPPING[target][apiName];

/**
 * What a lead gives to a record that it becomes, by the target's fields as the organisation has them. A field that may not be
 * carried stays with the converted lead, and so does a value that does not fit: an account's telephone number is shorter than
 * a lead's.
 */
export function carriedValues(
  lead: RecordValues,
  target: ConversionTarget,
  targetFields: readonly FieldMeta[],
  mayCarry: (leadField: string, targetField: string) => boolean,
): RecordValues {
  const entries = Object.entries(MAPPING[target])
    .filter(([to, from]) => mayCarry(from, to))
    .map(([to, from]) => [to, lead[from]] as const);
  return copiedValues(targetFields, Object.fromEntries(entries));
}

/** A converted lead is history: it is read, but not changed, converted or merged any more. */
export const isConverted = (module: RecordModule, fields: RecordValues): boolean =>
  module === 'Leads' && fields['Converted__s'] === true;

/** The records that a lead became, by id. */
export type Converted = Readonly<Record<ConversionTarget, string | null>>;

/** What the system writes into a lead when it is converted. */
export function conversionMarks(became: Converted, now: Date): RecordValues {
  const reference = (id: string | null) => (id === null ? null : { id });
  return {
    Converted__s: true,
    Converted_Date_Time: `${now.toISOString().slice(0, 19)}+00:00`,
    Converted_Account: reference(became.Accounts),
    Converted_Contact: reference(became.Contacts),
    Converted_Deal: reference(became.Deals),
  };
}

/**
 * What changes in a record that was about the lead. Activities go to the deal, or else to the account, and to the contact as
 * the person they are with; notes go to `notesTo`.
 */
export function followConversion(
  module: RecordModule,
  fields: RecordValues,
  leadId: string,
  { contact, other, notesTo }: { readonly contact: string; readonly other: string; readonly notesTo: string },
): RecordValues {
  const lookups = redirectLookups(module, fields, new Map([[leadId, module === 'Notes' ? notesTo : other]]));
  const person =
    findField(module, 'Who_Id') !== undefined && 'What_Id' in lookups && isEmpty(fields['Who_Id']);
  return {
    ...lookups,
    ...(person && { Who_Id: { id: contact } }),
    ...redirectParticipants(fields, new Map([[leadId, { type: 'contact', id: contact }]])),
  };
}
