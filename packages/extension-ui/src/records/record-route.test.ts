import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ENDPOINTS } from '@syncgrant/contracts';

const ABOUT_RECORDS = ENDPOINTS.filter(({ path }) => path.startsWith('/crm/v8/:module'));

const fileOf = (id: string): string =>
  readFileSync(
    new URL(
      `../endpoints/${id.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`,
      import.meta.url,
    ),
    'utf8',
  );

test('every endpoint about the records of a module declares what it takes', () => {
  expect(ABOUT_RECORDS.length).toBeGreaterThan(15);
  expect(ABOUT_RECORDS.filter(({ access }) => access.kind !== 'record')).toEqual([]);
  const declared = ENDPOINTS.filter(({ access }) => access.kind === 'record');
  expect(declared.filter((endpoint) => !ABOUT_RECORDS.includes(endpoint))).toEqual([]);
});

test.each(ABOUT_RECORDS.map(({ id }) => id))('%s has the records and nothing else to work with', (id) => {
  const source = fileOf(id);
  expect(source).toContain('defineRecordRoute(');
  expect(source).not.toMatch(/@syncgrant\/store|kysely|\bdefineRoute\b/);
});
