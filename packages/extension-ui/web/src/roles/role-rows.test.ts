import type { Role } from '@syncgrant/contracts';
import { expect, test } from 'vitest';
import { roleRows, withThoseBelow } from './role-rows.ts';

const role = (id: string, name: string, above: string | null): Role => ({
  id,
  name,
  display_label: name,
  api_name: name,
  description: null,
  reporting_to: above === null ? null : { id: above, name: above },
  forecast_manager: null,
  share_with_peers: false,
  admin_user: above === null,
  created_by__s: null,
  modified_by__s: null,
  created_time__s: '',
  modified_time__s: '',
});

const ROLES = [
  role('1', 'CEO', null),
  role('4', 'North', '2'),
  role('3', 'Support', '1'),
  role('2', 'Sales', '1'),
];

test('each role stands below the one it reports to, siblings by name', () => {
  expect(roleRows(ROLES).map(({ role: { name }, depth }) => `${'-'.repeat(depth)}${name}`)).toEqual([
    'CEO',
    '-Sales',
    '--North',
    '-Support',
  ]);
});

test('a role cannot report to itself or to who reports to it', () => {
  expect([...withThoseBelow(ROLES, '2')]).toEqual(['2', '4']);
  expect([...withThoseBelow(ROLES, '1')].toSorted()).toEqual(['1', '2', '3', '4']);
});
