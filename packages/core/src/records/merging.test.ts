import fc from 'fast-check';
import { expect, test } from 'vitest';
import { duplicateFieldsOf, mergedFields } from './merging.ts';
import { findField, RECORD_FIELDS } from './record-fields.ts';
import { RECORD_MODULES } from './record-modules.ts';
import { redirectLookups, redirectParticipants } from './redirect.ts';

const nothing = { taken: new Map<string, string>(), kept: new Set<string>() };
const side = (id: string, fields: Record<string, unknown>) => ({ id, fields });

test('a master keeps what it has and is filled with what the others have, the first of them first', () => {
  const master = side('1', { Last_Name: 'A', Email: null });
  const others = [side('2', { Last_Name: 'B', Phone: '2' }), side('3', { Email: 'c@x.example', Phone: '3' })];
  expect(mergedFields('Contacts', master, others, nothing)).toEqual({ Email: 'c@x.example', Phone: '2' });
});

test('a chosen value wins, an empty one too, and what is kept stays empty', () => {
  const master = side('1', { Last_Name: 'A', Title: 'CEO' });
  const others = [side('2', { Last_Name: 'B' }), side('3', { Phone: '3', Fax: '4' })];
  const taken = new Map([
    ['Last_Name', '2'],
    ['Title', '3'],
  ]);
  expect(mergedFields('Contacts', master, others, { taken, kept: new Set(['Phone']) })).toEqual({
    Last_Name: 'B',
    Title: null,
    Fax: '4',
  });
});

test('no value of a record is lost where nothing was chosen and nobody has another', () => {
  const names = RECORD_FIELDS.Contacts.filter(({ dataType }) => dataType === 'text' || dataType === 'email')
    .filter(({ readOnly }) => !readOnly)
    .map(({ apiName }) => apiName);
  const fields = fc.dictionary(fc.constantFrom(...names), fc.option(fc.constantFrom('x', 'y', ' ')));
  fc.assert(
    fc.property(fields, fields, fields, (first, second, third) => {
      const changes = mergedFields(
        'Contacts',
        side('1', first),
        [side('2', second), side('3', third)],
        nothing,
      );
      const merged: Record<string, unknown> = { ...first, ...changes };
      for (const name of names) {
        const had = [first, second, third]
          .map((each) => each[name])
          .filter((value) => (value ?? '').trim() !== '');
        expect(merged[name]).toBe(had[0] ?? merged[name]);
      }
    }),
  );
});

test('system fields and the owner stay the master’s', () => {
  const marks = { Converted__s: true, Owner: { id: '5' } };
  expect(mergedFields('Leads', side('1', {}), [side('2', marks)], nothing)).toEqual({});
});

test('a master that referred to one of the others, or would refer to itself, refers to nobody', () => {
  const master = side('1', { Reporting_To: { id: '2' }, Account_Name: { id: '7' } });
  expect(mergedFields('Contacts', master, [side('2', {})], nothing)).toEqual({ Reporting_To: null });
  const boss = side('2', { Reporting_To: { id: '1' } });
  expect(mergedFields('Contacts', side('1', {}), [boss], nothing)).toEqual({ Reporting_To: null });
});

test('lookups are led elsewhere, in rows too, and nothing else changes', () => {
  const row = { Product_Name: { id: '2' }, Quantity: 1 };
  const away = new Map([['2', '1']]);
  expect(
    redirectLookups(
      'Quotes',
      { Account_Name: { id: '2' }, Contact_Name: { id: '3' }, Quoted_Items: [row] },
      away,
    ),
  ).toEqual({ Account_Name: { id: '1' }, Quoted_Items: [{ Product_Name: { id: '1' }, Quantity: 1 }] });
  expect(redirectLookups('Quotes', { Contact_Name: { id: '3' }, Subject: '2' }, away)).toEqual({});
});

test('whoever is invited twice after a merge is invited once', () => {
  const people = new Map([['2', { type: 'contact', id: '1' } as const]]);
  const contact = (participant: string) => ({
    type: 'contact',
    participant,
    Email: `${participant}@x.example`,
  });
  const mail = { type: 'email', participant: '2' };
  expect(redirectParticipants({ Participants: [contact('1'), contact('2'), mail] }, people)).toEqual({
    Participants: [contact('1'), mail],
  });
  expect(redirectParticipants({ Participants: [mail] }, people)).toEqual({});
});

test('duplicates are looked for in fields that exist', () => {
  for (const module of RECORD_MODULES) {
    for (const name of duplicateFieldsOf(module)) expect(findField(module, name)).toBeDefined();
  }
});
