import {
  decide,
  explain,
  parsePermissionName,
  validateRecord,
  type FieldError,
  type RecordModule,
  type RecordValues,
  type Refused,
} from '@syncgrant/core';
import { readRecord, readUser, type RecordRow } from '@syncgrant/store';
import type { Caller } from '../http/caller.ts';
import { mayWrite } from './field-access.ts';

/** A record's values, ready to be stored. */
export interface CheckedRecord {
  readonly ok: true;
  readonly fields: RecordValues;
  /** Left out when the owner stays. */
  readonly ownerId?: string;
}

/** What is wrong with one record of a request, in the dialect's words. */
export interface WrongRecord {
  readonly ok: false;
  readonly status: 400 | 403;
  readonly answer: {
    readonly code: string;
    readonly details: Record<string, unknown>;
    readonly message: string;
    readonly status: 'error';
  };
}

/**
 * Checks one record of a request, new or a change of `current`: may the caller write each field, do the values fit, does
 * what they refer to exist. `index` is the record's place in the request, for the paths that errors name.
 */
export async function checkRecord(
  caller: Caller,
  module: RecordModule,
  given: RecordValues,
  index: number,
  current: RecordRow | null,
): Promise<CheckedRecord | WrongRecord> {
  const refused = refusedField(caller, module, given);
  if (refused !== null) return noPermissionFor(refused.decision, refused.field, index);
  const mode =
    current === null ? ({ kind: 'create' } as const) : ({ kind: 'update', current: current.fields } as const);
  const valid = validateRecord(module, given, mode);
  if (!valid.ok) return invalid(valid.errors, index);

  const { Owner: owner, ...fields } = valid.fields;
  const dangling = await danglingContact(caller, module, fields);
  if (dangling !== null) return invalid([dangling], index);
  if (!('Owner' in valid.fields)) return { ok: true, fields };
  return checkOwner(caller, module, idOf(owner), fields, index, current);
}

/** The first field that the caller may not write. Fields that do not exist are told by the validation. */
function refusedField({ context }: Caller, module: RecordModule, given: RecordValues) {
  for (const field of Object.keys(given)) {
    const decision = mayWrite(context, module, field);
    if (!decision.granted && 'field' in decision.rule) return { field, decision };
  }
  return null;
}

function noPermissionFor(decision: Refused, field: string, index: number): WrongRecord {
  const { rule, message } = explain(decision);
  return wrong(403, 'NO_PERMISSION', message, {
    api_name: field,
    json_path: `$.data[${index}].${field}`,
    rule: rule.code,
    permissions: 'permission' in rule ? [rule.permission] : [],
  });
}

const wrong = (
  status: 400 | 403,
  code: string,
  message: string,
  details: Record<string, unknown>,
): WrongRecord => ({ ok: false, status, answer: { code, details, message, status: 'error' } });

function invalid([first, ...others]: readonly [FieldError, ...FieldError[]], index: number): WrongRecord {
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

const idOf = (reference: unknown): string | null =>
  typeof reference === 'object' && reference !== null && 'id' in reference && typeof reference.id === 'string'
    ? reference.id
    : null;

/** A contact that is referred to must exist in the organisation; another organisation's does not. */
async function danglingContact(
  { tenant }: Caller,
  module: RecordModule,
  fields: RecordValues,
): Promise<FieldError | null> {
  const id = module === 'Contacts' ? null : idOf(fields['Who_Id']);
  if (id === null || (await readRecord(tenant, { module: 'Contacts', id })) !== null) return null;
  const message = 'Contact Name refers to a contact that does not exist.';
  return { apiName: 'Who_Id', code: 'INVALID_DATA', message, details: {}, path: 'Who_Id.id' };
}

/** Whoever gives a record to somebody else needs to be allowed to; nobody can be left without an owner. */
async function checkOwner(
  caller: Caller,
  module: RecordModule,
  ownerId: string | null,
  fields: RecordValues,
  index: number,
  current: RecordRow | null,
): Promise<CheckedRecord | WrongRecord> {
  const { tenant, context, facts } = caller;
  if (ownerId === (current?.owner_id ?? facts.user.id)) return { ok: true, fields };
  const owner = ownerId === null ? null : await readUser(tenant, ownerId);
  if (owner?.status !== 'active') {
    const message = 'Owner must be an active user.';
    return invalid(
      [{ apiName: 'Owner', code: 'INVALID_DATA', message, details: {}, path: 'Owner.id' }],
      index,
    );
  }
  const permission = parsePermissionName(`Crm_Implied_Change_Owner_${module}`);
  const decision =
    permission === undefined
      ? decide(context, { kind: 'record', module, action: 'edit', owned: false })
      : decide(context, { kind: 'permission', permission });
  if (!decision.granted) return noPermissionFor(decision, 'Owner', index);
  return { ok: true, fields, ownerId: owner.id };
}
