import { dateOf, instantOf } from '../instants.ts';
import type { Json } from '../json.ts';
import { crmInstant, isObject, longText, stringOrNull, text, type RecordMapping } from './crm-values.ts';

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
      reminderAt: alarmInstant(fields['Remind_At']),
      description: longText(fields['Description']),
    };
  },

  toRecord(changes) {
    const written: Record<string, Json> = {};
    if ('subject' in changes) written['Subject'] = stringOrNull(changes['subject']);
    if ('status' in changes) written['Status'] = writePick(STATUS, changes['status']);
    if ('priority' in changes) written['Priority'] = writePick(PRIORITY, changes['priority']);
    if ('dueDate' in changes) written['Due_Date'] = stringOrNull(changes['dueDate']);
    if ('description' in changes) written['Description'] = stringOrNull(changes['description']);
    if ('reminderAt' in changes) {
      const at = stringOrNull(changes['reminderAt']);
      written['Remind_At'] =
        at === null ? null : { ALARM: `FREQ=NONE;ACTION=POPUP;TRIGGER=DATE-TIME:${crmInstant(at)}` };
    }
    return written;
  },
};

function alarmInstant(value: unknown): string | null {
  const alarm = isObject(value) ? text(value['ALARM']) : null;
  const trigger = /TRIGGER=DATE-TIME:([^;]+)/i.exec(alarm ?? '')?.[1];
  return trigger === undefined ? null : instantOf(trigger);
}
