import type { SyncModule } from '../permission/index.ts';
import type { Canonical, CanonicalElement, FieldSpec } from './canonical.ts';
import { contactSpecs, PROPOSED_PAIRS } from './mapping/contacts-mapping.ts';
import { repeatAlike } from './series.ts';
import type { SyncChoices } from './setup.ts';

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
  list('answers', 'Answers of participants', ['Participants'], {
    detail: true,
    microsoftWritable: false,
    minor: true,
    answer: true,
    elementKey: attendeeKey,
    elementContent: (element) => (typeof element === 'string' ? null : String(element['answer'])),
  }),
  scalar('reminderMinutes', 'Reminder', 'Remind_At'),
  scalar('recurrence', 'Repeat', 'Recurring_Activity', { ...TIMES, sameMeaning: repeatAlike }),
  // Of a series: the dates on which its regular occurrence is cancelled or stands elsewhere, as a meeting of its own.
  list('excludedDates', 'Dates left out', ['Recurring_Activity'], {
    minor: true,
    timing: true,
  }),
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
 * The fields of each module and their rules, contacts as proposed; everything else in this folder reads them from here.
 * Scalars are text, but for `allDay` (boolean), `reminderMinutes` (number), `birthday` and `dueDate` (date),
 * `reminderAt` and `closedAt` (instants); `start` and `end` are dates of an all-day meeting (the end exclusive), else instants;
 * excluded dates are those of the series' zone.
 * Instants read 'YYYY-MM-DDTHH:mm:00Z': Exchange keeps whole minutes.
 */
export const FIELDS: Readonly<Record<SyncModule, readonly FieldSpec[]>> = {
  meetings: MEETINGS,
  contacts: contactSpecs(PROPOSED_PAIRS),
  tasks: TASKS,
};

/** The fields under the choices of a setup: they say what of a contact is joined with what. */
export const fieldsOf = (
  module: SyncModule,
  { contactMapping }: Pick<SyncChoices, 'contactMapping'>,
): readonly FieldSpec[] =>
  module === 'contacts' && contactMapping !== undefined ? contactSpecs(contactMapping.pairs) : FIELDS[module];

/** An item of the module with every field empty. */
export const emptyCanonical = (module: SyncModule): Canonical =>
  Object.fromEntries(FIELDS[module].map((spec) => [spec.name, spec.kind === 'list' ? [] : null]));
