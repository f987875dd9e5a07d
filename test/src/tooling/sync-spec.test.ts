import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** The specification of the sync names tests, constants and files: they are there, and no loop is left out. */

const ROOT = join(import.meta.dirname, '../../..');
const PACKAGES = join(ROOT, 'packages');
const SPEC = readFileSync(join(PACKAGES, 'core/src/sync/SPEC.md'), 'utf8');

/** The rows of the table under a heading, by their cells, the heading row first. */
function tableOf(heading: string): readonly (readonly string[])[] {
  const section = SPEC.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('|') && !line.startsWith('| -'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
}

const TEST_FOLDERS = [join(PACKAGES, 'core/src/sync'), join(ROOT, 'test/src')];

/** Tests beside the code, or across packages. */
const testFile = (name: string): string =>
  TEST_FOLDERS.map((folder) => join(folder, `${name}.ts`)).find((path) => existsSync(path)) ?? '';

const escaped = (words: string): string => words.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

describe('invariants', () => {
  const rows = tableOf('Invariants').slice(1);

  test('are numbered one after the other', () => {
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.map(([number]) => number)).toEqual(rows.map((_, index) => String(index + 1)));
  });

  test.each(rows)('%s %s', (_number, _always, witnesses = '') => {
    for (const witness of witnesses.split('; ')) {
      const [, file = '', names = ''] = /^([\w./-]+\.test)((?:,? ".+")?)$/.exec(witness) ?? [];
      expect([witness, testFile(file)]).not.toEqual([witness, '']);
      const source = readFileSync(testFile(file), 'utf8');
      for (const [, name = ''] of names.matchAll(/"(.+?)"/g)) {
        const said = name.split('…').map((part) => escaped(part.trim()));
        expect([name, new RegExp(String.raw`['"\`]${said.join('.*')}`).test(source)]).toEqual([name, true]);
      }
    }
  });
});

describe('bounds', () => {
  const rows = tableOf('Bounds').slice(1);
  const filesOf = (where: string) => [...where.matchAll(/`([\w./-]+\.ts)`/g)].map(([, path = '']) => path);

  test.each(rows)('%s: %s', (_loop, bound = '', where = '') => {
    const sources = filesOf(where).map((path) => readFileSync(join(PACKAGES, path), 'utf8'));
    expect(sources).not.toEqual([]);
    for (const [, constant = ''] of bound.matchAll(/`([A-Z_]{4,})`/g))
      expect([constant, sources.some((source) => source.includes(`const ${constant}`))]).toEqual([
        constant,
        true,
      ]);
  });

  test('tell of every loop of the sync that is not over what it was given', () => {
    const loops = globSync(['core/src/sync/**/*.ts', 'agent/src/**/*.ts', 'microsoft/src/**/*.ts'], {
      cwd: PACKAGES,
    }).filter(
      (path) =>
        !/test|\/process\//.test(path) &&
        /\bwhile \(|\bfor \((let |;)/.test(readFileSync(join(PACKAGES, path), 'utf8')),
    );
    const told = new Set(rows.flatMap(([, , where = '']) => filesOf(where)));
    expect(loops.length).toBeGreaterThan(10);
    expect(loops.filter((path) => !told.has(path))).toEqual([]);
  });
});

test('every state of a link has an answer to every event', () => {
  const [heading = [], ...rows] = tableOf('States and events');
  expect(rows.length).toBeGreaterThan(5);
  for (const row of rows) expect([row[0], row.filter(Boolean).length]).toEqual([row[0], heading.length]);
});
