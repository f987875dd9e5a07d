import { describe, expect, test } from 'vitest';
import { ITEM_MAPPING, RECORD_MAPPING, SYNC_MODULES, validateRecord } from '@syncgrant/core';
import { createEmulator } from '@syncgrant/emulator';
import { createDemo } from './create-demo.ts';
import { inCrm, inMailbox, type DemoItem, type DemoUser } from './demo.ts';
import { emulatorSeedOf } from './emulator-seed.ts';

/** Days on which calendars are awkward: a weekend, ends of months and years, changes of clocks. */
const DAYS = [
  '2026-03-01T09:00:00Z',
  '2026-03-08T08:30:00Z',
  '2026-10-30T23:30:00Z',
  '2026-12-31T23:59:00Z',
  '2028-02-29T12:00:00Z',
];
const demos = DAYS.map((day) => ({ day, now: new Date(day), demo: createDemo(new Date(day)) }));
const [{ demo } = { demo: createDemo(new Date(0)) }] = demos;

const ofModule = (user: DemoUser, module: DemoItem['module']) =>
  user.items.filter((item) => item.module === module);

test('the same day gives the same demonstration, another seed another one', () => {
  const now = new Date('2026-03-01T09:00:00Z');
  expect(createDemo(now)).toEqual(createDemo(now));
  expect(createDemo(now, 1)).not.toEqual(createDemo(now, 2));
});

test('everybody has contacts, meetings and tasks, of which both sides know some and each side alone some', () => {
  for (const user of demo.users) {
    expect(ofModule(user, 'contacts')).toHaveLength(25);
    expect(ofModule(user, 'meetings').length).toBeGreaterThanOrEqual(18);
    expect(ofModule(user, 'tasks')).toHaveLength(12);
    for (const module of ['contacts', 'meetings', 'tasks'] as const) {
      const known = ofModule(user, module).map((item) => item.known);
      expect(new Set(known)).toEqual(new Set(['both', 'mailbox', 'crm']));
    }
  }
});

test('mailboxes hold single, recurring, all-day, private and Teams meetings', () => {
  for (const user of demo.users) {
    const bodies = ofModule(user, 'meetings')
      .filter(inMailbox)
      .map(({ body }) => body);
    expect(bodies.some(({ recurrence }) => recurrence)).toBe(true);
    expect(bodies.some(({ isAllDay }) => isAllDay)).toBe(true);
    expect(bodies.some(({ sensitivity }) => sensitivity === 'private')).toBe(true);
    expect(bodies.some(({ isOnlineMeeting, attendees }) => isOnlineMeeting === true && attendees)).toBe(true);
  }
});

test('what is private is in the mailbox only, and no text has a gap left to fill', () => {
  const items = demo.users.flatMap((user) => user.items);
  const secret = items.filter(({ body }) => body.sensitivity === 'private');
  expect(new Set(secret.map(({ known }) => known))).toEqual(new Set(['mailbox']));
  for (const { body, record } of items) {
    expect(JSON.stringify({ body, record })).not.toMatch(/\{(contact|company|city)\}|undefined/);
  }
});

describe.each(demos)('on $day', ({ now, demo: today }) => {
  test('every record passes the validation of the CRM', () => {
    for (const { module, record } of today.users.flatMap(({ items }) => items.filter(inCrm))) {
      const valid = validateRecord(SYNC_MODULES[module].module, record, { kind: 'create' });
      expect({ record, valid }).toMatchObject({ valid: { ok: true } });
    }
  });

  test('the emulator accepts every mailbox, and nobody has consented to anything', async () => {
    const emulator = createEmulator({ origin: 'http://localhost', now: () => now, registrations: [] });
    emulator.seed(emulatorSeedOf(today));
    expect(emulator.isEmpty).toBe(false);
    expect(emulator.mailLog).toEqual([]);
    await emulator.close();
  });

  test('what both sides know is recognised by the first sync, and by nothing else on its side', () => {
    for (const user of today.users) {
      const keys = (side: 'record' | 'body') => {
        const items = user.items.filter(side === 'record' ? inCrm : inMailbox);
        return items.map((item) => `${item.module} ${keyOf(item, side, user.person.timeZone)}`);
      };
      const [records, items] = [keys('record'), keys('body')];
      expect(new Set(records).size).toBe(records.length);
      expect(new Set(items).size).toBe(items.length);
      const both = user.items.filter(({ known }) => known === 'both');
      expect(records.filter((key) => items.includes(key))).toHaveLength(both.length);
    }
  });
});

/** What the first sync recognises an item by. */
function keyOf({ module, record, body }: DemoItem, side: 'record' | 'body', timeZone: string): string {
  const values =
    side === 'record'
      ? RECORD_MAPPING[module].fromRecord(record)
      : ITEM_MAPPING[module].fromItem(body, { timeZone }).values;
  const names = {
    contacts: ['emails'],
    meetings: ['title', 'start', 'end'],
    tasks: ['subject', 'dueDate'],
  } as const;
  return JSON.stringify(names[module].map((name) => values[name]));
}
