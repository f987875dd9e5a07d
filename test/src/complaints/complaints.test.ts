import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DEFENCES } from './defences.ts';

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** The rows of all tables of the page, by their cells. */
const rows = read('docs/complaints.md')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );

const COMPLAINT = /^`([a-z-]+)`: .+$/;
const FILE = /^`(packages\/[\w./-]+\.ts)`$/;
const TEST = /^`((?:packages|test)\/[\w./-]+\.test\.ts)` › (.+)$/;

const nameOf = (complaint: string): string => COMPLAINT.exec(complaint)?.[1] ?? '';
const isAnswered = ([, answer = '']: readonly string[]): boolean => !answer.startsWith('Not answered');

describe('docs/complaints.md', () => {
  test('names each complaint once, and has one defence to try for every one that is answered', () => {
    const names = rows.map(([complaint = '']) => nameOf(complaint));
    expect(names.length).toBeGreaterThan(30);
    expect(new Set(names).size).toBe(names.length);
    const answered = rows.filter(isAnswered).map(([complaint = '']) => nameOf(complaint));
    expect(DEFENCES.map(({ complaint }) => complaint).toSorted()).toEqual(answered.toSorted());
  });

  test.each(rows.filter(isAnswered))('%s', (complaint, answer, defence = '', witness = '') => {
    expect(complaint).toMatch(COMPLAINT);
    expect(answer).not.toBe('');
    expect(defence).toMatch(FILE);
    expect(existsSync(new URL(FILE.exec(defence)?.[1] ?? '', root))).toBe(true);

    expect(witness).toMatch(TEST);
    const [, file = '', name = ''] = TEST.exec(witness) ?? [];
    const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    expect(read(file)).toMatch(
      new RegExp(String.raw`\b(test|it)(\.each\([\s\S]+?\))?\(\s*(['"])${escaped}\3`),
    );
  });

  test.each(rows.filter((row) => !isAnswered(row)))('%s', (_complaint, _answer, defence, witness) => {
    expect([defence, witness]).toEqual(['', '']);
  });
});

test.each(DEFENCES)(
  'the defence against $complaint is where the page says, and can be taken out',
  (defence) => {
    const row = rows.find(([complaint = '']) => nameOf(complaint) === defence.complaint);
    const { file, name } = defence.test;
    expect(row?.slice(2)).toEqual([`\`${defence.file}\``, `\`${file}\` › ${name}`]);
    expect(read(defence.file).split(defence.from)).toHaveLength(2);
    expect(defence.to).not.toBe(defence.from);
  },
);
