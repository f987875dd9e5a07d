import {
  validateRecord,
  type Decision,
  type FieldMeta,
  type RecordModule,
  type RecordValues,
  type Via,
} from '@syncgrant/core';
import { readUser, type RecordRow } from '@syncgrant/store';
import type { Caller } from '../http/caller.ts';
import { ModuleDecisions } from './module-decisions.ts';
import { danglingReference, idOf } from './references.ts';
import { withRowIds } from './row-ids.ts';
import { invalid, noPermissionFor, type WrongRecord } from './wrong-record.ts';

/** A record's values, ready to be stored. */
export interface CheckedRecord {
  readonly ok: true;
  readonly fields: RecordValues;
  /** Left out when the owner stays. */
  readonly ownerId?: string;
}

/**
 * Checks one record of a request, new or a change of `current`: may the caller write each field, do the values fit, does
 * what they refer to exist. `metas` are the module's fields as the organisation has them, `index` is the record's place in the
 * request, for the paths that errors name.
 */
export async function checkRecord(
  caller: Caller,
  module: RecordModule,
  metas: readonly FieldMeta[],
  given: RecordValues,
  index: number,
  current: RecordRow | null,
  via?: Via,
): Promise<CheckedRecord | WrongRecord> {
  const decisions = new ModuleDecisions(caller.context, module, via);
  const refused = refusedField(decisions, Object.keys(given), index);
  if (refused !== null) return refused;
  const mode =
    current === null ? ({ kind: 'create' } as const) : ({ kind: 'update', current: current.fields } as const);
  const valid = validateRecord(module, given, mode, metas);
  if (!valid.ok) return invalid(valid.errors, index);

  const { Owner: owner, ...checked } = valid.fields;
  const fields = await withRowIds(caller.tenant, module, checked);
  const dangling = await danglingReference(caller.tenant, module, fields, given['$se_module']);
  if (dangling !== null) return invalid([dangling], index);
  if (!('Owner' in valid.fields)) return { ok: true, fields };
  const decision = decideGiving(decisions, via);
  return checkOwner(caller, decision, idOf(owner), fields, index, current);
}

/** The first field that the caller may not write. Fields that do not exist are told by the validation. */
export function refusedField(
  decisions: ModuleDecisions,
  fields: readonly string[],
  index: number,
): WrongRecord | null {
  for (const field of fields) {
    const decision = decisions.decideWrite(field);
    if (!decision.granted && 'field' in decision.rule) {
      return noPermissionFor(decision, { api_name: field, json_path: `$.data[${index}].${field}` });
    }
  }
  return null;
}

/** Whoever gives a record to somebody else needs to be allowed to; nobody can be left without an owner. */
async function checkOwner(
  { tenant, facts }: Caller,
  decision: Decision,
  ownerId: string | null,
  fields: RecordValues,
  index: number,
  current: RecordRow | null,
): Promise<CheckedRecord | WrongRecord> {
  if (ownerId === (current?.owner_id ?? facts.user.id)) return { ok: true, fields };
  const owner = ownerId === null ? null : await readUser(tenant, ownerId);
  if (owner?.status !== 'active') {
    const message = 'Owner must be an active user.';
    return invalid(
      [{ apiName: 'Owner', code: 'INVALID_DATA', message, details: {}, path: 'Owner.id' }],
      index,
    );
  }
  if (!decision.granted) {
    return noPermissionFor(decision, { api_name: 'Owner', json_path: `$.data[${index}].Owner` });
  }
  return { ok: true, fields, ownerId: owner.id };
}

/** May the caller make a record somebody else's? An import asks for the permission to import for others instead. */
function decideGiving(decisions: ModuleDecisions, via: Via | undefined): Decision {
  if (via === 'import') return decisions.decide('create', false);
  return decisions.decideFunction('Change_Owner') ?? decisions.decide('edit', false);
}
