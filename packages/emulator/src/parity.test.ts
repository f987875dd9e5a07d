import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEFAULT_BEHAVIOUR } from './behaviour.ts';

const here = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const page = here('../../../docs/emulator-parity.md');

/** Table rows that are no headings and no rulers, by their cells. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\| (claim |-)/.test(line))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );

const WITNESS = /^`([\w/-]+\.test\.ts)`: (.+)$/;

test('the page has claims', () => {
  expect(rows.length).toBeGreaterThan(50);
});

test.each(rows)('%s', (_claim, basis, _broughtAboutBy, witness = '') => {
  expect(basis).toMatch(/^(documented: |observed|assumed|the nature)/);
  expect(witness).toMatch(WITNESS);
  const [, file = '', name = ''] = WITNESS.exec(witness) ?? [];
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  expect(here(file)).toMatch(new RegExp(String.raw`(test|it)(\.each\([\s\S]+?\))?\(\s*'${escaped}'`));
});

test('every switch is on the page', () => {
  for (const name of Object.keys(DEFAULT_BEHAVIOUR)) expect(page).toContain(`\`${name}`);
});
