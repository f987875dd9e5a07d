import type { CanonicalElement } from '../canonical.ts';
import { emailKey, phoneKey } from './element-keys.ts';

/** What a value is: a CRM field and a property of Microsoft's fit when they hold the same kind. */
export type ContactKind = 'text' | 'long_text' | 'email' | 'phone' | 'date';

/** One thing that Microsoft keeps of a contact, under its canonical name. */
export interface ContactProperty {
  readonly name: string;
  readonly label: string;
  /** What Outlook calls it. */
  readonly atMicrosoft: string;
  readonly kind: ContactKind;
  /** How many values Exchange has room for; one value is a scalar, more are a list. */
  readonly room: number;
  readonly elementKey?: (element: CanonicalElement) => string;
  /** Line breaks are part of the value. */
  readonly lines?: true;
  /** The CRM fields it is joined with unless the user chooses otherwise, in the order of a list's slots. */
  readonly proposed: readonly string[];
}

const property = (
  name: string,
  label: string,
  atMicrosoft: string,
  kind: ContactKind,
  proposed: readonly string[] = [],
  more: Partial<ContactProperty> = {},
): ContactProperty => ({ name, label, atMicrosoft, kind, room: 1, proposed, ...more });

const PARTS = ['Street', 'City', 'State', 'Zip', 'Country'] as const;

const address = (
  prefix: string,
  label: string,
  atMicrosoft: string,
  crm: 'Mailing' | 'Other' | null,
): ContactProperty[] =>
  PARTS.map((part) =>
    property(
      `${prefix}${part}`,
      `${label} ${part.toLowerCase()}`,
      `${atMicrosoft}: ${part.toLowerCase()}`,
      'text',
      crm === null ? [] : [`${crm}_${part}`],
      part === 'Street' ? { lines: true } : {},
    ),
  );

/**
 * Mailing is Graph's business address and Other its other address: the CRM holds people as they are met at work,
 * and what they keep under home should not turn up in a company's database because a sync was switched on.
 */
export const CONTACT_PROPERTIES: readonly ContactProperty[] = [
  property('firstName', 'First name', 'First name', 'text', ['First_Name']),
  property('lastName', 'Last name', 'Last name', 'text', ['Last_Name']),
  property('emails', 'E-mail', 'E-mail addresses', 'email', ['Email', 'Secondary_Email'], {
    room: 3,
    elementKey: emailKey,
  }),
  property('businessPhones', 'Business phone', 'Business phones', 'phone', ['Phone', 'Other_Phone'], {
    room: 2,
    elementKey: phoneKey,
  }),
  property('homePhones', 'Home phone', 'Home phones', 'phone', ['Home_Phone'], {
    room: 2,
    elementKey: phoneKey,
  }),
  property('mobilePhone', 'Mobile', 'Mobile phone', 'phone', ['Mobile']),
  property('jobTitle', 'Title', 'Job title', 'text', ['Title']),
  property('department', 'Department', 'Department', 'text', ['Department']),
  property('assistantName', 'Assistant', 'Assistant', 'text', ['Assistant']),
  property('birthday', 'Date of birth', 'Birthday', 'date', ['Date_of_Birth']),
  ...address('mailing', 'Mailing', 'Business address', 'Mailing'),
  ...address('other', 'Other', 'Other address', 'Other'),
  property('notes', 'Description', 'Notes', 'long_text', ['Description'], { lines: true }),
  property('middleName', 'Middle name', 'Middle name', 'text'),
  property('nickName', 'Nickname', 'Nickname', 'text'),
  property('companyName', 'Company', 'Company', 'text'),
  property('officeLocation', 'Office', 'Office', 'text'),
  property('profession', 'Profession', 'Profession', 'text'),
  property('manager', 'Manager', 'Manager', 'text'),
  property('spouseName', 'Partner', 'Spouse or partner', 'text'),
  ...address('home', 'Home', 'Home address', null),
];

export const CONTACT_PROPERTY: ReadonlyMap<string, ContactProperty> = new Map(
  CONTACT_PROPERTIES.map((entry) => [entry.name, entry]),
);
