import {
  autoNumber,
  description,
  email,
  lookup,
  MANDATORY,
  phone,
  pickList,
  text,
  textArea,
  type ModuleDraft,
} from '../field-drafts.ts';

/** What customers need help with. */
export const CASES: ModuleDraft = {
  displayField: 'Subject',
  duplicateCheckField: 'Subject',
  fields: [
    autoNumber('Case_Number'),
    text('Subject', 300, MANDATORY),
    pickList('Status', ['New', 'On Hold', 'Escalated', 'Closed'], MANDATORY),
    pickList('Priority', ['High', 'Medium', 'Low']),
    pickList('Type', ['Problem', 'Feature Request', 'Question']),
    pickList('Case_Reason', [
      'User did not attend any training',
      'Complex functionality',
      'Existing problem',
      'Instructions not clear',
      'New problem',
    ]),
    pickList('Case_Origin', ['Email', 'Phone', 'Web', 'Twitter', 'Facebook'], MANDATORY),
    lookup('Product_Name', 'Products'),
    lookup('Account_Name', 'Accounts'),
    lookup('Deal_Name', 'Deals'),
    lookup('Related_To', 'Contacts'),
    text('Reported_By', 120),
    email('Email'),
    phone('Phone', { length: 30 }),
    textArea('Solution'),
    textArea('Internal_Comments'),
    description,
  ],
};
