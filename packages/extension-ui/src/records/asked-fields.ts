import { findField } from '@syncgrant/core';
import { Refusal } from '../http/answer.ts';
import { refusedBy } from '../http/no-permission.ts';
import type { RecordAccess } from './record-access.ts';

const MOST_FIELDS = 50;

/** Refuses names of fields that do not exist, and too many of them. Hidden ones are left out of the answer instead. */
export function refusedFields({ module }: RecordAccess, fields: readonly string[] = []): Refusal | null {
  const unknown = fields.find((field) => findField(module, field) === undefined);
  if (unknown !== undefined) {
    const details = { param_name: 'fields', rule: 'names a field that does not exist' };
    return new Refusal(400, 'INVALID_DATA', `There is no field ${unknown} in ${module}.`, details);
  }
  if (fields.length <= MOST_FIELDS) return null;
  const details = { param_name: 'fields', limit: MOST_FIELDS };
  return new Refusal(400, 'LIMIT_EXCEEDED', `At most ${MOST_FIELDS} fields can be asked for.`, details);
}

/** A list that is sorted or searched by a field tells what is in it, so that takes the right to see it. */
export function refusedUse(records: RecordAccess, fields: readonly string[]): Refusal | null {
  const hidden = fields.find((field) => !records.mayRead(field));
  return hidden === undefined ? null : refusedBy(records.decideRead(hidden));
}
