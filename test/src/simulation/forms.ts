import type { SyncModule } from '@syncgrant/core';
import { memberOf, textOf, type Item } from './item.ts';
import { addDays, crmTimes, graphTimes } from './timetable.ts';

/**
 * What the simulation's people write. Every thing has a key (`K7`) in its name that nobody changes, and every value that a
 * person writes is unique (`V31`), so that each can be followed through both sides without knowing how the product maps them.
 */
export interface Form {
  /** The fields of a new record and the body of a new item of that key and name. */
  readonly newRecord: (key: number, value: string) => Record<string, unknown>;
  readonly newItem: (key: number, value: string) => Record<string, unknown>;
  readonly listPath: (containerId: string) => string;
  readonly createPath: (containerId: string) => string;
  readonly itemPath: (containerId: string, id: string) => string;
  /** What the addresses of its deltas hold. */
  readonly deltaOf: string;
  /** The first carries the key where `named`, and is never emptied. */
  readonly fields: readonly FormField[];
}

export interface FormField {
  readonly crm: string;
  readonly named?: true;
  readonly body: (value: string) => Record<string, unknown>;
  readonly read: (item: Item) => string;
}

const plain = (crm: string, member: string): FormField => ({
  crm,
  body: (value) => ({ [member]: value === '' ? null : value }),
  read: (item) => textOf(item[member]),
});

const body: FormField = {
  crm: 'Description',
  body: (value) => ({ body: { contentType: 'html', content: value } }),
  read: (item) => textOf(memberOf(item['body'], 'content')),
};

/** Each meeting has a day of its own, so that no two look alike. */
export const dayOf = (key: number): string => addDays('2031-02-01', key);

/** Every third meeting has guests. */
export const hasGuests = (key: number): boolean => key % 3 === 0;
const GUEST = 'guest@elsewhere.test';

const contactName = (key: number) => `K${key}`;
const email = (key: number) => `k${key}@people.test`;

export const FORMS: Readonly<Record<SyncModule, Form>> = {
  contacts: {
    newRecord: (key, value) => ({ Last_Name: contactName(key), First_Name: value, Email: email(key) }),
    newItem: (key, value) => ({
      surname: contactName(key),
      givenName: value,
      emailAddresses: [{ address: email(key) }],
    }),
    listPath: () => '/me/contacts?$top=200',
    createPath: () => '/me/contacts',
    itemPath: (_, id) => `/me/contacts/${encodeURIComponent(id)}`,
    deltaOf: '/contacts/',
    fields: [
      plain('First_Name', 'givenName'),
      plain('Title', 'jobTitle'),
      plain('Department', 'department'),
      plain('Description', 'personalNotes'),
    ],
  },
  tasks: {
    newRecord: (key, value) => ({ Subject: `K${key} ${value}` }),
    newItem: (key, value) => ({ title: `K${key} ${value}` }),
    listPath: (list) => `/me/todo/lists/${encodeURIComponent(list)}/tasks?$top=200`,
    createPath: (list) => `/me/todo/lists/${encodeURIComponent(list)}/tasks`,
    itemPath: (list, id) => `/me/todo/lists/${encodeURIComponent(list)}/tasks/${encodeURIComponent(id)}`,
    deltaOf: '/tasks/',
    fields: [{ ...plain('Subject', 'title'), named: true }, body],
  },
  meetings: {
    newRecord: (key, value) => ({
      Event_Title: `K${key} ${value}`,
      ...crmTimes(dayOf(key), 10),
      ...(hasGuests(key) && { Participants: [{ type: 'email', participant: GUEST }] }),
    }),
    newItem: (key, value) => ({
      subject: `K${key} ${value}`,
      ...graphTimes(dayOf(key), 10),
      ...(hasGuests(key) && { attendees: [{ type: 'required', emailAddress: { address: GUEST } }] }),
    }),
    listPath: () => '/me/events?$top=200',
    createPath: () => '/me/events',
    itemPath: (_, id) => `/me/events/${encodeURIComponent(id)}`,
    deltaOf: '/events/',
    fields: [
      { ...plain('Event_Title', 'subject'), named: true },
      {
        crm: 'Venue',
        body: (value) => ({ location: { displayName: value } }),
        read: (item) => textOf(memberOf(item['location'], 'displayName')),
      },
      body,
    ],
  },
};

/** Names of things are read where they are written; anything else has none. */
export function keyOf(module: SyncModule, texts: Readonly<Record<string, unknown>>): string | null {
  const name = {
    contacts: texts['Last_Name'] ?? texts['surname'],
    tasks: texts['Subject'] ?? texts['title'],
    meetings: texts['Event_Title'] ?? texts['subject'],
  }[module];
  return /\bK\d+\b/.exec(textOf(name))?.[0] ?? null;
}

/** The unique values in a text. */
export const valuesIn = (text: string): readonly string[] => text.match(/\bV\d+\b/g) ?? [];
