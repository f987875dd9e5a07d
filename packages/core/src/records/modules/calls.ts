import {
  dateTime,
  description,
  integer,
  lookup,
  MANDATORY,
  pickList,
  text,
  textArea,
  type ModuleDraft,
} from '../field-drafts.ts';

/** Telephone calls, planned and made. */
export const CALLS: ModuleDraft = {
  displayField: 'Subject',
  duplicateCheckField: 'Subject',
  fields: [
    text('Subject', 255, MANDATORY),
    pickList('Call_Type', ['Outbound', 'Inbound', 'Missed'], MANDATORY),
    dateTime('Call_Start_Time', MANDATORY),
    text('Call_Duration', 20, { label: 'Call Duration' }),
    integer('Call_Duration_in_seconds', { label: 'Call Duration (in seconds)' }),
    pickList('Call_Purpose', ['Prospecting', 'Administrative', 'Negotiation', 'Demo', 'Project', 'Desk']),
    pickList('Call_Result', [
      'Interested',
      'Not interested',
      'No response/Busy',
      'Requested more info',
      'Requested call back',
      'Invalid number',
    ]),
    pickList('Outgoing_Call_Status', ['Scheduled', 'Completed', 'Overdue', 'Cancelled']),
    textArea('Call_Agenda', { length: 2000 }),
    text('Caller_ID', 50, { label: 'Caller ID' }),
    text('Dialled_Number', 50),
    lookup('Who_Id', 'Contacts', { label: 'Contact Name' }),
    lookup('What_Id', 'se_module', { label: 'Related To' }),
    description,
  ],
};
