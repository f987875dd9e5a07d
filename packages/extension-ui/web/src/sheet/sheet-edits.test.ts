import { describe, expect, test } from 'vitest';
import type { Field } from '../records/field-form.ts';
import { leftOver, newKey, rowsToSave, written, type SheetEdits } from './sheet-edits.ts';

const field = (api_name: string, data_type = 'text'): Field => ({
  api_name,
  field_label: api_name,
  data_type,
  length: 100,
  system_mandatory: false,
  read_only: false,
  visible: true,
  pick_list_values: [],
});
const FIELDS = [field('Last_Name'), field('Phone', 'phone'), field('Amount', 'currency')];
const SCOPE = { module: 'Leads', timeZone: 'UTC' } as const;
const RECORDS = new Map([['7', { id: '7', $version: 3, Last_Name: 'Babbage', Phone: '1', Amount: 5 }]]);
const NOTHING: SheetEdits = new Map();
const write = (edits: SheetEdits, key: string, name: string, value: string, saved: string, version = 3) =>
  written(edits, { key, name, saved, version }, value);

describe('writing in cells', () => {
  test('keeps what differs from what is saved, and forgets what is back as it was', () => {
    const once = write(NOTHING, '7', 'Phone', '2', '1');
    const twice = write(once, '7', 'Last_Name', 'Lovelace', 'Babbage');
    expect(twice.get('7')?.values).toEqual({ Phone: '2', Last_Name: 'Lovelace' });
    const back = write(twice, '7', 'Phone', '1', '1');
    expect(back.get('7')?.values).toEqual({ Last_Name: 'Lovelace' });
    expect(write(once, '7', 'Phone', '1', '1').size).toBe(0);
  });

  test('a new row stays, empty as it is', () => {
    const key = newKey(1);
    expect(write(write(NOTHING, key, 'Phone', '2', ''), key, 'Phone', '', '').has(key)).toBe(true);
  });
});

describe('saving', () => {
  test('sends changed cells alone, with the version that was read; a new row has neither id nor version', () => {
    const edits = write(write(NOTHING, '7', 'Amount', '6', '5'), newKey(1), 'Last_Name', 'Lovelace', '');
    expect(rowsToSave(edits, RECORDS, FIELDS, SCOPE)).toEqual([
      { key: '7', row: { id: '7', $version: 3, Amount: 6 } },
      { key: newKey(1), row: { Last_Name: 'Lovelace' } },
    ]);
  });

  test('an emptied cell is sent as empty', () => {
    const edits = write(NOTHING, '7', 'Phone', '', '1');
    expect(rowsToSave(edits, RECORDS, FIELDS, SCOPE)[0]?.row).toEqual({ id: '7', $version: 3, Phone: null });
  });

  test('leaves rows that were not taken, with the reason, until they are written in again', () => {
    const edits = write(write(NOTHING, '7', 'Phone', '2', '1'), newKey(1), 'Phone', '3', '');
    const left = leftOver(
      edits,
      ['7', newKey(1)],
      [
        { status: 'error', code: 'INVALID_DATA', message: 'It is wrong.' },
        { status: 'success', code: 'SUCCESS', message: 'record added' },
      ],
    );
    expect([...left]).toEqual([['7', { values: { Phone: '2' }, version: 3, problem: 'It is wrong.' }]]);
    expect(write(left, '7', 'Phone', '4', '1').get('7')?.problem).toBeNull();
  });

  test('a row is saved over the version that it was written over, and over a newer one once that was told', () => {
    const edits = write(NOTHING, '7', 'Phone', '2', '1', 2);
    const versions = (now: SheetEdits) =>
      rowsToSave(now, RECORDS, FIELDS, SCOPE).map(({ row }) => row['$version']);
    expect(versions(edits)).toEqual([2]);
    expect(versions(write(edits, '7', 'Last_Name', 'x', 'Babbage', 3))).toEqual([2]);
    const told = leftOver(edits, ['7'], [{ status: 'error', code: 'ALREADY_MODIFIED', message: 'Changed.' }]);
    expect(versions(told)).toEqual([3]);
  });
});
