import { checkAlarm, checkParticipants, checkReminders, checkRule } from './activity-value.ts';
import { accept, checkList, expected, isObject, refuse, type CheckedValue } from './checked-value.ts';
import type { FieldMeta } from './field-meta.ts';
import { checkInteger, checkNumber } from './number-value.ts';
import { checkEmail, checkText, checkWebsite } from './text-value.ts';
import { checkDate, checkInstant } from './time-value.ts';

/** Checks a value that is not empty and brings it into the form in which it is stored. */
export function checkValue(meta: FieldMeta, value: unknown): CheckedValue {
  switch (meta.dataType) {
    case 'text':
    case 'textarea':
    case 'phone':
      return checkText(meta, value);
    case 'email':
      return checkEmail(meta, value);
    case 'website':
      return checkWebsite(meta, value);
    case 'picklist':
      return checkPick(meta, value);
    case 'multiselectpicklist':
      return checkPicks(meta, value);
    case 'boolean':
      return typeof value === 'boolean' ? accept(value) : expected('boolean', 'must be true or false');
    case 'integer':
      return checkInteger(meta, value);
    case 'double':
    case 'currency':
    case 'percent':
      return checkNumber(meta, value);
    case 'date':
      return checkDate(value);
    case 'datetime':
      return checkInstant(value);
    case 'lookup':
    case 'ownerlookup':
    case 'bigint':
      return checkReference(value);
    case 'autonumber':
    case 'formula':
      return refuse('is written by the system alone', {});
    case 'profileimage':
      return refuse('is uploaded', {});
    case 'subform':
      return checkList(value, MOST_ROWS, (row) => checkRow(meta, row));
    case 'jsonarray':
      return checkParticipants(value);
    case 'multireminder':
      return checkReminders(value);
    case 'ALARM':
      return checkAlarm(value);
    case 'RRULE':
      return checkRule(value);
  }
}

/** Empty fields are stored as null, whatever they came as. */
export const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

const MOST_ROWS = 200;
const ID = /^[0-9]{1,19}$/;

function checkPick(meta: FieldMeta, value: unknown): CheckedValue {
  if (typeof value === 'string' && meta.pickListValues.includes(value)) return accept(value);
  return refuse(`must be one of ${meta.pickListValues.join(', ')}`, {
    supported_values: meta.pickListValues,
  });
}

function checkPicks(meta: FieldMeta, value: unknown): CheckedValue {
  if (!Array.isArray(value)) return expected('jsonarray', 'must be a list');
  for (const [index, each] of (value as readonly unknown[]).entries()) {
    const checked = checkPick(meta, each);
    if (!checked.ok) return { ...checked, path: `[${index}]` };
  }
  return accept([...new Set<unknown>(value)]);
}

/** An id alone or an object with one; whose name it has is looked up, not believed. */
function checkReference(value: unknown): CheckedValue {
  const id = isObject(value) ? value['id'] : value;
  return typeof id === 'string' && ID.test(id)
    ? accept({ id })
    : expected('jsonobject', 'must be an object with an id');
}

/** One row of a subform: known fields, each checked like a field of a record, and none missing. */
function checkRow({ subform }: FieldMeta, row: Readonly<Record<string, unknown>>): CheckedValue {
  const fields: Record<string, unknown> = {};
  for (const [apiName, value] of Object.entries(row)) {
    if (apiName === 'id' && typeof value === 'string' && ID.test(value)) {
      fields['id'] = value;
      continue;
    }
    const meta = subform.find((known) => known.apiName === apiName);
    if (meta === undefined) return refuse(`has no field ${apiName} in its rows`, {}, `.${apiName}`);
    if (meta.readOnly || isEmpty(value)) continue;
    const checked = checkValue(meta, value);
    if (!checked.ok) return { ...checked, path: `.${apiName}${checked.path ?? ''}` };
    fields[apiName] = checked.value;
  }
  const missing = subform.find(({ mandatory, apiName }) => mandatory && !(apiName in fields));
  return missing === undefined
    ? accept(fields)
    : refuse(`needs ${missing.label} in every row`, {}, `.${missing.apiName}`);
}
