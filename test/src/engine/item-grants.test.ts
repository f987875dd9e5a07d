import { expect, describe, it } from 'vitest';
import type { FieldAccess, PermissionName, SyncModule } from '@syncgrant/core';
import { changeGrants } from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

type Access = 'read_write' | 'read_only' | 'hidden';
type Right = 'Create' | 'Edit' | 'Delete';
type Happening =
  | 'item new'
  | 'record new'
  | 'item edited'
  | 'record edited'
  | 'item deleted'
  | 'record deleted';
/** What the field holds in the end, of a thing that may be gone: a is the old value, b the new one. */
type Value = 'a' | 'b' | 'empty' | 'gone';

/**
 * Every two values of any two columns meet in a row: module, direction, missing right, access to the field, what happens; then
 * what record and item hold afterwards, and why something waits. Written down by hand.
 */
const CASES: readonly (readonly [
  SyncModule,
  'both' | 'to_crm' | 'to_microsoft',
  Right | null,
  Access,
  Happening,
  record: Value,
  item: Value,
  held: string | null,
])[] = [
  ['contacts', 'to_microsoft', 'Create', 'hidden', 'item new', 'gone', 'b', null],
  ['contacts', 'to_microsoft', null, 'hidden', 'record new', 'b', 'empty', null],
  ['contacts', 'both', 'Create', 'read_only', 'item edited', 'a', 'b', 'read_only_field'],
  ['contacts', 'to_microsoft', null, 'read_write', 'record edited', 'b', 'b', null],
  ['contacts', 'to_crm', 'Delete', 'read_write', 'item deleted', 'a', 'gone', 'no_delete_permission'],
  ['contacts', 'to_crm', 'Edit', 'hidden', 'record deleted', 'gone', 'a', null],
  ['meetings', 'to_crm', 'Delete', 'read_write', 'item new', 'b', 'b', null],
  ['meetings', 'to_crm', 'Create', 'read_write', 'record new', 'b', 'gone', null],
  ['meetings', 'to_crm', null, 'hidden', 'item edited', 'a', 'b', null],
  ['meetings', 'both', 'Edit', 'read_write', 'record edited', 'b', 'b', null],
  ['meetings', 'both', 'Create', 'hidden', 'item deleted', 'gone', 'gone', null],
  ['meetings', 'to_microsoft', 'Delete', 'read_only', 'record deleted', 'gone', 'gone', null],
  ['tasks', 'both', null, 'read_only', 'item new', 'empty', 'b', 'read_only_field'],
  ['tasks', 'to_microsoft', 'Edit', 'read_write', 'item new', 'gone', 'b', null],
  ['tasks', 'both', 'Delete', 'hidden', 'record new', 'b', 'empty', null],
  ['tasks', 'to_crm', 'Edit', 'read_only', 'record new', 'b', 'gone', null],
  ['tasks', 'to_microsoft', 'Edit', 'read_write', 'item edited', 'a', 'b', null],
  ['tasks', 'to_microsoft', 'Delete', 'read_write', 'item edited', 'a', 'b', null],
  ['tasks', 'to_crm', 'Create', 'read_only', 'record edited', 'b', 'a', null],
  ['tasks', 'to_microsoft', 'Delete', 'hidden', 'record edited', 'b', 'a', null],
  ['tasks', 'to_microsoft', 'Edit', 'read_only', 'item deleted', 'a', 'gone', null],
  ['tasks', 'to_microsoft', null, 'read_only', 'item deleted', 'a', 'gone', null],
  ['tasks', 'to_microsoft', null, 'read_write', 'record deleted', 'gone', 'gone', null],
  ['tasks', 'both', 'Create', 'read_only', 'record deleted', 'gone', 'gone', null],
];

/** One thing of a module as each side says it, with the field that access is about. */
interface Words {
  readonly crmModule: 'Contacts' | 'Events' | 'Tasks';
  readonly crmField: string;
  readonly record: Readonly<Record<string, unknown>>;
  readonly item: Readonly<Record<string, unknown>>;
  /** What says the field's value at Microsoft, and how to read it there. */
  readonly itemValue: (value: string) => object;
  readonly readItem: (item: GraphAnswer) => unknown;
  readonly path: () => Promise<string>;
}

const WORDS: Readonly<Record<SyncModule, Words>> = {
  contacts: {
    crmModule: 'Contacts',
    crmField: 'Title',
    record: { Last_Name: 'Hopper', Email: 'grace@navy.test' },
    item: { surname: 'Hopper', emailAddresses: [{ address: 'grace@navy.test' }] },
    itemValue: (jobTitle) => ({ jobTitle }),
    readItem: ({ jobTitle }) => jobTitle,
    path: async () => '/me/contacts',
  },
  meetings: {
    crmModule: 'Events',
    crmField: 'Venue',
    record: {
      Event_Title: 'Review',
      Start_DateTime: '2026-12-01T10:00:00+00:00',
      End_DateTime: '2026-12-01T11:00:00+00:00',
    },
    item: {
      subject: 'Review',
      start: { dateTime: '2026-12-01T10:00:00', timeZone: 'UTC' },
      end: { dateTime: '2026-12-01T11:00:00', timeZone: 'UTC' },
    },
    itemValue: (displayName) => ({ location: { displayName } }),
    readItem: ({ location }) => location.displayName,
    path: async () => '/me/events',
  },
  tasks: {
    crmModule: 'Tasks',
    crmField: 'Description',
    record: { Subject: 'Pay' },
    item: { title: 'Pay' },
    itemValue: (content) => ({ body: { contentType: 'text', content } }),
    readItem: ({ body }) => body?.content.trim(),
    path: async () => `/me/todo/lists/${await company.defaultContainer('tasks')}/tasks`,
  },
};

async function restrict(fieldAccess: FieldAccess): Promise<void> {
  const { deps, tenant, profileId, clock } = company;
  const actor = { id: null, name: 'test' };
  const change = { actor, action: 'test', subject: 'fields', address: null, now: clock.now() };
  await changeGrants(deps.db, tenant.organisationId, change, async (inside) => {
    const field_access = JSON.stringify(fieldAccess);
    await inside.update('profile').where('id', '=', profileId).set({ field_access }).execute();
    return { before: null, after: null, result: undefined };
  });
}

describe.each(EITHER_DATABASE)('grants inside a sync on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  it.each(CASES)(
    '%s, %s, without %s, field %s, %s: record %s, item %s, held %s',
    async (module, direction, missing, access, happening, record, item, held) => {
      const { crmModule, crmField, path: pathOf, readItem, ...words } = WORDS[module];
      const path = await pathOf();
      const addItem = (value: string) =>
        company.graph('POST', path, { ...words.item, ...words.itemValue(value) });
      const addRecord = (value: string) => company.addRecord(module, { ...words.record, [crmField]: value });
      const items = async (): Promise<GraphAnswer[]> => (await company.graph('GET', path)).value;

      if (!happening.endsWith('new')) {
        await addItem('a');
        await addRecord('a');
      }
      await company.enable(module, { direction });
      if (access !== 'read_write') await restrict({ [crmModule]: { [crmField]: access } });
      if (missing !== null)
        await company.setPermission(`Crm_Implied_${missing}_${crmModule}` satisfies PermissionName, false);
      const itemId = (await items())[0]?.id;
      const recordId = (await company.records(module))[0]?.id ?? '';
      const happen = {
        'item new': () => addItem('b'),
        'record new': () => addRecord('b'),
        'item edited': () => company.graph('PATCH', `${path}/${itemId}`, words.itemValue('b')),
        'record edited': () => company.changeRecord(module, recordId, { [crmField]: 'b' }),
        'item deleted': () => company.graph('DELETE', `${path}/${itemId}`),
        'record deleted': () => company.removeRecord(module, recordId),
      };
      await happen[happening]();
      await company.settle();
      await company.settle();

      const [recordNow, ...moreRecords] = await company.records(module);
      const [itemNow, ...moreItems] = await items();
      const value = (thing: object | undefined, read: () => unknown) =>
        thing === undefined ? 'gone' : read() || 'empty';
      const [link] = await company.tenant.select('link').select('held_reason').execute();
      expect({
        record: value(recordNow, () => recordNow?.fields[crmField]),
        item: value(itemNow, () => readItem(itemNow)),
        held: link?.held_reason ?? null,
        more: [...moreRecords, ...moreItems],
      }).toEqual({ record, item, held, more: [] });
    },
  );

  it('says what waits of a change of which the rest has arrived, until it may arrive', async () => {
    await company.addRecord('contacts', { Last_Name: 'Hopper', Title: 'Officer' });
    await company.enable('contacts');
    await restrict({ Contacts: { Title: 'read_only' } });
    const [item] = (await company.graph('GET', '/me/contacts')).value;
    await company.graph('PATCH', `/me/contacts/${item.id}`, { jobTitle: 'Admiral', department: 'Navy' });
    await company.settle();
    const held = async () =>
      (await company.tenant.select('link').select('held_reason').execute()).map((link) => link.held_reason);
    const [record] = await company.records('contacts');
    expect([record?.fields['Title'], record?.fields['Department']]).toEqual(['Officer', 'Navy']);
    expect(await held()).toEqual(['read_only_field']);

    await restrict({});
    await company.settle();
    expect((await company.records('contacts'))[0]?.fields['Title']).toBe('Admiral');
    expect(await held()).toEqual([null]);
  });

  it('every two values of any two columns meet', () => {
    const columns = [0, 1, 2, 3, 4] as const;
    for (const left of columns) {
      for (const right of columns.filter((column) => column > left)) {
        const met = new Set(CASES.map((row) => `${row[left]} ${row[right]}`));
        const all =
          new Set(CASES.map((row) => row[left])).size * new Set(CASES.map((row) => row[right])).size;
        expect([left, right, met.size]).toEqual([left, right, all]);
      }
    }
  });
});
