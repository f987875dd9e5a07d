import { expect, test } from 'vitest';
import type { Canonical } from '../canonical.ts';
import { emptyCanonical } from '../fields.ts';
import type { GraphContact } from '../graph-shapes.ts';
import { OWN_SINGLE } from './graph-values.ts';
import { birthdayOf } from './contacts-birthday.ts';
import { ITEM_MAPPING } from './index.ts';

const { fromItem, toItem } = ITEM_MAPPING.contacts;
const zone = { timeZone: 'Europe/Berlin' };
const anna: Canonical = { ...emptyCanonical('contacts'), firstName: 'Anna', lastName: 'Berg' };
const update = (changes: Record<string, string | null>, displayName: string, current = anna) =>
  toItem(changes, current, { ...zone, traits: { ...OWN_SINGLE, displayName } });

test.each([
  ['a plain name follows', 'Anna Berg', 'Anna Stein'],
  ['what a person put around it stays', 'Dr. Anna Berg (Acme)', 'Dr. Anna Stein (Acme)'],
  ['the other order stays', 'Berg, Anna', 'Stein, Anna'],
  ['a name of its own stays', 'Annie', 'Annie'],
])('a display name after a change of the name: %s', (_what, shown, expected) => {
  expect(update({ lastName: 'Stein' }, shown)).toEqual({ surname: 'Stein', displayName: expected });
});

test('every update sends the display name along, because Microsoft makes one up otherwise', () => {
  expect(update({ jobTitle: 'Head' }, 'Annie')).toEqual({ jobTitle: 'Head', displayName: 'Annie' });
  expect(update({}, 'Annie')).toEqual({});
});

test('a middle name is part of the name, and is not lost from it', () => {
  const current = { ...anna, middleName: 'Maria' };
  expect(update({ lastName: 'Stein' }, 'Anna Maria Berg', current)).toMatchObject({
    displayName: 'Anna Maria Stein',
  });
  expect(update({ lastName: 'Stein' }, 'Anna Berg', current)).toMatchObject({ displayName: 'Anna Stein' });
});

test('a name is not found in a longer one', () => {
  const current = { ...anna, firstName: 'Ann', lastName: null };
  expect(update({ lastName: 'Lee' }, 'Annie', current)).toMatchObject({ displayName: 'Annie' });
  expect(update({ lastName: 'Lee' }, 'Aunt Ann', current)).toMatchObject({ displayName: 'Aunt Ann Lee' });
});

test('a name that is emptied leaves a company or an address to be shown', () => {
  const current = { ...anna, companyName: 'Acme' };
  expect(update({ firstName: null, lastName: null }, 'Anna Berg', current)).toMatchObject({
    displayName: 'Acme',
  });
});

test('a name may hold what has a meaning in replacements', () => {
  expect(update({ lastName: '$& $1' }, 'Anna Berg')).toMatchObject({ displayName: 'Anna $& $1' });
});

test.each([
  'Pacific/Kiritimati',
  'Pacific/Auckland',
  'Asia/Kolkata',
  'Europe/Berlin',
  'UTC',
  'America/New_York',
  'Pacific/Pago_Pago',
])('a birthday is the same date both ways in %s', (timeZone) => {
  for (const date of ['1974-07-22', '1974-01-01', '2000-02-29', '1999-12-31']) {
    const written = toItem({ birthday: date }, anna, { timeZone, traits: null });
    const answered = JSON.parse(JSON.stringify(written)) as GraphContact;
    expect(fromItem(answered, { timeZone }).values['birthday']).toBe(date);
    for (const form of [date, `${date}T00:00:00Z`, `${date}T11:59:00Z`])
      expect([form, birthdayOf(form, timeZone)]).toEqual([form, date]);
  }
});

test.each([
  ['Europe/Berlin', '1974-07-21T23:00:00Z'],
  ['Europe/Berlin', '1974-07-21T22:00:00Z'],
  ['America/New_York', '1974-07-22T04:00:00Z'],
  ['Pacific/Auckland', '1974-07-21T12:00:00Z'],
  ['Asia/Kolkata', '1974-07-21T18:30:00Z'],
])("midnight in the mailbox's zone %s is that day's beginning", (timeZone, birthday) => {
  expect(birthdayOf(birthday, timeZone)).toBe('1974-07-22');
});

test('what is no date is no birthday', () => {
  for (const text of ['', 'soon', '1974-13-41']) expect(birthdayOf(text, 'UTC')).toBeNull();
});
