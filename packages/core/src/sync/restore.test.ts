import { expect, test } from 'vitest';
import { belongTogether, restored } from './restore.ts';

const CONTACT = {
  Last_Name: 'Hopper',
  Email: 'GRACE@navy.test',
  Secondary_Email: 'g@home.test',
  Title: 'Admiral',
};

test('a lost value is written to the field of the CRM that holds it, and to no other', () => {
  expect(restored('contacts', CONTACT, [{ field: 'jobTitle', lost: 'Captain' }])).toEqual({
    Title: 'Captain',
  });
  expect(restored('contacts', CONTACT, [{ field: 'jobTitle', lost: null }])).toEqual({ Title: null });
});

test('of a list what lost comes back in its place, and what is there besides stays', () => {
  expect(restored('contacts', CONTACT, [{ field: 'emails', lost: ['grace@navy.test'] }])).toEqual({
    Email: 'grace@navy.test',
    Secondary_Email: 'g@home.test',
  });
});

test('a list element that finds no room is refused, not dropped', () => {
  expect(restored('contacts', CONTACT, [{ field: 'emails', lost: ['third@home.test'] }])).toBeNull();
});

test('times come back together', () => {
  const meeting = {
    All_day: false,
    Start_DateTime: '2026-03-02T09:00:00+00:00',
    End_DateTime: '2026-03-02T10:00:00+00:00',
  };
  const lost = [
    { field: 'start', lost: '2026-03-05T14:00:00Z' },
    { field: 'end', lost: '2026-03-05T15:00:00Z' },
  ];
  expect(restored('meetings', meeting, lost)).toEqual({
    All_day: false,
    Start_DateTime: '2026-03-05T14:00:00+00:00',
    End_DateTime: '2026-03-05T15:00:00+00:00',
  });
  expect(belongTogether('meetings', 'start', 'end')).toBe(true);
  expect(belongTogether('meetings', 'start', 'title')).toBe(false);
  expect(belongTogether('contacts', 'firstName', 'lastName')).toBe(false);
});

test('a field that the module does not have is refused', () => {
  expect(restored('contacts', CONTACT, [{ field: 'shoeSize', lost: '42' }])).toBeNull();
});
