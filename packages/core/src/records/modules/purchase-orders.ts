import {
  address,
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

/** What was ordered from vendors. */
export const PURCHASE_ORDERS: ModuleDraft = {
  displayField: 'Subject',
  duplicateCheckField: 'Subject',
  fields: [
    text('PO_Number', 100),
    text('Subject', 300, MANDATORY),
    lookup('Vendor_Name', 'Vendors', MANDATORY),
    lookup('Contact_Name', 'Contacts'),
    text('Requisition_No', 100, { label: 'Requisition Number' }),
    text('Tracking_Number', 100),
    date('PO_Date'),
    date('Due_Date'),
    pickList('Status', ['Created', 'Approved', 'Delivered', 'Cancelled']),
    pickList('Carrier', CARRIERS),
    currency('Excise_Duty'),
    currency('Sales_Commission'),
    ...address('Billing', 'Code'),
    ...address('Shipping', 'Code'),
    lineItems('Purchase_Items', 'Purchase Items'),
    ...sums,
    terms,
    description,
  ],
};
