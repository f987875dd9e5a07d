import { derivedValue, findField, type Condition, type RecordValues } from '@syncgrant/core';
import type { RecordRow } from '@syncgrant/store';
import type { RecordAccess } from './record-access.ts';

export interface Match {
  readonly row: RecordRow;
  /** The fields in which the record holds the same. */
  readonly fields: readonly string[];
}

/**
 * Records that hold the same text as `values` in one of the fields, oldest first, at most `limit`. Records and fields that the
 * caller may not see take no part.
 */
export async function matchingRecords(
  records: RecordAccess,
  values: RecordValues,
  fields: readonly string[],
  limit: number,
): Promise<{ readonly matches: readonly Match[]; readonly more: boolean }> {
  const parts = fields.flatMap((name): Condition[] => {
    const field = findField(records.module, name);
    const value = comparable(values[name]);
    if (field === undefined || value === '' || !records.mayRead(name)) return [];
    return [{ kind: 'condition', field, operator: 'equals', values: [value] }];
  });
  if (parts.length === 0) return { matches: [], more: false };
  const { rows, more } = await records.page({
    filter: { kind: 'criteria', criteria: { kind: 'group', join: 'or', parts } },
    order: 'asc',
    limit,
  });
  const matches = rows.map((row) => ({
    row,
    fields: parts
      .map(({ field }) => field.apiName)
      .filter((name) => same(derivedValue(row.module, name, row.fields), values[name])),
  }));
  return { matches, more };
}

const comparable = (value: unknown): string =>
  typeof value === 'string' && !value.includes('\u0000') ? value.trim() : '';

const same = (one: unknown, other: unknown): boolean =>
  comparable(one).toLowerCase() === comparable(other).toLowerCase();
