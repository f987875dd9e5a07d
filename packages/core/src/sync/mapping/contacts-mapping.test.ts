import { expect, test } from 'vitest';
import { plan } from '../plan.ts';
import { FULL_GRANT, inputOf, itemOf, linkOf, recordOf } from '../testing-items.ts';
import { contactRecordMapping } from './contacts-crm.ts';
import {
  CONTACT_FIELDS,
  contactSpecs,
  joinedSince,
  mappingIssues,
  PROPOSED_MAPPING,
  PROPOSED_PAIRS,
  remapped,
  type ContactPairs,
} from './contacts-mapping.ts';
import { CONTACT_PROPERTIES } from './contacts-properties.ts';
import { ITEM_MAPPING } from './index.ts';

const mapped = (choices: ContactPairs): ContactPairs => ({ ...PROPOSED_PAIRS, ...choices });

test('what is proposed breaks no rule and joins each field once', () => {
  expect(mappingIssues(PROPOSED_PAIRS)).toEqual([]);
  const known = CONTACT_FIELDS.map(({ apiName }) => apiName);
  const proposed = CONTACT_PROPERTIES.flatMap((property) => property.proposed);
  expect(proposed.filter((name) => !known.includes(name))).toEqual([]);
  expect(new Set(proposed).size).toBe(proposed.length);
  for (const { apiName } of CONTACT_FIELDS)
    expect(PROPOSED_PAIRS[apiName] ?? null).toBe(
      CONTACT_PROPERTIES.find((property) => property.proposed.includes(apiName))?.name ?? null,
    );
});

test.each<[string, ContactPairs, string, string]>([
  ['a field that is not there', { Shoe_Size: null }, 'Shoe_Size', 'unknown_field'],
  ['a field that the system writes', { Full_Name: 'nickName' }, 'Full_Name', 'unknown_field'],
  ['a property that is not there', { Title: 'shoeSize' }, 'Title', 'unknown_property'],
  ['a date for a line of text', { Title: 'birthday' }, 'Title', 'kind'],
  ['a long text for a line of text', { Description: 'nickName' }, 'Description', 'kind'],
  ['a number for an address', { Fax: 'emails' }, 'Fax', 'kind'],
  ['a property that another field has', { Department: 'jobTitle' }, 'Department', 'taken'],
  ['a list without room', { Fax: 'businessPhones' }, 'Fax', 'taken'],
  ['no last name', { Last_Name: null }, 'Last_Name', 'fixed'],
  ['the last name elsewhere', { Last_Name: 'nickName' }, 'Last_Name', 'fixed'],
  ['nothing to recognise people by', { Email: null }, 'Email', 'fixed'],
])('%s is refused by the name of the field and the rule', (_what, choices, field, rule) => {
  expect(mappingIssues(mapped(choices))).toMatchObject([{ field, rule }]);
});

test('two fields may exchange their properties, and lists may grow to their room', () => {
  expect(mappingIssues(mapped({ Title: 'department', Department: 'jobTitle' }))).toEqual([]);
  expect(mappingIssues(mapped({ Fax: 'homePhones', Secondary_Email: null }))).toEqual([]);
});

test('every property that is mapped reads back from the CRM as it was written, and nothing else is written', () => {
  const pairs = mapped({
    Title: 'companyName',
    Fax: 'homePhones',
    Mailing_City: null,
    Twitter: 'homeStreet',
  });
  const { fromRecord, toRecord } = contactRecordMapping(pairs);
  const written = toRecord(
    {
      companyName: 'Acme',
      jobTitle: 'Head',
      homePhones: ['1', '2'],
      mailingCity: 'Ulm',
      homeStreet: '1 Road',
    },
    null,
  );
  expect(written).toEqual({ Title: 'Acme', Home_Phone: '1', Fax: '2', Twitter: '1 Road' });
  expect(fromRecord({ ...written, Mailing_City: 'Bonn' })).toMatchObject({
    companyName: 'Acme',
    jobTitle: null,
    homePhones: ['1', '2'],
    mailingCity: null,
    homeStreet: '1 Road',
  });
});

test('every property is read from Microsoft and written as it is read', () => {
  const values = Object.fromEntries(
    contactSpecs(PROPOSED_PAIRS).map(({ name, kind }) => [
      name,
      name === 'birthday' ? '1974-07-22' : kind === 'list' ? [name] : name,
    ]),
  );
  const { fromItem, toItem } = ITEM_MAPPING.contacts;
  const zone = { timeZone: 'UTC' };
  const body = toItem(values, null, { ...zone, traits: null });
  expect(fromItem(JSON.parse(JSON.stringify(body)), zone).values).toEqual(values);
});

test('bases count until their property is joined with another field, and again from then on', () => {
  const first = remapped(PROPOSED_MAPPING, mapped({ Title: 'profession' }));
  expect(first.version).toBe(1);
  expect(joinedSince(first, 0)).toEqual(new Set(['jobTitle', 'profession']));
  expect(joinedSince(first, 1)).toEqual(new Set());
  const back = remapped(first, PROPOSED_PAIRS);
  expect(joinedSince(back, 0)).toEqual(new Set(['jobTitle', 'profession']));
  expect(joinedSince(back, 1)).toEqual(new Set(['jobTitle', 'profession']));
  expect(remapped(back, { ...PROPOSED_PAIRS })).toBe(back);
});

test('what was never read of an item is not written', () => {
  const contactMapping = remapped(PROPOSED_MAPPING, mapped({ Title: 'profession' }));
  const choices = { direction: 'both', conflictPolicy: 'crm', contactMapping } as const;
  const values = { lastName: 'Berg', jobTitle: null };
  const link = linkOf({
    item: itemOf(values),
    record: recordOf({ ...values, profession: 'Surgeon' }),
    bases: { crm: values, microsoft: values },
  });
  const input = inputOf('contacts', [link], { choices, grant: FULL_GRANT });
  expect(plan(input).operations).toEqual([]);
  const read = linkOf({
    ...link,
    item: itemOf({ ...values, profession: null }),
    record: link.record ?? recordOf({}),
    bases: link.bases,
  });
  expect(plan({ ...input, links: [read] }).operations).toMatchObject([
    { kind: 'update', itemChanges: { profession: 'Surgeon' } },
  ]);
});
