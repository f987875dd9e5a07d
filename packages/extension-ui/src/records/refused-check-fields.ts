import { findField } from '@syncgrant/core';
import { Refusal } from '../http/answer.ts';
import type { RecordAccess } from './record-access.ts';

const RECOGNISING: readonly string[] = ['text', 'email', 'phone', 'website'];

/** Refuses fields by which no record can be recognised as one that is there already. */
export function refusedCheckFields({ module }: RecordAccess, fields: readonly string[]): Refusal | null {
  const index = fields.findIndex((name) => !RECOGNISING.includes(findField(module, name)?.dataType ?? ''));
  if (index < 0) return null;
  const message = `${fields[index]} is no field of ${module} by which records can be recognised.`;
  return new Refusal(400, 'INVALID_DATA', message, {
    api_name: 'duplicate_check_fields',
    json_path: `$.duplicate_check_fields[${index}]`,
  });
}
