import type { Canonical, CanonicalElement } from '../canonical.ts';
import { elementsOf } from '../equality.ts';
import type { GraphAddress } from '../graph-shapes.ts';
import { plainText } from '../html-text.ts';
import { dateOf } from '../instants.ts';
import type { Json } from '../json.ts';
import { envelope, graphText, OWN_SINGLE, trimmed, withoutEmpty, type ItemMapping } from './graph-values.ts';

const SCALARS = {
  firstName: 'givenName',
  lastName: 'surname',
  mobilePhone: 'mobilePhone',
  jobTitle: 'jobTitle',
  department: 'department',
  assistantName: 'assistantName',
} as const;

const ADDRESS_PARTS = {
  Street: 'street',
  City: 'city',
  State: 'state',
  Zip: 'postalCode',
  Country: 'countryOrRegion',
} as const;

const ADDRESSES = { mailing: 'businessAddress', other: 'otherAddress' } as const;

export const contactItemMapping: ItemMapping = {
  fromItem(item) {
    const scalars = Object.entries(SCALARS).map(([name, member]) => [name, trimmed(item[member])] as const);
    return {
      ...envelope(item),
      traits: { ...OWN_SINGLE, displayName: trimmed(item.displayName) ?? trimmed(item.companyName) },
      values: {
        ...Object.fromEntries(scalars),
        emails: (item.emailAddresses ?? []).flatMap((email) => trimmed(email.address) ?? []),
        businessPhones: (item.businessPhones ?? []).flatMap((phone) => trimmed(phone) ?? []),
        homePhones: (item.homePhones ?? []).flatMap((phone) => trimmed(phone) ?? []),
        // Graph answers an instant around the middle of the day in UTC: its date is the birthday.
        birthday: dateOf(item.birthday ?? ''),
        ...addressValues('mailing', item.businessAddress),
        ...addressValues('other', item.otherAddress),
        notes: plainText(item.personalNotes ?? '') || null,
      },
    };
  },

  toItem(changes, current) {
    const body: Record<string, Json> = {};
    const merged: Canonical = { ...current, ...changes };
    for (const [name, member] of Object.entries(SCALARS)) {
      if (name in changes) body[member] = graphText(changes[name]);
    }
    if ('firstName' in changes || 'lastName' in changes) body['displayName'] = displayName(merged);
    if ('emails' in changes)
      body['emailAddresses'] = strings(changes['emails']).map((address) => ({ address }));
    if ('businessPhones' in changes) body['businessPhones'] = strings(changes['businessPhones']);
    if ('homePhones' in changes) body['homePhones'] = strings(changes['homePhones']);
    if ('notes' in changes) body['personalNotes'] = graphText(changes['notes']) ?? '';
    if ('birthday' in changes) {
      const date = graphText(changes['birthday']);
      // Noon keeps the date wherever it is read.
      body['birthday'] = date === null ? null : `${date}T11:59:00Z`;
    }
    for (const [prefix, member] of Object.entries(ADDRESSES)) {
      const parts = Object.keys(ADDRESS_PARTS).map((part) => `${prefix}${part}`);
      // An address is one value at Graph: the parts that stay are sent with those that change.
      if (
        parts.some((name) => name in changes) &&
        (current !== null || parts.some((name) => graphText(merged[name])))
      ) {
        body[member] = Object.fromEntries(
          Object.entries(ADDRESS_PARTS).map(([part, graphPart]) => [
            graphPart,
            graphText(merged[`${prefix}${part}`]),
          ]),
        );
      }
    }
    return current === null ? withoutEmpty(body) : body;
  },
};

/** The server would make up a name of its own on later updates if it were not sent along. */
const displayName = (contact: Canonical): string =>
  [contact['firstName'], contact['lastName']].flatMap((name) => graphText(name) ?? []).join(' ') ||
  (strings(contact['emails'])[0] ?? '');

const strings = (value: Canonical[string] | undefined): string[] =>
  elementsOf(value).filter((element: CanonicalElement) => typeof element === 'string');

const addressValues = (prefix: string, address: GraphAddress | null | undefined): Canonical =>
  Object.fromEntries(
    Object.entries(ADDRESS_PARTS).map(([part, member]) => [
      `${prefix}${part}`,
      plainText(address?.[member] ?? '').trim() || null,
    ]),
  );
