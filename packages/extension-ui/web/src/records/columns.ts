import type { RecordModule } from '@syncgrant/contracts';

/** What a list shows of each module, the name first; fields the caller may not see are left out. */
export const COLUMNS: Readonly<Record<RecordModule, readonly [name: string, ...others: string[]]>> = {
  Contacts: ['Full_Name', 'Email', 'Phone', 'Mobile', 'Modified_Time'],
  Events: ['Event_Title', 'Start_DateTime', 'End_DateTime', 'Venue'],
  Tasks: ['Subject', 'Due_Date', 'Status', 'Priority', 'Modified_Time'],
};

/** What a list reads besides its columns, for the marks at a record's name. */
export const MARK_FIELDS: Readonly<Record<RecordModule, readonly string[]>> = {
  Contacts: [],
  Events: ['All_day', 'Recurring_Activity'],
  Tasks: ['Recurring_Activity'],
};

/** Name fields to head a record's page, the first that has a value. */
export const TITLE_FIELDS: Readonly<Record<RecordModule, readonly string[]>> = {
  Contacts: ['Full_Name', 'Last_Name', 'First_Name', 'Email'],
  Events: ['Event_Title'],
  Tasks: ['Subject'],
};
