import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RECORD_FIELDS, RECORD_MODULES, type FieldMeta, type RecordModule } from '@syncgrant/core';
import { DATABASE_KINDS, type TestDatabase } from '../../support/databases.ts';
import type { Browser } from '../browser.ts';
import { openSite, type Site } from '../site.ts';
import { tableDigest } from './table-digest.ts';

const [{ open }] = DATABASE_KINDS as [(typeof DATABASE_KINDS)[number]];

const LISTS = [[], ['a'], [1], [null], [[]], [{}]];
const OBJECTS = [{}, { id: 'x' }, { id: null }, { id: 17.5 }, { id: '9'.repeat(30) }];
const TEXTS = ['a\u0007b', 'x'.repeat(70_000)];
const NUMBERS = [1e300, -1e300, 0.123456789012345];

/** Values that no field of the type takes. */
const WRONG: Readonly<Record<FieldMeta['dataType'], readonly unknown[]>> = {
  text: [17, true, ...LISTS, ...OBJECTS, ...TEXTS],
  textarea: [17, true, ...LISTS, ...OBJECTS, ...TEXTS],
  email: [17, 'nobody', '@example.test', 'a b@example.test', ...LISTS, ...OBJECTS, ...TEXTS],
  phone: [17, true, ...LISTS, ...OBJECTS, ...TEXTS],
  website: [17, true, ...LISTS, ...OBJECTS, ...TEXTS],
  picklist: [17, true, 'no such option', ...LISTS, ...OBJECTS, ...TEXTS],
  multiselectpicklist: [17, true, ['no such option'], 'no such option', [1], {}],
  boolean: ['yes', 1, 0, ...LISTS, ...OBJECTS],
  integer: ['many', 1.5, true, ...LISTS, ...OBJECTS, ...NUMBERS],
  bigint: ['many', 1.5, true, ...LISTS, ...OBJECTS],
  double: ['many', true, ...LISTS, ...OBJECTS, 1e300],
  currency: ['many', true, ...LISTS, ...OBJECTS, 1e300],
  percent: ['many', true, ...LISTS, ...OBJECTS, 1e300],
  date: ['2026-02-30', '2026-2-3', 'tomorrow', '2026-01-01T00:00:00Z', 17, true, ...LISTS, ...OBJECTS],
  datetime: ['2026-02-30T00:00:00Z', '2026-01-01', 'now', 17, true, ...LISTS, ...OBJECTS],
  lookup: [17, true, 'x', ...LISTS, ...OBJECTS],
  ownerlookup: [17, true, 'x', ...LISTS, ...OBJECTS],
  autonumber: [17, 'x', {}],
  formula: [17, 'x', {}],
  profileimage: [17, true, 'x', ...LISTS, ...OBJECTS],
  subform: [17, 'x', {}, [1], [null], [[]]],
  jsonarray: [17, 'x', {}, [1], [null], [{}], [{ type: 'nobody', participant: 'x' }]],
  multireminder: [17, 'x', {}, [1], [null], [{}], [{ unit: -1, period: 'minutes' }]],
  ALARM: [17, 'x', [1], {}, { ALARM: 17 }, { ALARM: 'nonsense' }],
  RRULE: [17, 'x', [1], {}, { RRULE: 17 }, { RRULE: 'FREQ=NEVER' }],
};

/** Every field of a module with every value that it does not take, a text that is too long among them. */
const spoilt = (module: RecordModule) =>
  RECORD_FIELDS[module].flatMap((field) =>
    [
      ...WRONG[field.dataType],
      ...(field.dataType === 'text' ? ['x'.repeat((field.length ?? 255) + 1)] : []),
    ].map((value) => ({ field: field.apiName, value })),
  );

describe('values that do not fit', () => {
  let database: TestDatabase;
  let site: Site;
  let grace: Browser;

  beforeAll(async () => {
    database = await open();
    site = await openSite(database.database);
    grace = await site.signedIn(site.people.grace);
  });

  afterAll(async () => {
    await site.close();
    await database.close();
  });

  test.each(RECORD_MODULES)('%s names the field of each, and stores nothing', async (module) => {
    const before = await tableDigest(site.db);
    const cases = spoilt(module);
    expect(cases.length).toBeGreaterThan(30);
    const failures: string[] = [];
    for (let start = 0; start < cases.length; start += 10) {
      const some = cases.slice(start, start + 10);
      const answer = await grace.post(`/crm/v8/${module}`, {
        data: some.map(({ field, value }) => ({ [field]: value })),
      });
      for (const [index, { field, value }] of some.entries()) {
        const said = answer.body?.data?.[index];
        const errors: { details?: { json_path?: string } }[] = said?.details?.errors ?? [said];
        const named = errors.some(({ details }) =>
          details?.json_path?.startsWith(`$.data[${index}].${field}`),
        );
        if (answer.status === 400 && said?.status === 'error' && named) continue;
        failures.push(
          `${field} = ${JSON.stringify(value).slice(0, 60)}: ${answer.status} ${JSON.stringify(said).slice(0, 300)}`,
        );
      }
    }
    expect(failures).toEqual([]);
    expect(await tableDigest(site.db)).toEqual(before);
  });
});
