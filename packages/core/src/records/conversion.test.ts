import { expect, test } from 'vitest';
import {
  carriedValues,
  CONVERSION_TARGETS,
  conversionMarks,
  followConversion,
  isConverted,
  leadFieldFor,
} from './conversion.ts';
import { documentValues } from './document-conversion.ts';
import { findField, RECORD_FIELDS } from './record-fields.ts';

const everything = () => true;

test('every field that is carried exists on both sides and can be written', () => {
  for (const target of CONVERSION_TARGETS) {
    const carried = RECORD_FIELDS[target].filter(
      ({ apiName }) => leadFieldFor(target, apiName) !== undefined,
    );
    expect(carried.length).toBeGreaterThan(0);
    for (const { apiName, dataType, readOnly } of carried) {
      const from = findField('Leads', leadFieldFor(target, apiName) ?? '');
      expect([apiName, from?.dataType, readOnly]).toEqual([apiName, dataType, false]);
    }
  }
});

test('a lead gives a contact its person and an account its company', () => {
  const lead = {
    Last_Name: 'Boyle',
    Company: 'Zylker',
    Designation: 'CTO',
    Street: 'Main',
    Phone: '1',
    Fax: null,
  };
  expect(carriedValues(lead, 'Contacts', RECORD_FIELDS.Contacts, everything)).toEqual({
    Last_Name: 'Boyle',
    Title: 'CTO',
    Mailing_Street: 'Main',
    Phone: '1',
  });
  expect(carriedValues(lead, 'Accounts', RECORD_FIELDS.Accounts, everything)).toEqual({
    Account_Name: 'Zylker',
    Billing_Street: 'Main',
    Phone: '1',
  });
});

test('what may not be carried and what does not fit stays behind', () => {
  const lead = { Last_Name: 'Boyle', Email: 'p@z.example', Phone: '1'.repeat(40) };
  const mayCarry = (from: string, to: string) => from !== 'Email' && to !== 'Last_Name';
  expect(carriedValues(lead, 'Contacts', RECORD_FIELDS.Contacts, mayCarry)).toEqual({ Phone: lead.Phone });
  expect(carriedValues(lead, 'Accounts', RECORD_FIELDS.Accounts, everything)).toEqual({});
});

test('a value that the organisation no longer uses in the target stays behind', () => {
  const fields = RECORD_FIELDS.Contacts.map((meta) =>
    meta.apiName === 'Lead_Source' ? { ...meta, pickListValues: ['Partner'] } : meta,
  );
  const lead = { Last_Name: 'Boyle', Lead_Source: 'Cold Call' };
  expect(carriedValues(lead, 'Contacts', fields, everything)).toEqual({ Last_Name: 'Boyle' });
});

test('a document gives its rows, without their ids, and what both have in common, and is named as the source', () => {
  const quote = {
    id: '5',
    fields: {
      Subject: 'Offer',
      Account_Name: { id: '7' },
      Quote_Stage: 'Draft',
      Quoted_Items: [{ id: '1', Product_Name: { id: '8' }, Quantity: 2 }],
    },
  };
  expect(
    documentValues('Quotes', quote, RECORD_FIELDS.Sales_Orders, (from) => from !== 'Account_Name'),
  ).toEqual({
    Subject: 'Offer',
    Ordered_Items: [{ Product_Name: { id: '8' }, Quantity: 2 }],
    Quote_Name: { id: '5' },
  });
  const order = { id: '6', fields: { Subject: 'Order', Status: 'Delivered', Due_Date: '2026-03-01' } };
  expect(documentValues('Sales_Orders', order, RECORD_FIELDS.Invoices, everything)).toEqual({
    Subject: 'Order',
    Sales_Order: { id: '6' },
  });
});

test('a lead is converted by its marks, and nothing else is', () => {
  const marks = conversionMarks(
    { Accounts: '1', Contacts: '2', Deals: null },
    new Date('2026-03-01T10:00:00.123Z'),
  );
  expect(marks).toEqual({
    Converted__s: true,
    Converted_Date_Time: '2026-03-01T10:00:00+00:00',
    Converted_Account: { id: '1' },
    Converted_Contact: { id: '2' },
    Converted_Deal: null,
  });
  expect(isConverted('Leads', marks)).toBe(true);
  expect(isConverted('Leads', {})).toBe(false);
  expect(isConverted('Contacts', marks)).toBe(false);
});

test('activities and notes go where the lead went, and others stay as they are', () => {
  const to = { contact: '2', other: '3', notesTo: '2' };
  const follow = (module: 'Tasks' | 'Events' | 'Notes', fields: Record<string, unknown>) =>
    followConversion(module, fields, '9', to);
  expect(follow('Tasks', { What_Id: { id: '9' } })).toEqual({ What_Id: { id: '3' }, Who_Id: { id: '2' } });
  expect(follow('Tasks', { What_Id: { id: '9' }, Who_Id: { id: '7' } })).toEqual({ What_Id: { id: '3' } });
  expect(follow('Notes', { Parent_Id: { id: '9' } })).toEqual({ Parent_Id: { id: '2' } });
  expect(
    follow('Events', { What_Id: { id: '8' }, Participants: [{ type: 'user', participant: '9' }] }),
  ).toEqual({});
  expect(
    follow('Events', {
      Participants: [
        { type: 'contact', participant: '2' },
        { type: 'lead', participant: '9' },
      ],
    }),
  ).toEqual({ Participants: [{ type: 'contact', participant: '2' }] });
});
