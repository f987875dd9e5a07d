import { dateOf, instantOf } from '../instants.ts';
import type { Json } from '../json.ts';
import {
  crmInstant,
  isObject,
  longText,
  stringOrNull,
  text,
  type RecordFields,
  type RecordMapping,
} from './crm-values.ts';

/** The first CRM value of each row is the one written; the others read the same, and are left alone while they do. */
const STATUS = [
  ['notStarted', 'Not Started'],
  ['inProgress', 'In Progress'],
  ['completed', 'Completed'],
  ['waitingOnOthers', 'Waiting for input', 'Waiting on someone else'],
  ['deferred', 'Deferred'],
] as const;

const PRIORITY = [
  ['low', 'Low', 'Lowest'],
  ['normal', 'Normal'],
  ['high', 'High', 'Highest'],
] as const;

type Table = readonly (readonly [canonical: string, written: string, ...others: string[]])[];

const readPick = (table: Table, value: unknown, missing: string, unknownValue: string): string => {
  const read = text(value);
  if (read === null || /^-?none-?$/i.test(read)) return missing;
  return table.find(([, ...values]) => values.includes(read))?.[0] ?? unknownValue;
};

const writePick = (table: Table, value: unknown): string | null =>
  table.find(([name]) => name === value)?.[1] ?? null;

export const taskRecordMapping: RecordMapping = {
  fromRecord(fields) {
    return {
      subject: text(fields['Subject']),
      // A status of the organisation's own making says at least that someone has taken the task up.
      status: readPick(STATUS, fields['Status'], 'notStarted', 'inProgress'),
      priority: readPick(PRIORITY, fields['Priority'], 'normal', 'normal'),
      dueDate: dateOf(text(fields['Due_Date']) ?? ''),
      reminderAt: instantOf(TRIGGER.exec(alarmOf(fields) ?? '')?.[1] ?? ''),
      alarm: alarmOf(fields),
      closedAt: instantOf(text(fields['Closed_Time']) ?? ''),
      description: longText(fields['Description']),
    };
  },

  toRecord(changes, current) {
    const written: Record<string, Json> = {};
    if ('subject' in changes) written['Subject'] = stringOrNull(changes['subject']);
    if ('status' in changes) written['Status'] = writePick(STATUS, changes['status']);
    if ('priority' in changes) written['Priority'] = writePick(PRIORITY, changes['priority']);
    if ('dueDate' in changes) written['Due_Date'] = stringOrNull(changes['dueDate']);
    if ('description' in changes) written['Description'] = stringOrNull(changes['description']);
    if ('closedAt' in changes) {
      const at = stringOrNull(changes['closedAt']);
      written['Closed_Time'] = at === null ? null : crmInstant(at);
    }
    if ('reminderAt' in changes) {
      const at = stringOrNull(changes['reminderAt']);
      written['Remind_At'] = at === null ? null : { ALARM: alarmAt(at, stringOrNull(current?.['alarm'])) };
    }
    return written;
  },
};

const TRIGGER = /TRIGGER=DATE-TIME:([^;]+)/i;

function alarmOf(fields: RecordFields): string | null {
  const alarm = fields['Remind_At'];
  return isObject(alarm) ? text(alarm['ALARM']) : null;
}

/** The alarm of before at another time, so that somebody who is reminded by mail stays so; a pop-up for a new one. */
function alarmAt(instant: string, before: string | null): string {
  const trigger = `TRIGGER=DATE-TIME:${crmInstant(instant)}`;
  return before !== null && TRIGGER.test(before)
    ? before.replace(TRIGGER, trigger)
    : `FREQ=NONE;ACTION=POPUP;${trigger}`;
}
