import { describe, expect, test } from 'vitest';
import {
  ancestorsOf,
  CATALOGUE,
  descendantsOf,
  findPermission,
  findPermissionById,
  parsePermissionName,
  permissionOf,
} from './catalogue.ts';

const named = (section: string, category: string) =>
  CATALOGUE.sections
    .find(({ name }) => name === section)
    ?.categories.find(({ name }) => name === category)
    ?.permissions.map(({ name }) => name);

describe('the catalogue', () => {
  test('holds as many permissions per section as were counted', () => {
    const counts = CATALOGUE.sections.map(({ name, categories }) => [
      name,
      categories.reduce((sum, { permissions }) => sum + permissions.length, 0),
    ]);
    expect(Object.fromEntries(counts)).toEqual({
      module: 142,
      data_level: 1,
      import_and_export: 52,
      mail: 33,
      tool: 105,
      other: 81,
      admin: 16,
      template: 7,
      automation: 13,
      web_form: 13,
      data_admin: 4,
      zoho_app: 7,
      developer_permission: 1,
      crm_variables: 1,
      google_app: 3,
      microsoft_app: 3,
      social_app: 3,
      other_app: 2,
      crm_api: 1,
    });
  });

  test('keeps every number and id it has ever given out', () => {
    // New permissions come in a new release, behind these. Never change this checksum for the first 488.
    const written = CATALOGUE.permissions
      .slice(0, 488)
      .map(({ number, id, name }) => `${number}:${id}:${name};`)
      .join('');
    const checksum = Array.from(written).reduce(
      (sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_000_007,
      0,
    );
    expect(checksum).toBe(994348180);
    expect(CATALOGUE.permissions[0]).toMatchObject({ id: '1000000016001', name: 'Crm_Implied_View_Leads' });
    expect(CATALOGUE.permissions[487]?.name).toBe('Crm_Implied_Mail_Server_Configuration');
  });

  test('numbers densely, and names, ids and numbers are unique', () => {
    const { permissions } = CATALOGUE;
    expect(permissions.map(({ number }) => number)).toEqual(permissions.map((_, index) => index));
    expect(new Set(permissions.map(({ name }) => name)).size).toBe(permissions.length);
    expect(new Set(permissions.map(({ id }) => id)).size).toBe(permissions.length);
    for (const { id } of permissions) expect(id).toMatch(/^[1-9]\d{0,18}$/);
  });

  test('shows each permission in exactly one category, the one it names', () => {
    const shown = CATALOGUE.sections.flatMap((section) =>
      section.categories.flatMap((category) =>
        category.permissions.map((permission) => {
          expect([permission.section, permission.category]).toEqual([section.name, category.name]);
          return permission.number;
        }),
      ),
    );
    expect(shown.toSorted((one, other) => one - other)).toEqual(
      CATALOGUE.permissions.map(({ number }) => number),
    );
  });

  test('has a parent for every name it calls a parent, and no permission above itself', () => {
    for (const { name, parents, children } of CATALOGUE.permissions) {
      for (const parent of parents) expect(permissionOf(parent).children).toContain(name);
      for (const child of children) expect(permissionOf(child).parents).toContain(name);
      expect(ancestorsOf(name).map((ancestor) => ancestor.name)).not.toContain(name);
    }
  });

  test('puts in a system profile nothing whose parent is missing there', () => {
    for (const system of ['inAdministrator', 'inStandard'] as const) {
      const orphans = CATALOGUE.permissions.filter(
        (permission) => permission[system] && !ancestorsOf(permission.name).every((parent) => parent[system]),
      );
      expect(orphans).toEqual([]);
    }
  });

  test('gives titles that are clear on their own and never repeat', () => {
    expect(permissionOf('Crm_Implied_View_Events').title).toBe('Meetings: View');
    expect(permissionOf('Crm_Implied_Export_Contacts').title).toBe('Export: Contacts');
    expect(permissionOf('Crm_Implied_Mscal_Sync').title).toBe('Microsoft: Calendar');
    expect(new Set(CATALOGUE.permissions.map(({ title }) => title)).size).toBe(CATALOGUE.permissions.length);
  });

  test('has the rows as they are known', () => {
    expect(named('module', 'Potentials')).toEqual([
      'Crm_Implied_View_Deals',
      'Crm_Implied_Create_Deals',
      'Crm_Implied_Edit_Deals',
      'Crm_Implied_Delete_Deals',
      'Crm_Implied_Customize_Deals',
      'Crm_Implied_Tab_Deals',
    ]);
    expect(named('microsoft_app', 'mscalendar')).toEqual(['Crm_Implied_Mscal_Sync']);
    expect(permissionOf('Crm_Implied_Mass_Transfer_PriceBooks')).toMatchObject({
      label: 'Price Books',
      module: 'Price_Books',
      parents: ['Crm_Implied_Change_Owner_PriceBooks'],
      section: 'tool',
      category: 'mass_transfer',
    });
    expect(permissionOf('Crm_Implied_Export_Competitors')).toMatchObject({
      module: 'Competitors',
      parents: ['Crm_Implied_View_Deals'],
    });
    expect(permissionOf('Crm_Implied_Manage_Profiles')).toMatchObject({
      module: null,
      parents: ['Crm_Implied_Manage_Users'],
      inAdministrator: true,
      inStandard: false,
    });
    expect(permissionOf('Crm_Implied_Delete_Visits').parents).toEqual(['Crm_Implied_View_Visits']);
    expect(permissionOf('Crm_Implied_View_Google AdWords').label).toBe('Google Ads');
  });

  test('asks View alone for Sheet View, which overrides Create and Edit', () => {
    expect(permissionOf('Crm_Implied_ZohoSheet_View_Leads').parents).toEqual(['Crm_Implied_View_Leads']);
  });

  test('has a switch for every row of the profiles help page that Zoho has none for', () => {
    const seeds = CATALOGUE.permissions.filter(({ source }) => source === 'seed');
    expect(seeds.filter(({ label }) => label === 'Tab Visibility')).toHaveLength(24);
    expect(seeds.filter(({ category }) => category === 'import_org')).toHaveLength(14);
    expect(
      seeds
        .filter(({ label, category }) => label !== 'Tab Visibility' && category !== 'import_org')
        .map(({ name }) => name),
    ).toEqual([
      'Crm_Implied_Access_All_Records',
      'Crm_Implied_Import_Attachments',
      'Crm_Implied_Mass_Change_Status_Leads',
      'Crm_Implied_Manage_Field_Access',
      'Crm_Implied_View_Users_Information',
      'Crm_Implied_Mail_Server_Configuration',
    ]);
  });

  test('knows everything below a permission, however deep', () => {
    expect(descendantsOf('Crm_Implied_View_Quotes').map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Crm_Implied_Convert_Quotes', 'Crm_Implied_Mass_Convert_Quotes']),
    );
    expect(ancestorsOf('Crm_Implied_Manage_Field_Access').map(({ name }) => name)).toEqual([
      'Crm_Implied_Manage_Profiles',
      'Crm_Implied_Manage_Users',
    ]);
  });
});

describe('a permission from outside', () => {
  test('is found by name and by id, and unknown ones are not', () => {
    const permission = permissionOf('Crm_Implied_Mstask_Sync');
    expect(findPermission('Crm_Implied_Mstask_Sync')).toBe(permission);
    expect(findPermissionById(permission.id)).toBe(permission);
    expect(parsePermissionName('Crm_Implied_Mstask_Sync')).toBe('Crm_Implied_Mstask_Sync');
    for (const unknown of ['', 'crm_implied_mstask_sync', 'Crm_Implied_View_Nothing', 'constructor']) {
      expect(parsePermissionName(unknown)).toBeUndefined();
      expect(findPermissionById(unknown)).toBeUndefined();
    }
  });
});
