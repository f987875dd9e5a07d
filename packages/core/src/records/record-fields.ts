import type { FieldDataType, FieldMeta, RecordModule } from './field-meta.ts';

type Draft = Omit<FieldMeta, 'id'>;

const field = (apiName: string, dataType: FieldDataType, rest: Partial<Draft> = {}): Draft => ({
  apiName,
  label: rest.label ?? apiName.replaceAll('_', ' '),
  dataType,
  length: null,
  mandatory: false,
  readOnly: false,
  pickListValues: [],
  lookupModule: null,
  ...rest,
});

const text = (apiName: string, length: number, rest: Partial<Draft> = {}) =>
  field(apiName, 'text', { length, ...rest });
const phone = (apiName: string) => field(apiName, 'phone', { length: 50 });
const pickList = (apiName: string, ...pickListValues: readonly string[]) =>
  field(apiName, 'picklist', { length: 120, pickListValues });

const MANDATORY = { mandatory: true } as const;
const SYSTEM = { readOnly: true } as const;

const description = field('Description', 'textarea', { length: 32_000 });

/** Fields that every record has; all but the owner are the system's own. */
const COMMON = [
  field('id', 'bigint', { ...SYSTEM, label: 'Record Id' }),
  field('Owner', 'ownerlookup'),
  field('Created_By', 'ownerlookup', SYSTEM),
  field('Created_Time', 'datetime', SYSTEM),
  field('Modified_By', 'ownerlookup', SYSTEM),
  field('Modified_Time', 'datetime', SYSTEM),
];

const address = (prefix: 'Mailing' | 'Other') => [
  text(`${prefix}_Street`, 250),
  text(`${prefix}_City`, 100),
  text(`${prefix}_State`, 100),
  text(`${prefix}_Zip`, 30),
  text(`${prefix}_Country`, 100),
];

const CONTACTS = [
  pickList('Salutation', 'Mr.', 'Mrs.', 'Ms.', 'Dr.', 'Prof.'),
  text('First_Name', 40),
  text('Last_Name', 80, MANDATORY),
  text('Full_Name', 121, SYSTEM),
  field('Email', 'email', { length: 100 }),
  field('Secondary_Email', 'email', { length: 100 }),
  text('Title', 100),
  text('Department', 100),
  phone('Phone'),
  phone('Other_Phone'),
  phone('Home_Phone'),
  phone('Mobile'),
  phone('Fax'),
  text('Assistant', 100),
  phone('Asst_Phone'),
  field('Date_of_Birth', 'date'),
  field('Email_Opt_Out', 'boolean'),
  pickList(
    'Lead_Source',
    'Advertisement',
    'Cold Call',
    'Employee Referral',
    'External Referral',
    'Partner',
    'Trade Show',
  ),
  ...address('Mailing'),
  ...address('Other'),
  description,
];

const EVENTS = [
  text('Event_Title', 255, { ...MANDATORY, label: 'Title' }),
  field('All_day', 'boolean', { label: 'All day' }),
  field('Start_DateTime', 'datetime', { ...MANDATORY, label: 'From' }),
  field('End_DateTime', 'datetime', { ...MANDATORY, label: 'To' }),
  text('Venue', 255, { label: 'Location' }),
  field('Who_Id', 'lookup', { label: 'Contact Name', lookupModule: 'Contacts' }),
  field('Participants', 'jsonarray'),
  field('Remind_At', 'multireminder', { label: 'Reminder' }),
  field('Recurring_Activity', 'RRULE', { label: 'Repeat' }),
  description,
];

const TASKS = [
  text('Subject', 255, MANDATORY),
  field('Due_Date', 'date'),
  pickList('Status', 'Not Started', 'Deferred', 'In Progress', 'Completed', 'Waiting for input'),
  pickList('Priority', 'High', 'Highest', 'Low', 'Lowest', 'Normal'),
  field('Who_Id', 'lookup', { label: 'Contact Name', lookupModule: 'Contacts' }),
  field('Remind_At', 'ALARM', { label: 'Reminder' }),
  field('Recurring_Activity', 'RRULE', { label: 'Repeat' }),
  field('Closed_Time', 'datetime', SYSTEM),
  description,
];

/** Ids follow the place in the lists above, so a new field goes to the end of its module. */
const numbered = (firstId: number, drafts: readonly Draft[]): readonly FieldMeta[] =>
  Object.freeze(drafts.map((draft, index) => Object.freeze({ id: String(firstId + index), ...draft })));

/** Every field of every module, under the names and types of Zoho CRM. */
export const RECORD_FIELDS: Readonly<Record<RecordModule, readonly FieldMeta[]>> = Object.freeze({
  Contacts: numbered(2_000_000_001_001, [...COMMON, ...CONTACTS]),
  Events: numbered(2_000_000_002_001, [...COMMON, ...EVENTS]),
  Tasks: numbered(2_000_000_003_001, [...COMMON, ...TASKS]),
});

const BY_NAME: Readonly<Record<RecordModule, ReadonlyMap<string, FieldMeta>>> = {
  Contacts: new Map(RECORD_FIELDS.Contacts.map((meta) => [meta.apiName, meta])),
  Events: new Map(RECORD_FIELDS.Events.map((meta) => [meta.apiName, meta])),
  Tasks: new Map(RECORD_FIELDS.Tasks.map((meta) => [meta.apiName, meta])),
};

/** The field of that API name, or undefined. */
export function findField(module: RecordModule, apiName: string): FieldMeta | undefined {
  return BY_NAME[module].get(apiName);
}
