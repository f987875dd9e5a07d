import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unguardedCell } from './formula-guard.ts';
import { readCsv } from './read-csv.ts';
import { writeCsv } from './write-csv.ts';

const LIMITS = { rows: 3, columns: 4 };
const read = (text: string | Uint8Array) =>
  readCsv(typeof text === 'string' ? new TextEncoder().encode(text) : text, LIMITS);

describe('reading CSV', () => {
  it.each([['a,b\r\n1,2\r\n'], ['a;b\n1;2'], ['a\tb\r1\t2'], ['\ufeff"a","b"\n"1",2\n'], [' a , b \n1,2']])(
    'reads %j',
    (text) => {
      expect(read(text)).toEqual({ ok: true, columns: ['a', 'b'], rows: [{ number: 2, cells: ['1', '2'] }] });
    },
  );

  it('takes the delimiter that the names are parted by, not one inside quotes', () => {
    expect(read('"a,b,c";d\n1,5;2')).toMatchObject({
      columns: ['a,b,c', 'd'],
      rows: [{ cells: ['1,5', '2'] }],
    });
  });

  it('keeps line breaks in cells, and numbers rows as spreadsheets do', () => {
    expect(read('a,b\n"x\r\ny","say ""hi"""\n\n,\nz,\n')).toMatchObject({
      rows: [
        { number: 2, cells: ['x\r\ny', 'say "hi"'] },
        { number: 5, cells: ['z', ''] },
      ],
    });
  });

  it('keeps rows with too few and too many cells as they are', () => {
    expect(read('a,b\n1\n1,2,3')).toMatchObject({ rows: [{ cells: ['1'] }, { cells: ['1', '2', '3'] }] });
  });

  it.each([
    ['a,b\n"1,2\n3,4', 'never closed'],
    ['a,b\n"1"x,2', 'behind a closing quote'],
    ['a,b\n1"x",2', 'quote inside a cell'],
    ['a,b\n', 'no rows'],
    ['', 'names of its columns'],
    ['a,b,a\n1,2,3', 'two columns named a'],
    ['a,b,c,d,e\n1', 'more than 4 columns'],
    ['a\n1\n2\n3\n4', 'more than 3 rows'],
    [`a\n${'\n'.repeat(20)}`, 'more than 3 rows'],
  ])('refuses %j: it %s', (text, rule) => {
    const result = read(text);
    expect(result).toMatchObject({ ok: false });
    expect(!result.ok && result.rule).toContain(rule);
  });

  it('tells the line in which a file breaks', () => {
    expect(read('a,b\n1,2\n3,"4"x')).toMatchObject({ ok: false, row: 3 });
  });

  it.each([
    ['Latin 1', new Uint8Array([97, 10, 0xfc])],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 97, 0, 10, 0, 98, 0])],
    ['UTF-16 without its mark', new Uint8Array([97, 0, 10, 0, 98, 0])],
  ])('refuses %s', (_, bytes) => {
    expect(read(bytes)).toMatchObject({ ok: false, rule: expect.stringContaining('UTF-8') });
  });

  it('reads what was written, whatever is in the cells', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', ';', '\t', '"', "'", '\n', ' ', '=', 'ü') });
    fc.assert(
      fc.property(fc.tuple(cell, cell), (cells) => {
        const result = read(writeCsv(['a', 'b', 'c'], [['x', ...cells]]));
        expect(result.ok && result.rows[0]?.cells.map(unguardedCell)).toEqual(['x', ...cells]);
      }),
    );
  });
});
