import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cellText } from './cell-text.ts';
import { isCellField, parseCell, type CellFormat } from './cell-value.ts';
import { findField, RECORD_FIELDS } from './record-fields.ts';
import type { RecordModule } from './record-modules.ts';
import { validateRecord } from './validate-record.ts';

const FORMAT: CellFormat = { dateOrder: 'YMD', decimalMark: '.', timeZone: 'Europe/Berlin' };

function parse(module: RecordModule, apiName: string, text: string, format: Partial<CellFormat> = {}) {
  const meta = findField(module, apiName);
  if (meta === undefined) throw new Error(`there is no ${apiName}`);
  const parsed = parseCell(meta, text, { ...FORMAT, ...format });
  return parsed.ok ? parsed.value : parsed.message;
}

describe('reading cells', () => {
  it.each([
    ['2026-03-01', 'YMD', '2026-03-01'],
    ['2026-3-1', 'DMY', '2026-03-01'],
    ['01.03.2026', 'DMY', '2026-03-01'],
    ['3/1/2026', 'MDY', '2026-03-01'],
    ['1/3/2026', 'DMY', '2026-03-01'],
    ['2026/03/01', 'YMD', '2026-03-01'],
  ] as const)('reads the date %s in the order %s', (text, dateOrder, date) => {
    expect(parse('Tasks', 'Due_Date', text, { dateOrder })).toBe(date);
  });

  it.each(['01.03.2026', '2026-02-30', '2026-13-01', 'soon', '20260301'])('refuses %s as a date', (text) => {
    expect(parse('Tasks', 'Due_Date', text)).toBe('must be a date, written YYYY-MM-DD');
  });

  it.each([
    ['2026-03-01T09:00:00+05:30', {}, '2026-03-01T09:00:00+05:30'],
    ['2026-03-01 09:00:00Z', {}, '2026-03-01T09:00:00+00:00'],
    ['2026-03-01 09:00', {}, '2026-03-01T09:00:00+01:00'],
    ['2026-07-01T09:00:30', {}, '2026-07-01T09:00:30+02:00'],
    ['7/1/2026 9:05 PM', { dateOrder: 'MDY' }, '2026-07-01T21:05:00+02:00'],
    ['7/1/2026 12:05am', { dateOrder: 'MDY' }, '2026-07-01T00:05:00+02:00'],
    ['1.7.2026', { dateOrder: 'DMY', timeZone: 'UTC' }, '2026-07-01T00:00:00+00:00'],
  ] as const)('reads the date and time %s %j', (text, format, instant) => {
    expect(parse('Events', 'Start_DateTime', text, format)).toBe(instant);
  });

  it.each(['2026-02-30T09:00:00Z', '2026-03-01 25:00', '2026-03-01 13:00 PM', '2026-03-01 9', 'now'])(
    'refuses %s as a date and time',
    (text) => {
      expect(parse('Events', 'Start_DateTime', text)).toMatch(/must be a date and time/);
    },
  );

  it.each([
    ['1234.5', '.', 1234.5],
    ['1,234.50', '.', 1234.5],
    ['-7', '.', -7],
    ['1.234,5', ',', 1234.5],
    ['0,25', ',', 0.25],
  ] as const)('reads the number %s with the mark %s', (text, decimalMark, number) => {
    expect(parse('Deals', 'Amount', text, { decimalMark })).toBe(number);
  });

  it.each(['1.234,5', '12,34', '1e5', '0x10', '5 €', '--1', 'NaN'])('refuses %s as a number', (text) => {
    expect(parse('Deals', 'Amount', text)).toBe('must be a number');
  });

  it('reads yes and no, picks in any case, addresses and reminders', () => {
    expect(parse('Events', 'All_day', 'Yes')).toBe(true);
    expect(parse('Events', 'All_day', '0')).toBe(false);
    expect(parse('Events', 'All_day', 'maybe')).toBe('must be true or false');
    expect(parse('Deals', 'Stage', 'closed won')).toBe('Closed Won');
    expect(parse('Deals', 'Stage', 'Lost in space')).toBe('Lost in space');
    expect(parse('Events', 'Participants', 'a@b.example; contact:12')).toEqual([
      { type: 'email', participant: 'a@b.example' },
      { type: 'contact', participant: '12' },
    ]);
    expect(parse('Events', 'Remind_At', '15 minutes;1 days')).toEqual([
      { unit: 15, period: 'minutes' },
      { unit: 1, period: 'days' },
    ]);
    expect(parse('Events', 'Remind_At', 'soon')).toMatch(/must be written like/);
  });

  it('reads nothing into the rows of a subform and into what the system writes', () => {
    const without = RECORD_FIELDS.Quotes.filter((meta) => !isCellField(meta)).map(({ apiName }) => apiName);
    expect(without).toEqual(expect.arrayContaining(['Quoted_Items', 'Sub_Total', 'Created_Time', 'id']));
    expect(without).not.toContain('Subject');
  });
});

test('what was written into cells is read from them again', () => {
  const meeting = fc.record({
    Event_Title: fc.string({ minLength: 1, unit: fc.constantFrom('a', '=', '"', 'ü', ';') }),
    All_day: fc.boolean(),
    Start_DateTime: fc.constantFrom('2026-03-01T09:00:00+05:30', '2026-03-29T02:30:00+01:00'),
    End_DateTime: fc.constantFrom('2026-03-30T09:00:00-08:00', '2026-04-01T00:00:00+00:00'),
    Participants: fc.array(
      fc.constantFrom({ type: 'email', participant: 'a@b.example' }, { type: 'lead', participant: '7' }),
      { minLength: 1 },
    ),
    Remind_At: fc.array(
      fc.record({ unit: fc.nat({ max: 60 }), period: fc.constantFrom('minutes', 'weeks') }),
      { minLength: 1, maxLength: 5 },
    ),
    Recurring_Activity: fc.constant({ RRULE: 'FREQ=WEEKLY;BYDAY=MO' }),
  });
  fc.assert(
    fc.property(meeting, (given) => {
      const valid = validateRecord('Events', given, { kind: 'create' });
      if (!valid.ok) throw new Error(JSON.stringify(valid.errors));
      for (const [apiName, value] of Object.entries(valid.fields)) {
        const meta = findField('Events', apiName);
        const text = meta && cellText(meta, value);
        expect(parse('Events', apiName, String(text))).toEqual(value);
      }
    }),
  );
});
