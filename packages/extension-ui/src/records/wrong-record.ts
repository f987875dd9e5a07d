import { Refusal } from '../http/answer.ts';
import { explain, type FieldError, type Refused } from '@syncgrant/core';

/** What is wrong with one record of a request, in the dialect's words. */
export interface WrongRecord {
  readonly ok: false;
  readonly status: 400 | 403 | 412;
  readonly answer: {
    readonly code: string;
    readonly details: Record<string, unknown>;
    readonly message: string;
    readonly status: 'error';
  };
}

export const wrong = (
  status: 400 | 403 | 412,
  code: string,
  message: string,
  details: Record<string, unknown>,
): WrongRecord => ({ ok: false, status, answer: { code, details, message, status: 'error' } });

/** A decision against an item: `where` names the field and its place in the request, as far as there is one. */
export function noPermissionFor(decision: Refused, where: Record<string, unknown>): WrongRecord {
  const { rule, message } = explain(decision, 'subject');
  return wrong(403, 'NO_PERMISSION', message, {
    ...where,
    rule: rule.code,
    permissions: 'permission' in rule ? [rule.permission] : [],
  });
}

/** Fields with values that do not fit. `index` is the record's place in the request. */
export function invalid(
  [first, ...others]: readonly [FieldError, ...FieldError[]],
  index: number,
): WrongRecord {
  const told = ({ apiName, path, details }: FieldError) => ({
    ...details,
    api_name: apiName,
    json_path: `$.data[${index}].${path}`,
  });
  if (others.length === 0) return wrong(400, first.code, first.message, told(first));
  const errors = [first, ...others].map((error) => ({
    code: error.code,
    message: error.message,
    details: told(error),
    status: 'error',
  }));
  const message = errors.map((error) => error.message).join(' ');
  return wrong(400, 'MULTIPLE_OR_MULTI_ERRORS', message, { ...told(first), errors });
}

/** What does not exist and what the caller does not reach get this same answer. */
export const unknownRecord = (where: Record<string, unknown>): WrongRecord =>
  wrong(400, 'INVALID_DATA', 'The id given seems to be invalid.', where);

/** The refusal of a request that is about this item alone. */
export const refusedAlone = ({ status, answer: { code, message, details } }: WrongRecord): Refusal =>
  new Refusal(status, code, message, details);
