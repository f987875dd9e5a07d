import {
  checkBox,
  dateTime,
  description,
  field,
  lookup,
  MANDATORY,
  text,
  type ModuleDraft,
} from '../field-drafts.ts';

/** Meetings. */
export const EVENTS: ModuleDraft = {
  displayField: 'Event_Title',
  duplicateCheckField: 'Event_Title',
  fields: [
    text('Event_Title', 255, { ...MANDATORY, label: 'Title' }),
    checkBox('All_day', { label: 'All day' }),
    dateTime('Start_DateTime', { ...MANDATORY, label: 'From' }),
    dateTime('End_DateTime', { ...MANDATORY, label: 'To' }),
    text('Venue', 255, { label: 'Location' }),
    lookup('Who_Id', 'Contacts', { label: 'Contact Name' }),
    field('Participants', 'jsonarray'),
    field('Remind_At', 'multireminder', { label: 'Reminder' }),
    field('Recurring_Activity', 'RRULE', { label: 'Repeat' }),
    description,
    lookup('What_Id', 'se_module', { label: 'Related To' }),
    field('Remind_Participants', 'multireminder', { label: 'Participants Reminder' }),
  ],
};
