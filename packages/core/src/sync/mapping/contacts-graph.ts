import type { Canonical } from '../canonical.ts';
import { elementsOf } from '../equality.ts';
import type { GraphAddress, GraphContact } from '../graph-shapes.ts';
import { plainText } from '../html-text.ts';
import type { Json } from '../json.ts';
import type { ItemTraits } from '../link.ts';
import { birthdayInstant, birthdayOf } from './contacts-birthday.ts';
import { displayName, displayNameAfter } from './contacts-names.ts';
import { emailKey } from './element-keys.ts';
import { envelope, graphText, OWN_SINGLE, trimmed, withoutEmpty, type ItemMapping } from './graph-values.ts';

const SCALARS = {
  firstName: 'givenName',
  lastName: 'surname',
  middleName: 'middleName',
  nickName: 'nickName',
  companyName: 'companyName',
  officeLocation: 'officeLocation',
  profession: 'profession',
  manager: 'manager',
  spouseName: 'spouseName',
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

const ADDRESSES = { mailing: 'businessAddress', other: 'otherAddress', home: 'homeAddress' } as const;

const NAMES = ['firstName', 'middleName', 'lastName'];

export const contactItemMapping: ItemMapping = {
  fromItem(item, { timeZone }) {
    const scalars = Object.entries(SCALARS).map(([name, member]) => [name, trimmed(item[member])] as const);
    return {
      ...envelope(item),
      traits: { ...OWN_SINGLE, displayName: trimmed(item.displayName), ...emailNames(item) },
      values: {
        ...Object.fromEntries(scalars),
        emails: (item.emailAddresses ?? []).flatMap((email) => trimmed(email.address) ?? []),
        businessPhones: (item.businessPhones ?? []).flatMap((phone) => trimmed(phone) ?? []),
        homePhones: (item.homePhones ?? []).flatMap((phone) => trimmed(phone) ?? []),
        birthday: birthdayOf(item.birthday ?? '', timeZone),
        ...addressValues('mailing', item.businessAddress),
        ...addressValues('other', item.otherAddress),
        ...addressValues('home', item.homeAddress),
        notes: plainText(item.personalNotes ?? '') || null,
      },
    };
  },

  toItem(changes, current, { traits }) {
    const body: Record<string, Json> = {};
    const merged: Canonical = { ...current, ...changes };
    for (const [name, member] of Object.entries(SCALARS)) {
      if (name in changes) body[member] = graphText(changes[name]);
    }
    if ('emails' in changes) {
      // The list is replaced whole: names that people gave to addresses are sent along.
      body['emailAddresses'] = strings(changes['emails']).map((address) => {
        const name = traits?.emailNames?.[emailKey(address)];
        return name === undefined ? { address } : { address, name };
      });
    }
    if ('businessPhones' in changes) body['businessPhones'] = strings(changes['businessPhones']);
    if ('homePhones' in changes) body['homePhones'] = strings(changes['homePhones']);
    if ('notes' in changes) body['personalNotes'] = graphText(changes['notes']) ?? '';
    if ('birthday' in changes) {
      const date = graphText(changes['birthday']);
      body['birthday'] = date === null ? null : birthdayInstant(date);
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
    if (current === null) return withoutEmpty({ ...body, displayName: displayName(merged) });
    const shown = traits?.displayName ?? null;
    const renamed = NAMES.some((name) => name in changes);
    return Object.keys(body).length > 0 && (renamed || shown !== null)
      ? { ...body, displayName: displayNameAfter(shown, current, merged) }
      : body;
  },
};

const strings = (value: Canonical[string] | undefined): string[] =>
  elementsOf(value).filter((element) => typeof element === 'string');

/** What people call the addresses, where that is more than the address itself. */
function emailNames({ emailAddresses }: GraphContact): Pick<ItemTraits, 'emailNames'> {
  const names = (emailAddresses ?? []).flatMap(({ name, address }): [string, string][] => {
    const [called, key] = [trimmed(name), trimmed(address)];
    return called === null || key === null || emailKey(called) === emailKey(key)
      ? []
      : [[emailKey(key), called]];
  });
  return names.length === 0 ? {} : { emailNames: Object.fromEntries(names) };
}

const addressValues = (prefix: string, address: GraphAddress | null | undefined): Canonical =>
  Object.fromEntries(
    Object.entries(ADDRESS_PARTS).map(([part, member]) => [
      `${prefix}${part}`,
      plainText(address?.[member] ?? '').trim() || null,
    ]),
  );
