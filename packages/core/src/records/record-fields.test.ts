import { expect, test } from 'vitest';
import { derivedValue } from './derived-value.ts';
import { displayFieldOf, duplicateCheckFieldOf, findField, RECORD_FIELDS } from './record-fields.ts';
import { RECORD_MODULES, type RecordModule } from './record-modules.ts';
import { validateRecord, type RecordValues } from './validate-record.ts';

const create = (module: RecordModule, values: RecordValues) =>
  validateRecord(module, values, { kind: 'create' });
const all = RECORD_MODULES.flatMap((module) => RECORD_FIELDS[module]);
const everyField = [...all, ...all.flatMap(({ subform }) => subform)];

test('no two fields share an id, and those given out stay as they are', () => {
  expect(new Set(everyField.map(({ id }) => id)).size).toBe(everyField.length);
  expect(findField('Contacts', 'Last_Name')?.id).toBe('2000000001009');
  expect(findField('Events', 'Event_Title')?.id).toBe('2000000002007');
  expect(findField('Tasks', 'Closed_Time')?.id).toBe('2000000003014');
});

test('every module has each field once, and its display and duplicate-check fields are among them', () => {
  for (const module of RECORD_MODULES) {
    const names = RECORD_FIELDS[module].map(({ apiName }) => apiName);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain(displayFieldOf(module));
    expect(names).toContain(duplicateCheckFieldOf(module));
  }
});

test('pick lists offer values, lookups lead somewhere, subforms have fields, and nothing else does', () => {
  for (const { apiName, dataType, pickListValues, lookupModule, subform } of everyField) {
    expect([apiName, pickListValues.length > 0]).toEqual([apiName, dataType === 'picklist']);
    expect([apiName, lookupModule !== null]).toEqual([apiName, dataType === 'lookup']);
    expect([apiName, subform.length > 0]).toEqual([apiName, dataType === 'subform']);
  }
});

test('the rows of a document are checked like records, and what is wrong is told with its place', () => {
  const quote = (...rows: unknown[]) => create('Quotes', { Subject: 'Offer', Quoted_Items: rows });
  const row = { Product_Name: { id: '7' }, Quantity: 2, List_Price: 10 };
  expect(quote({ ...row, Total: 99 })).toEqual({
    ok: true,
    fields: { Subject: 'Offer', Quoted_Items: [row] },
  });
  const wrong = (...rows: unknown[]) => {
    const answer = quote(...rows);
    return answer.ok ? null : answer.errors.map(({ path }) => path);
  };
  expect(wrong(row, { ...row, Quantity: 'two' })).toEqual(['Quoted_Items[1].Quantity']);
  expect(wrong({ ...row, Colour: 'red' })).toEqual(['Quoted_Items[0].Colour']);
  expect(wrong({ Quantity: 1 })).toEqual(['Quoted_Items[0].Product_Name']);
  expect(wrong('row')).toEqual(['Quoted_Items[0]']);
});

test('sums follow from the rows', () => {
  const fields = {
    Quoted_Items: [
      { Quantity: 3, List_Price: 0.1, Tax: 0.05 },
      { Quantity: 1, List_Price: 10, Discount: 1 },
    ],
    Discount: 2,
    Adjustment: 0.5,
  };
  expect(derivedValue('Quotes', 'Quoted_Items', fields)).toMatchObject([
    { Total: 0.3, Net_Total: 0.35 },
    { Total: 10, Net_Total: 9 },
  ]);
  expect(derivedValue('Quotes', 'Sub_Total', fields)).toBe(9.35);
  expect(derivedValue('Quotes', 'Grand_Total', fields)).toBe(7.85);
  expect(derivedValue('Deals', 'Expected_Revenue', { Amount: 200, Probability: 25 })).toBe(50);
  expect(derivedValue('Deals', 'Expected_Revenue', { Amount: 200 })).toBeNull();
});

test('numbers fit their fields', () => {
  const wrong = (values: RecordValues) => {
    const answer = create('Leads', { Company: 'x', Last_Name: 'y', ...values });
    return answer.ok ? [] : answer.errors.map(({ details }) => details);
  };
  expect(wrong({ No_of_Employees: 12, Annual_Revenue: 1.5 })).toEqual([]);
  expect(wrong({ No_of_Employees: 1.5 })).toEqual([{ expected_data_type: 'integer' }]);
  expect(wrong({ Annual_Revenue: '5' })).toEqual([{ expected_data_type: 'currency' }]);
  expect(wrong({ Annual_Revenue: 1e16 })).toEqual([{ maximum_length: 16 }]);
  expect(wrong({ Website: 'javascript:alert(1)' })).toEqual([{ expected_data_type: 'website' }]);
});

test('the module of a related record is one that there is, where there is such a relation', () => {
  const task = (related: unknown) =>
    create('Tasks', { Subject: 'x', What_Id: { id: '5' }, $se_module: related });
  expect(task('Deals')).toEqual({ ok: true, fields: { Subject: 'x', What_Id: { id: '5' } } });
  expect(task('Planets')).toMatchObject({ ok: false, errors: [{ apiName: '$se_module' }] });
  expect(create('Accounts', { Account_Name: 'x', $se_module: 'Deals' })).toMatchObject({ ok: false });
});
