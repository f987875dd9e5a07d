/**
 * Writes `docs/permissions.md`: each row of the help page about profiles, the permissions that stand for it, and the files
 * that ask for them, found in the sources. Run it after a function of the product came or went; a test fails until then.
 */
import { writeFileSync } from 'node:fs';
import type { Permission } from '@syncgrant/core';
import { findEnforcement, type Enforcement } from './enforcement.ts';
import { HELP_PAGE, type PageRow } from './help-page-rows.ts';

export const PAGE = new URL('../../../docs/permissions.md', import.meta.url);

const PREFIX = 'Crm_Implied_';
const NOT_ENFORCED = 'not enforced yet, no function of the product asks for it';

export function permissionPage(enforcement: Enforcement): string {
  const sections = HELP_PAGE.flatMap(({ title, rows }) => [
    `## ${title}`,
    '',
    ...table([
      ['what', 'permissions', 'enforced in'],
      ...rows.map((row) => [row.title, permissionsOf(row), enforcedIn(row, enforcement)]),
    ]),
    '',
  ]);
  return [
    '# Permissions and where they are enforced',
    '',
    'Each row of the help page about profiles, and the Microsoft section, with the permissions of the catalogue that stand for it',
    `(all names begin with \`${PREFIX}\`) and the files below \`packages/\` that ask for them before they do something. A permission`,
    'that nothing asks for yet can be switched like any other and has no effect of its own; this page says so, and so does',
    '`isEnforced` of the core. The decisions, their overrides and reasons are the work of `core/src/permission`.',
    '',
    'Written by `node test/src/permission/permission-page.ts` from the contracts and the sources; a test fails when it is stale.',
    '',
    ...sections,
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

const shortName = ({ name }: Permission) => name.slice(PREFIX.length);

/** Names that begin alike say so once: `View_` and then Leads, Contacts. */
function namesOf(permissions: readonly Permission[]): string {
  const names = permissions.map(shortName);
  const start = names.length === 1 ? '' : commonStart(names);
  return start === ''
    ? names.map((name) => `\`${name}\``).join(', ')
    : `\`${start}\` ${names.map((name) => name.slice(start.length)).join(', ')}`;
}

/** What all names begin with, up to an underscore. */
function commonStart(names: readonly string[]): string {
  const [first = ''] = names;
  let end = first.length;
  while (!names.every((name) => name.startsWith(first.slice(0, end)))) end -= 1;
  return first.slice(0, first.lastIndexOf('_', end) + 1);
}

const permissionsOf = (row: PageRow): string => (row.kind === 'switch' ? namesOf(row.permissions) : '–');

function enforcedIn(row: PageRow, { permissions, fieldAccess }: Enforcement): string {
  switch (row.kind) {
    case 'field':
      return paths([row.heldIn, ...fieldAccess]);
    case 'rule':
      return row.reachedWith === undefined || permissions.has(row.reachedWith)
        ? paths([row.heldIn])
        : `${paths([row.heldIn])}; not reached yet, no function of the product asks for it`;
    case 'switch': {
      const files = new Set(row.permissions.flatMap(({ name }) => [...(permissions.get(name) ?? [])]));
      if (files.size === 0) return NOT_ENFORCED;
      const absent = row.permissions.filter(({ name }) => !permissions.has(name));
      return absent.length === 0 ? paths(files) : `${paths(files)}; ${NOT_ENFORCED}: ${namesOf(absent)}`;
    }
  }
}

const paths = (files: Iterable<string>): string =>
  [...files]
    .toSorted()
    .map((file) => `\`${file.replace(/^packages\//, '')}\``)
    .join(', ');

/** A table of Markdown as the formatter writes it: columns as wide as their widest cell. */
function table(lines: readonly (readonly string[])[]): readonly string[] {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((cells) => (cells[column] ?? '').length)),
  );
  const [head = [], ...body] = lines.map((cells) =>
    cells.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - cell.length)),
  );
  return [head, widths.map((width) => '-'.repeat(width)), ...body].map((cells) => `| ${cells.join(' | ')} |`);
}

if (import.meta.main) writeFileSync(PAGE, permissionPage(findEnforcement()));
