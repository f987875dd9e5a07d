import type { FieldMeta, RecordValues } from '@syncgrant/core';
import type { Refusal } from '../http/answer.ts';
import { refusedBy } from '../http/no-permission.ts';
import type { RecordAccess } from './record-access.ts';

/**
 * A new record would lack something mandatory because the caller does not see what would give it, or may not write it. `giverOf`
 * says from which field of the old record a field of the new one comes.
 */
export function refusedUnseen(
  old: RecordAccess,
  made: RecordAccess,
  { fields, values }: { readonly fields: readonly FieldMeta[]; readonly values: RecordValues },
  giverOf: (field: string) => string | undefined,
): Refusal | null {
  for (const { apiName, mandatory } of fields) {
    const giver = giverOf(apiName);
    if (!mandatory || giver === undefined || apiName in values) continue;
    const refused = refusedBy(old.decideRead(giver)) ?? refusedBy(made.decideWrite(apiName));
    if (refused !== null) return refused;
  }
  return null;
}
