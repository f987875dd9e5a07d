import {
  currency,
  date,
  description,
  formula,
  integer,
  lookup,
  MANDATORY,
  pickList,
  text,
  type ModuleDraft,
} from '../field-drafts.ts';
import { LEAD_SOURCES } from '../pick-lists.ts';

/** Sales under way, from first talk to won or lost. */
export const DEALS: ModuleDraft = {
  displayField: 'Deal_Name',
  duplicateCheckField: 'Deal_Name',
  fields: [
    text('Deal_Name', 120, MANDATORY),
    lookup('Account_Name', 'Accounts'),
    lookup('Contact_Name', 'Contacts'),
    pickList('Type', ['Existing Business', 'New Business']),
    pickList(
      'Stage',
      [
        'Qualification',
        'Needs Analysis',
        'Value Proposition',
        'Identify Decision Makers',
        'Proposal/Price Quote',
        'Negotiation/Review',
        'Closed Won',
        'Closed Lost',
        'Closed-Lost to Competition',
      ],
      MANDATORY,
    ),
    currency('Amount'),
    integer('Probability', { label: 'Probability (%)' }),
    formula('Expected_Revenue'),
    date('Closing_Date'),
    text('Next_Step', 100),
    pickList('Lead_Source', LEAD_SOURCES),
    lookup('Campaign_Source', 'Campaigns'),
    pickList(
      'Reason_For_Loss__s',
      [
        'Expectation Mismatch',
        'Price',
        'Unqualified Customer',
        'Lack of response',
        'Missed Follow Ups',
        'Wrong Target',
        'Competition',
        'Future Interest',
        'Other',
      ],
      { label: 'Reason For Loss' },
    ),
    description,
  ],
};
