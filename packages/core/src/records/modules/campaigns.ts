import {
  currency,
  date,
  description,
  integer,
  lookup,
  MANDATORY,
  pickList,
  text,
  type ModuleDraft,
} from '../field-drafts.ts';

/** Marketing efforts and what came of them. */
export const CAMPAIGNS: ModuleDraft = {
  displayField: 'Campaign_Name',
  duplicateCheckField: 'Campaign_Name',
  fields: [
    text('Campaign_Name', 120, MANDATORY),
    pickList('Type', [
      'Conference',
      'Webinar',
      'Trade Show',
      'Public Relations',
      'Partners',
      'Referral Program',
      'Advertisement',
      'Banner Ads',
      'Direct mail',
      'Email',
      'Telemarketing',
      'Others',
    ]),
    pickList('Status', ['Planning', 'Active', 'Inactive', 'Complete']),
    date('Start_Date'),
    date('End_Date'),
    currency('Expected_Revenue'),
    currency('Budgeted_Cost'),
    currency('Actual_Cost'),
    integer('Expected_Response'),
    integer('Num_sent', { label: 'Numbers sent' }),
    lookup('Parent_Campaign', 'Campaigns'),
    description,
  ],
};
