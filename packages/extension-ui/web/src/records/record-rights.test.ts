import { expect, test } from 'vitest';
import type { Session } from '@syncgrant/contracts';
import { notTheirs, rightTo } from './record-rights.ts';

const sessionWith = (...permissions: readonly string[]): Session => ({
  user: {
    id: '1',
    fullName: 'Ada',
    email: 'ada@example.test',
    timeZone: 'UTC',
    profile: { id: '2', name: 'Sales', kind: 'custom' },
  },
  organisation: { id: '3', name: 'Example', edition: 'Enterprise', dataCenter: 'US' },
  csrfToken: 'token',
  permissions: [...permissions],
});

test('who has the permission of the module may, whatever the module is called in it', () => {
  const session = sessionWith('Crm_Implied_Edit_SalesOrders');
  expect(rightTo(session, 'Edit', 'Sales_Orders')).toEqual({ kind: 'granted' });
});

test('a refusal names the permission that is missing', () => {
  const right = rightTo(sessionWith('Crm_Implied_Edit_Leads'), 'Mass_Update', 'Leads');
  expect(right).toEqual({
    kind: 'refused',
    reason: 'Your profile does not have the permission “Mass Update: Leads”.',
  });
});

test('what a module has no permission for is not offered', () => {
  expect(rightTo(sessionWith(), 'Merge', 'Quotes')).toEqual({ kind: 'not_offered' });
  expect(rightTo(sessionWith(), 'Mass_Change_Status', 'Contacts')).toEqual({ kind: 'not_offered' });
});

test('competitors go by the permissions of deals, save those of their own', () => {
  const session = sessionWith('Crm_Implied_View_Deals');
  expect(rightTo(session, 'View', 'Competitors')).toEqual({ kind: 'granted' });
  expect(rightTo(session, 'Export', 'Competitors').kind).toBe('refused');
  expect(rightTo(sessionWith('Crm_Implied_Export_Competitors'), 'Export', 'Competitors')).toEqual({
    kind: 'granted',
  });
});

test('sheets and reports stand in for exports, and for nothing else', () => {
  for (const permission of ['Crm_Implied_ZohoSheet_View_Leads', 'Crm_Implied_Manage_Reports']) {
    expect(rightTo(sessionWith(permission), 'Export', 'Leads')).toEqual({ kind: 'granted' });
    expect(rightTo(sessionWith(permission), 'Import', 'Leads').kind).toBe('refused');
  }
});

test('a record of somebody else is only looked at, unless records of others are open', () => {
  const record = { id: '9', Owner: { id: '7', name: 'Grace' } };
  expect(notTheirs(sessionWith('Crm_Implied_Edit_Events'), record)).toBe(
    "This belongs to Grace. Your profile does not have the permission “Data Access: View and edit all users' records”.",
  );
  expect(notTheirs(sessionWith('Crm_Implied_Access_All_Records'), record)).toBeNull();
  expect(notTheirs(sessionWith(), { id: '9', Owner: { id: '1', name: 'Ada' } })).toBeNull();
});
