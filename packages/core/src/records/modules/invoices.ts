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

/** What customers owe. */
export const INVOICES: ModuleDraft = {
  displayField: 'Subject',
  duplicateCheckField: 'Subject',
  fields: [
    autoNumber('Invoice_Number'),
    text('Subject', 300, MANDATORY),
    lookup('Account_Name', 'Accounts'),
    lookup('Contact_Name', 'Contacts'),
    lookup('Sales_Order', 'Sales_Orders'),
    text('Purchase_Order', 100),
    date('Invoice_Date'),
    date('Due_Date'),
    pickList('Status', ['Created', 'Approved', 'Delivered', 'Cancelled']),
    currency('Excise_Duty'),
    currency('Sales_Commission'),
    ...address('Billing', 'Code'),
    ...address('Shipping', 'Code'),
    lineItems('Invoiced_Items', 'Invoiced Items'),
    ...sums,
    terms,
    description,
  ],
};
