import { countNewRows, findField, numberRows, type RecordModule, type RecordValues } from '@syncgrant/core';
import { newIds, type Tenant } from '@syncgrant/store';

/** The values with an id for each new row of a subform, so that a program can name the row later. */
export async function withRowIds(
  tenant: Tenant,
  module: RecordModule,
  fields: RecordValues,
): Promise<RecordValues> {
  const numbered: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (findField(module, name)?.dataType !== 'subform' || value === null) continue;
    numbered[name] = numberRows(value, await newIds(tenant, countNewRows(value)));
  }
  return { ...fields, ...numbered };
}
