import { expect, test } from 'vitest';
import { searchCatalogue } from './catalogue-search.ts';
import { permissionTree, type Permission } from './permission-tree.ts';

const permission = (id: string, name: string, display_label: string, module: string | null): Permission => ({
  id,
  name,
  display_label,
  module,
  customizable: true,
  enabled: true,
  parent_permissions: null,
});
const tree = permissionTree([
  permission('1', 'Crm_Implied_View_Contacts', 'View', 'Contacts'),
  permission('2', 'Crm_Implied_Export_Contacts', 'Contacts', 'Contacts'),
  permission('3', 'Crm_Implied_Export_Leads', 'Leads', 'Leads'),
]);
const SECTIONS = [
  {
    name: 'module',
    categories: [{ name: 'Contacts', display_label: 'Contacts', permissions_details: ['1'] }],
  },
  {
    name: 'io',
    categories: [{ name: 'export', display_label: 'Export', permissions_details: ['2', '3', '404'] }],
  },
];
const found = (search: string) =>
  searchCatalogue(SECTIONS, tree, search).flatMap(({ categories }) =>
    categories.flatMap(({ permissions }) => permissions.map(({ id }) => id)),
  );

test('without a search everything is there, in the catalogue’s order', () => {
  expect(found('')).toEqual(['1', '2', '3']);
});

test('every word has to match, in label, category, module or name, in any case', () => {
  expect(found('EXPORT contacts')).toEqual(['2']);
  expect(found('contacts')).toEqual(['1', '2']);
  expect(found('crm_implied_view')).toEqual(['1']);
});

test('sections without a match are left out', () => {
  expect(searchCatalogue(SECTIONS, tree, 'leads').map(({ name }) => name)).toEqual(['io']);
  expect(found('nothing like it')).toEqual([]);
});
