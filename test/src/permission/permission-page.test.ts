import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CATALOGUE, isEnforced } from '@syncgrant/core';
import { findEnforcement } from './enforcement.ts';
import { HELP_PAGE } from './help-page-rows.ts';
import { PAGE, permissionPage } from './permission-page.ts';

const enforcement = findEnforcement();
const rows = HELP_PAGE.flatMap((section) => section.rows);

describe('docs/permissions.md', () => {
  test('is what the sources say; if not, run node test/src/permission/permission-page.ts', () => {
    expect(readFileSync(PAGE, 'utf8')).toBe(permissionPage(enforcement));
  });

  test.each(rows)('names permissions or a file that exists: $title', (row) => {
    const held =
      row.kind === 'switch'
        ? row.permissions.length > 0
        : existsSync(new URL(`../../../${row.heldIn}`, import.meta.url));
    expect(held).toBe(true);
  });

  test('has a row for every permission that was added for the help page', () => {
    const shown = new Set(rows.flatMap((row) => (row.kind === 'switch' ? row.permissions : [])));
    const added = CATALOGUE.permissions.filter(({ source }) => source !== 'zoho');
    expect(added.filter((permission) => !shown.has(permission))).toEqual([]);
  });
});

test('isEnforced is true of exactly the permissions that the product asks for (packages/core/src/permission/enforced.ts)', () => {
  const asked = CATALOGUE.permissions
    .map(({ name }) => name)
    .filter((name) => enforcement.permissions.has(name));
  const said = CATALOGUE.permissions.map(({ name }) => name).filter(isEnforced);
  expect({
    askedForButNotSaid: asked.filter((name) => !said.includes(name)),
    saidButNotAskedFor: said.filter((name) => !asked.includes(name)),
  }).toEqual({ askedForButNotSaid: [], saidButNotAskedFor: [] });
});
