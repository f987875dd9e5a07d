import {
  checkBox,
  date,
  dateTime,
  description,
  field,
  lookup,
  MANDATORY,
  pickList,
  SYSTEM,
  text,
  type ModuleDraft,
} from '../field-drafts.ts';
import { PRIORITIES } from '../pick-lists.ts';

/** Things to do. */
export const TASKS: ModuleDraft = {
  displayField: 'Subject',
  duplicateCheckField: 'Subject',
  fields: [
    text('Subject', 255, MANDATORY),
    date('Due_Date'),
    pickList('Status', ['Not Started', 'Deferred', 'In Progress', 'Completed', 'Waiting for input']),
    pickList('Priority', PRIORITIES),
    lookup('Who_Id', 'Contacts', { label: 'Contact Name' }),
    field('Remind_At', 'ALARM', { label: 'Reminder' }),
    field('Recurring_Activity', 'RRULE', { label: 'Repeat' }),
    dateTime('Closed_Time', SYSTEM),
    description,
    lookup('What_Id', 'se_module', { label: 'Related To' }),
    checkBox('Send_Notification_Email'),
  ],
};
