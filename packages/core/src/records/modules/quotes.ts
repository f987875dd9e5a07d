import {
  address,
  autoNumber,
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

/** Offers with prices. */
export const QUOTES: ModuleDraft = {
  displayField: 'Subject',
  duplicateCheckField: 'Subject',
  fields: [
    autoNumber('Quote_Number'),
    text('Subject', 300, MANDATORY),
    lookup('Deal_Name', 'Deals'),
    lookup('Account_Name', 'Accounts'),
    lookup('Contact_Name', 'Contacts'),
    pickList('Quote_Stage', [
      'Draft',
      'Negotiation',
      'Delivered',
      'On Hold',
      'Confirmed',
      'Closed Won',
      'Closed Lost',
    ]),
    date('Valid_Till'),
    text('Team', 100),
    pickList('Carrier', CARRIERS),
    ...address('Billing', 'Code'),
    ...address('Shipping', 'Code'),
    lineItems('Quoted_Items', 'Quoted Items'),
    ...sums,
    terms,
    description,
  ],
};
