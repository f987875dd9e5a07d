import { scopeSchema } from '@syncgrant/contracts';
import { expect, test } from 'vitest';
import { SCOPE_GROUPS, scopeInWords } from './scopes.ts';

test.each([
  ['ZohoCRM.modules.Sales_Orders.READ', 'Sales Orders: read'],
  ['ZohoCRM.modules.events.ALL', 'Meetings: everything'],
  ['ZohoCRM.modules.ALL', 'Records of every module: everything'],
  ['ZohoCRM.settings.profiles.UPDATE', 'Profiles and permissions: change'],
  ['ZohoCRM.settings.layout_rules.READ', 'layout rules: read'],
  ['ZohoCRM.users.DELETE', 'Users: delete'],
])('%s reads “%s”', (scope, words) => expect(scopeInWords(scope)).toBe(words));

test('every scope that is offered can be granted, is offered once, and reads like no other', () => {
  const items = SCOPE_GROUPS.flatMap((group) => group.items);
  expect(items.length).toBeGreaterThan(100);
  for (const { value } of items) expect(scopeSchema.safeParse(value).error).toBeUndefined();
  expect(new Set(items.map(({ value }) => value)).size).toBe(items.length);
  expect(new Set(items.map(({ label }) => label)).size).toBe(items.length);
});
