import type { SyncModule } from '../permission/index.ts';
import type { Canonical, CanonicalElement, FieldSpec } from './canonical.ts';
import { repeatAlike } from './series.ts';

type Options = Partial<Omit<FieldSpec, 'name' | 'label' | 'kind' | 'crmFields'>>;

const field = (
  kind: FieldSpec['kind'],
  name: string,
  label: string,
  crmFields: readonly string[],
  options: Options,
): FieldSpec => ({
  name,
  label,
  kind,
  crmFields,
  crmWritable: true,
  microsoftWritable: true,
  detail: false,
  ...options,
});

const scalar = (name: string, label: string, crmField: string, options: Options = {}): FieldSpec =>
  field('scalar', name, label, [crmField], options);

const list = (name: string, label: string, crmFields: readonly string[], options: Options): FieldSpec =>
  field('list', name, label, crmFields, options);

const textOf = (element: CanonicalElement): string =>
  typeof element === 'string' ? element : JSON.stringify(element);

const emailKey = (element: CanonicalElement): string => textOf(element).trim().toLowerCase();

/** Two ways of writing one number are one number; what holds no digits is compared as text. */
const phoneKey = (element: CanonicalElement): string =>
  textOf(element).replace(/[^\d+]/g, '') || textOf(element).trim().toLowerCase();

/** An attendee's lower-case address; a CRM participant without one is known by its CRM reference. */
const attendeeKey = (element: CanonicalElement): string => {
  if (typeof element === 'string') return element.toLowerCase();
  return element['address']
    ? String(element['address']).toLowerCase()
    : `crm:${String(element['crm'] ?? '')}`;
};

/**
 * Names and CRM references differ between the sides for ever, and no one wants mail about them. The CRM does not tell
 * required from optional, so that required is as good as unsaid.
 */
const attendeeContent = (element: CanonicalElement): string | null => {
  if (typeof element === 'string') return '';
  if (!element['address']) return null;
  return element['type'] === 'required' ? '' : String(element['type'] ?? '');
};

/**
 * Mailing is Graph's business address and Other its other address: the CRM holds people as they are met at work,
 * and what they keep under home should not turn up in a company's database because a sync was switched on.
 */
const address = (prefix: 'mailing' | 'other', label: string, crm: 'Mailing' | 'Other'): FieldSpec[] =>
  (['Street', 'City', 'State', 'Zip', 'Country'] as const).map((part) =>
    scalar(`${prefix}${part}`, `${label} ${part.toLowerCase()}`, `${crm}_${part}`),
  );

const CONTACTS: readonly FieldSpec[] = [
  scalar('firstName', 'First name', 'First_Name'),
  scalar('lastName', 'Last name', 'Last_Name'),
  list('emails', 'E-mail', ['Email', 'Secondary_Email'], {
    elementKey: emailKey,
    slots: { crm: 2, microsoft: 3 },
  }),
  list('businessPhones', 'Business phone', ['Phone', 'Other_Phone'], {
    elementKey: phoneKey,
    slots: { crm: 2, microsoft: 2 },
  }),
  list('homePhones', 'Home phone', ['Home_Phone'], { elementKey: phoneKey, slots: { crm: 1, microsoft: 2 } }),
  scalar('mobilePhone', 'Mobile', 'Mobile'),
  scalar('jobTitle', 'Title', 'Title'),
  scalar('department', 'Department', 'Department'),
  scalar('assistantName', 'Assistant', 'Assistant'),
  scalar('birthday', 'Date of birth', 'Date_of_Birth'),
  ...address('mailing', 'Mailing', 'Mailing'),
  ...address('other', 'Other', 'Other'),
  scalar('notes', 'Description', 'Description'),
];

const TIMES: Options = { unit: 'times', timing: true };

const MEETINGS: readonly FieldSpec[] = [
  scalar('title', 'Title', 'Event_Title', { detail: true }),
  scalar('allDay', 'All day', 'All_day', TIMES),
  scalar('start', 'Start', 'Start_DateTime', TIMES),
  scalar('end', 'End', 'End_DateTime', TIMES),
  // The CRM stores instants and has no field for a zone; Microsoft's is kept so that times are written back in it.
  field('scalar', 'timeZone', 'Time zone', [], { crmWritable: false, microsoftWritable: false }),
  scalar('location', 'Location', 'Venue', { detail: true }),
  scalar('description', 'Description', 'Description', { detail: true }),
  list('attendees', 'Participants', ['Participants'], {
    detail: true,
    elementKey: attendeeKey,
    elementContent: attendeeContent,
  }),
  scalar('reminderMinutes', 'Reminder', 'Remind_At'),
  scalar('recurrence', 'Repeat', 'Recurring_Activity', { ...TIMES, sameMeaning: repeatAlike }),
];

const TASKS: readonly FieldSpec[] = [
  scalar('subject', 'Subject', 'Subject'),
  scalar('status', 'Status', 'Status'),
  scalar('priority', 'Priority', 'Priority'),
  scalar('dueDate', 'Due date', 'Due_Date', { timing: true }),
  scalar('reminderAt', 'Reminder', 'Remind_At'),
  // How the CRM reminds is its own affair; it is kept so that another time is written into the same alarm.
  field('scalar', 'alarm', 'Alarm', [], { crmWritable: false, microsoftWritable: false }),
  scalar('closedAt', 'Closed', 'Closed_Time'),
  scalar('description', 'Description', 'Description'),
];

/**
 * The fields of each module and their rules; everything else in this folder reads them from here.
 * Scalars are text, but for `allDay` (boolean), `reminderMinutes` (number), `birthday` and `dueDate` (date),
 * `reminderAt` and `closedAt` (instants); `start` and `end` are dates of an all-day meeting (the end exclusive), else instants.
 * Instants read 'YYYY-MM-DDTHH:mm:00Z': Exchange keeps whole minutes.
 */
export const FIELDS: Readonly<Record<SyncModule, readonly FieldSpec[]>> = {
  meetings: MEETINGS,
  contacts: CONTACTS,
  tasks: TASKS,
};

/** An item of the module with every field empty. */
export const emptyCanonical = (module: SyncModule): Canonical =>
  Object.fromEntries(FIELDS[module].map((spec) => [spec.name, spec.kind === 'list' ? [] : null]));
