import { describe, expect, test } from 'vitest';
import { countNewRows, identifiedRows, numberRows, rowsOfNewRecord } from './subform-rows.ts';
import { validateRecord } from './validate-record.ts';

const stored = [
  { id: '1', Quantity: 2, Discount: 5 },
  { id: '2', Quantity: 3 },
];

describe('rows of a subform', () => {
  test('a row that names its id keeps what it does not say, one without is new, and the others go', () => {
    expect(identifiedRows([{ id: '1', Quantity: 7 }, { Quantity: 1 }], stored)).toEqual({
      ok: true,
      rows: [{ id: '1', Quantity: 7, Discount: 5 }, { Quantity: 1 }],
    });
  });

  test.each([
    ['an id that is not there', [{ Quantity: 1 }, { id: '9' }], 1],
    ['an id twice', [{ id: '1' }, { id: '1' }], 1],
    ['an id of another type', [{ id: 1 }], 0],
  ])('%s is refused', (_, given, index) => {
    expect(identifiedRows(given, stored)).toEqual({ ok: false, index });
  });

  test('rows of a new record are new', () => {
    expect(rowsOfNewRecord(stored)).toEqual([{ Quantity: 2, Discount: 5 }, { Quantity: 3 }]);
  });

  test('only rows without an id are given one', () => {
    const rows = [{ Quantity: 1 }, { id: '2', Quantity: 3 }, { Quantity: 4 }];
    expect(countNewRows(rows)).toBe(2);
    expect(numberRows(rows, ['8', '9'])).toEqual([
      { id: '8', Quantity: 1 },
      { id: '2', Quantity: 3 },
      { id: '9', Quantity: 4 },
    ]);
  });

  test('a change of a record names the row that it does not have, and keeps the ids of the others', () => {
    const row = { Product_Name: { id: '5' }, Quantity: 1 };
    const current = { Subject: 'Quote', Quoted_Items: [{ id: '1', ...row }] };
    const change = (Quoted_Items: unknown) =>
      validateRecord('Quotes', { Quoted_Items }, { kind: 'update', current });
    expect(change([{ id: '1', Quantity: 2 }])).toEqual({
      ok: true,
      fields: { Quoted_Items: [{ id: '1', Product_Name: { id: '5' }, Quantity: 2 }] },
    });
    expect(change([{ id: '7', ...row }])).toMatchObject({
      ok: false,
      errors: [{ apiName: 'Quoted_Items', path: 'Quoted_Items[0].id' }],
    });
  });
});
