import type { FieldMeta, RecordValues } from '@syncgrant/core';
import type { Refusal } from '../http/answer.ts';
import { refusedBy } from '../http/no-permission.ts';
import type { RecordAccess } from './record-access.ts';

/**
 * A new record would lack something mandatory because the caller does not see the field that would give it. `giverOf` says which
 * field of the old record that is.
 */
export function refusedUnseen(
  records: RecordAccess,
  fields: readonly FieldMeta[],
  values: RecordValues,
  giverOf: (field: string) => string | undefined,
): Refusal | null {
  for (const { apiName, mandatory } of fields) {
    const giver = giverOf(apiName);
    if (!mandatory || giver === undefined || apiName in values) continue;
    const refused = refusedBy(records.decideRead(giver));
    if (refused !== null) return refused;
  }
  return null;
}
