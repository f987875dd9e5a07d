import { expect, test } from 'vitest';
import {
  changedBy,
  missingParents,
  permissionTree,
  withSwitched,
  type Permission,
} from './permission-tree.ts';

const permission = (id: string, parents: string[] = [], enabled = true): Permission => ({
  id,
  name: `Crm_Implied_${id}`,
  display_label: id,
  module: null,
  customizable: true,
  enabled,
  parent_permissions: parents.length > 0 ? parents : null,
});

const PERMISSIONS = [
  permission('1'),
  permission('2', ['1']),
  permission('3', ['2']),
  permission('4', ['1', '5']),
  permission('5', [], false),
  permission('6', ['2'], false),
];
const tree = permissionTree(PERMISSIONS);
const find = (id: string): Permission => tree.byId.get(id)!;

test('switching off takes along everything below that is on', () => {
  expect(changedBy(tree, '1', false)).toEqual(['1', '2', '4', '3']);
});

test('switching on changes that permission alone', () => {
  expect(changedBy(tree, '1', true)).toEqual(['1']);
});

test('a permission names each parent that is off', () => {
  expect(missingParents(tree, find('4')).map(({ id }) => id)).toEqual(['5']);
  expect(missingParents(tree, find('3'))).toEqual([]);
});

test('switching and putting back leaves what it was', () => {
  const changed = changedBy(tree, '2', false);
  const off = withSwitched(PERMISSIONS, changed, false);
  expect(off.filter(({ enabled }) => enabled).map(({ id }) => id)).toEqual(['1', '4']);
  expect(withSwitched(off, changed, true)).toEqual(PERMISSIONS);
});

test('a circle of parents, which a catalogue should not have, ends all the same', () => {
  const circle = permissionTree([permission('1', ['2']), permission('2', ['1'])]);
  expect(changedBy(circle, '1', false)).toEqual(['1', '2']);
});
