import { describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../endpoints.ts';
import { scopeSchema, scopesCover, scopesFor } from './oauth-scope.ts';

describe('scopes', () => {
  test.each([
    ['ZohoCRM.modules.ALL', 'ZohoCRM.modules.Contacts.READ', true],
    ['ZohoCRM.modules.contacts.READ', 'ZohoCRM.modules.Contacts.READ', true],
    ['ZohoCRM.modules.READ', 'ZohoCRM.modules.Contacts.READ', true],
    ['ZohoCRM.settings.ALL', 'ZohoCRM.settings.profiles.UPDATE', true],
    ['ZohoCRM.modules.Contacts.READ', 'ZohoCRM.modules.Contacts.UPDATE', false],
    ['ZohoCRM.modules.Contacts.ALL', 'ZohoCRM.modules.Contacts_More.READ', false],
    ['ZohoCRM.modules.Contacts.ALL', 'ZohoCRM.modules.ALL', false],
    ['ZohoCRM.modules.READ', 'ZohoCRM.modules.ALL', false],
    ['ZohoCRM.modules.ALL', 'ZohoCRM.settings.modules.READ', false],
    ['ZohoCRM.settings.profiles.ALL', 'ZohoCRM.users.READ', false],
  ])('%s covers %s: %s', (granted, needed, covered) => {
    expect(scopesCover([granted], needed)).toBe(covered);
  });

  test.each([
    'ZohoCRM.ALL',
    'ZohoCRM.users.WRITE',
    'ZohoMail.users.ALL',
    'ZohoCRM.modules.a.b.READ',
    'a',
    '',
  ])('%j is not a scope', (scope) => expect(scopeSchema.safeParse(scope).success).toBe(false));

  test('every endpoint of the CRM needs scopes that can be granted, and no other endpoint has any', () => {
    expect(ENDPOINTS.length).toBeGreaterThan(0);
    for (const endpoint of ENDPOINTS) {
      const scopes = scopesFor(endpoint, {});
      expect([endpoint.id, scopes !== null]).toEqual([endpoint.id, endpoint.path.startsWith('/crm/')]);
      for (const scope of scopes ?? []) expect(scopeSchema.safeParse(scope).error).toBeUndefined();
    }
  });

  test.each([
    ['GET', '/crm/v8/:module', ['ZohoCRM.modules.Contacts.READ']],
    ['POST', '/crm/v8/users/:id/actions/transfer_and_delete', ['ZohoCRM.users.DELETE']],
    [
      'POST',
      '/crm/v8/:module/upsert',
      ['ZohoCRM.modules.Contacts.CREATE', 'ZohoCRM.modules.Contacts.UPDATE'],
    ],
    ['POST', '/crm/v8/:module/actions/mass_delete', ['ZohoCRM.modules.Contacts.DELETE']],
    ['POST', '/crm/v8/:module/:id/actions/convert', ['ZohoCRM.modules.Contacts.CREATE']],
    [
      'POST',
      '/crm/v8/:module/:id/actions/merge',
      ['ZohoCRM.modules.Contacts.UPDATE', 'ZohoCRM.modules.Contacts.DELETE'],
    ],
    ['GET', '/crm/v8/:module/:id/Notes', ['ZohoCRM.modules.Contacts.READ', 'ZohoCRM.modules.Notes.READ']],
    ['POST', '/crm/v8/:module/:id/Notes', ['ZohoCRM.modules.Contacts.READ', 'ZohoCRM.modules.Notes.CREATE']],
    ['POST', '/crm/v8/settings/profiles/:id/actions/clone', ['ZohoCRM.settings.profiles.CREATE']],
    ['PATCH', '/crm/v8/settings/fields/:id', ['ZohoCRM.settings.fields.UPDATE']],
    ['DELETE', '/crm/v8/users/:id', ['ZohoCRM.users.DELETE']],
    ['POST', '/crm/v8/actions/watch', ['ZohoCRM.notifications.CREATE']],
    [
      'POST',
      '/crm/v8/:module/:id/Attachments',
      ['ZohoCRM.modules.Contacts.READ', 'ZohoCRM.modules.attachments.CREATE'],
    ],
    [
      'DELETE',
      '/crm/v8/:module/:id/Attachments/:attachment_id',
      ['ZohoCRM.modules.Contacts.READ', 'ZohoCRM.modules.attachments.DELETE'],
    ],
    [
      'POST',
      '/crm/v8/:module/actions/import_attachments',
      ['ZohoCRM.modules.Contacts.READ', 'ZohoCRM.modules.attachments.CREATE'],
    ],
    ['GET', '/crm/v8/forecasts', ['ZohoCRM.modules.Deals.READ', 'ZohoCRM.modules.forecasts.READ']],
  ] as const)('%s %s needs %j', (method, path, scopes) => {
    expect(scopesFor({ method, path }, { module: 'Contacts' })).toEqual(scopes);
  });

  test('an action whose meaning is not known needs every operation', () => {
    const unknown = { method: 'POST', path: '/crm/v8/:module/actions/something' } as const;
    expect(scopesFor(unknown, { module: 'Tasks' })).toEqual(
      ['READ', 'CREATE', 'UPDATE', 'DELETE'].map((operation) => `ZohoCRM.modules.Tasks.${operation}`),
    );
  });
});
