import { expect, test } from 'vitest';
import { displayFieldOf, findField, RECORD_MODULES } from '@syncgrant/core';
import { COLUMNS, MARK_FIELDS, titleFieldsOf } from './columns.ts';

test.each(RECORD_MODULES)('every column, mark and title of %s is a field that there is', (module) => {
  const named = [...COLUMNS[module], ...(MARK_FIELDS[module] ?? []), ...titleFieldsOf(module)];
  expect(named.filter((name) => findField(module, name) === undefined)).toEqual([]);
});

test.each(RECORD_MODULES)('a list of %s begins with what names a record', (module) => {
  expect(COLUMNS[module][0]).toBe(displayFieldOf(module));
});
