import { expect, test } from 'vitest';
import { kindOf, memberOf, optionOf } from './group-member.ts';

test.each([
  { type: 'users' },
  { type: 'roles', subordinates: false },
  { type: 'roles', subordinates: true },
] as const)('%j becomes an option and the same member again', (member) => {
  const { value } = optionOf(kindOf(member), { id: '7', name: 'North' });
  expect(memberOf(value)).toEqual({ ...member, source: { id: '7' } });
});

test('the options of one role and of its users read differently', () => {
  const source = { id: '7', name: 'North' };
  const labels = (['users', 'roles', 'subordinates'] as const).map((kind) => optionOf(kind, source).label);
  expect(labels).toEqual(['North', 'Role North', 'Role North and below']);
});
