import { expect, test } from 'vitest';
import { isEnforced } from './enforced.ts';

test('isEnforced tells functions that the product has from those it lacks, module by module', () => {
  expect(isEnforced('Crm_Implied_Mscal_Sync')).toBe(true);
  expect(isEnforced('Crm_Implied_Edit_SalesOrders')).toBe(true);
  expect(isEnforced('Crm_Implied_Edit_Docs')).toBe(false);
  expect(isEnforced('Crm_Implied_Mail_Server_Configuration')).toBe(false);
});
