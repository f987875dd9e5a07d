import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardedCell, unguardedCell } from './formula-guard.ts';
import { writeCsv } from './write-csv.ts';

describe('writing CSV', () => {
  it('begins with a byte order mark and ends every line with CR and LF', () => {
    expect(writeCsv(['id', 'Name'], [['1', 'Kay']])).toBe('\ufeffid,Name\r\n1,Kay\r\n');
  });

  it('quotes what would break a line or a cell, and writes nothing for null', () => {
    expect(writeCsv(['a', 'b', 'c'], [['x "y", z', 'one\r\ntwo', null]])).toBe(
      '\ufeffa,b,c\r\n"x ""y"", z","one\r\ntwo",\r\n',
    );
  });

  it('leaves numbers and booleans as they are', () => {
    expect(writeCsv(['a', 'b', 'c'], [[-1.5, true, '-12']])).toBe('\ufeffa,b,c\r\n-1.5,true,-12\r\n');
  });

  it.each([
    '=1+1',
    '+cmd',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '  =1',
    '＝1',
    '　＋1',
    "'=1",
    '+49 30 1',
    '\u00a0-x',
  ])('writes %j as text that no spreadsheet runs', (formula) => {
    expect(guardedCell(formula)).toBe(`'${formula}`);
  });

  it('guards names of columns too', () => {
    expect(writeCsv(['=x'], [])).toBe("\ufeff'=x\r\n");
  });

  it('can be taken back, whatever the text', () => {
    const text = fc.string({ unit: fc.constantFrom('=', '-', "'", ' ', '\t', '1', 'a', '＝') });
    fc.assert(fc.property(text, (given) => unguardedCell(guardedCell(given)) === given));
  });
});
