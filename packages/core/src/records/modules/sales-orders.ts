import {
  address,
  autoNumber,
  currency,
  date,
  description,
  lookup,
  MANDATORY,
  pickList,
  text,
  type ModuleDraft,
} from '../field-drafts.ts';
import { lineItems, sums, terms } from '../line-items.ts';
import { CARRIERS } from '../pick-lists.ts';

/** What customers ordered. */
export const SALES_ORDERS: ModuleDraft = {
  displayField: 'Subject',
  duplicateCheckField: 'Subject',
  fields: [
    autoNumber('SO_Number'),
    text('Subject', 300, MANDATORY),
    lookup('Account_Name', 'Accounts'),
    lookup('Contact_Name', 'Contacts'),
    lookup('Deal_Name', 'Deals'),
    lookup('Quote_Name', 'Quotes'),
    text('Purchase_Order', 100),
    text('Customer_No', 100, { label: 'Customer No.' }),
    date('Due_Date'),
    pickList('Status', ['Created', 'Approved', 'Delivered', 'Cancelled']),
    text('Pending', 100),
    pickList('Carrier', CARRIERS),
    currency('Excise_Duty'),
    currency('Sales_Commission'),
    ...address('Billing', 'Code'),
    ...address('Shipping', 'Code'),
    lineItems('Ordered_Items', 'Ordered Items'),
    ...sums,
    terms,
    description,
  ],
};
