import type { FieldDataType } from '../../records/field-meta.ts';
import { RECORD_FIELDS } from '../../records/record-fields.ts';
import type { FieldSpec } from '../canonical.ts';
import { CONTACT_PROPERTIES, CONTACT_PROPERTY, type ContactKind } from './contacts-properties.ts';

/** By CRM field: the property at Microsoft that it is joined with, `null` for none. */
export type ContactPairs = Readonly<Record<string, string | null>>;

/** What the user chose, with its history as far as bases need it. */
export interface ContactMapping {
  /** Every field of `CONTACT_FIELDS`. */
  readonly pairs: ContactPairs;
  /** Grows with every change; bases remember under which version they were made. */
  readonly version: number;
  /** By property: the version in which it was last joined with other CRM fields than before, or with none. */
  readonly since: Readonly<Record<string, number>>;
}

/** A CRM field that can be joined with a property. */
export interface ContactField {
  readonly apiName: string;
  readonly label: string;
  readonly kind: ContactKind;
  /** It stays with the property that is proposed. */
  readonly fixed: boolean;
}

const KIND: Partial<Record<FieldDataType, ContactKind>> = {
  text: 'text',
  textarea: 'long_text',
  email: 'email',
  phone: 'phone',
  date: 'date',
};

/** The CRM requires the last name, and people are recognised by their first e-mail address. */
const FIXED: ReadonlySet<string> = new Set(['Last_Name', 'Email']);

/** The fields of a contact that a user can join with properties of Microsoft's, in the order of the module. */
export const CONTACT_FIELDS: readonly ContactField[] = RECORD_FIELDS.Contacts.flatMap((meta) => {
  const kind = meta.readOnly ? undefined : KIND[meta.dataType];
  if (kind === undefined) return [];
  return [{ apiName: meta.apiName, label: meta.label, kind, fixed: FIXED.has(meta.apiName) }];
});

export const PROPOSED_PAIRS: ContactPairs = Object.fromEntries(
  CONTACT_FIELDS.map(({ apiName }) => [
    apiName,
    CONTACT_PROPERTIES.find(({ proposed }) => proposed.includes(apiName))?.name ?? null,
  ]),
);

/** What a setup begins with. */
export const PROPOSED_MAPPING: ContactMapping = { pairs: PROPOSED_PAIRS, version: 0, since: {} };

/** The CRM fields of a property, in the order of its slots. */
const joinedWith = (pairs: ContactPairs, name: string): string[] =>
  CONTACT_FIELDS.map(({ apiName }) => apiName).filter((apiName) => pairs[apiName] === name);

/** How the fields of contacts behave under a mapping; a property that is joined with nothing has no CRM field. */
export const contactSpecs = (pairs: ContactPairs): readonly FieldSpec[] =>
  CONTACT_PROPERTIES.map(({ name, label, room, elementKey }) => {
    const crmFields = joinedWith(pairs, name);
    return {
      name,
      label,
      kind: room > 1 ? 'list' : 'scalar',
      crmFields,
      crmWritable: true,
      microsoftWritable: true,
      detail: false,
      ...(elementKey !== undefined && { elementKey, slots: { crm: crmFields.length, microsoft: room } }),
    };
  });

export type MappingRule = 'unknown_field' | 'unknown_property' | 'kind' | 'taken' | 'fixed';

/** What is wrong with the choice for one CRM field; `message` is for people. */
export interface MappingIssue {
  readonly field: string;
  readonly rule: MappingRule;
  readonly message: string;
}

const KIND_WORDS: Readonly<Record<ContactKind, string>> = {
  text: 'a line of text',
  long_text: 'a long text',
  email: 'an e-mail address',
  phone: 'a telephone number',
  date: 'a date',
};

/** Every rule that the choices break; none for a mapping that can be used. */
export function mappingIssues(pairs: ContactPairs): readonly MappingIssue[] {
  const used = new Map<string, number>();
  return Object.entries(pairs).flatMap(([field, chosen]): MappingIssue[] => {
    const wrong = (rule: MappingRule, message: string): MappingIssue[] => [{ field, rule, message }];
    const known = CONTACT_FIELDS.find(({ apiName }) => apiName === field);
    if (known === undefined) return wrong('unknown_field', 'contacts have no such field to be synced');
    if (known.fixed && chosen !== PROPOSED_PAIRS[field])
      return wrong('fixed', 'contacts are required to have it, or are recognised by it');
    if (chosen === null) return [];
    const property = CONTACT_PROPERTY.get(chosen);
    if (property === undefined)
      return wrong('unknown_property', `Microsoft keeps no property ${chosen} of a contact`);
    if (property.kind !== known.kind)
      return wrong(
        'kind',
        `it holds ${KIND_WORDS[known.kind]}, and ${property.atMicrosoft} ${KIND_WORDS[property.kind]}`,
      );
    used.set(chosen, (used.get(chosen) ?? 0) + 1);
    if ((used.get(chosen) ?? 0) > property.room)
      return wrong('taken', `${property.atMicrosoft} has room for ${property.room}, which others take`);
    return [];
  });
}

/** The mapping with other choices, every field's; the same one when nothing changes. */
export function remapped(before: ContactMapping, pairs: ContactPairs): ContactMapping {
  const changed = CONTACT_PROPERTIES.map(({ name }) => name).filter(
    (name) => joinedWith(before.pairs, name).join() !== joinedWith(pairs, name).join(),
  );
  if (changed.length === 0) return before;
  const version = before.version + 1;
  return {
    pairs,
    version,
    since: { ...before.since, ...Object.fromEntries(changed.map((name) => [name, version])) },
  };
}

/** Properties that were joined with other fields since the bases of this version were made, which say nothing of them. */
export const joinedSince = (mapping: ContactMapping, version: number): ReadonlySet<string> =>
  new Set(
    Object.entries(mapping.since)
      .filter(([, since]) => since > version)
      .map(([name]) => name),
  );
