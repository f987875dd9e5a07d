import { z } from 'zod';
import type { JsonObject } from './module.ts';

/**
 * The one extended property of the application. Every name is registered in each mailbox for ever and their number is
 * limited, so this must never change. https://learn.microsoft.com/graph/api/resources/extended-properties-overview
 */
const PROPERTY_ID = 'String {5e8f4d0c-6a3b-4c2e-9b71-0d2f6a7c83e4} Name SyncgrantCorrelationId';

const extended = z.looseObject({
  singleValueExtendedProperties: z.array(z.looseObject({ id: z.string(), value: z.string() })),
});

export function correlationProperty(correlationId: string): JsonObject {
  return { singleValueExtendedProperties: [{ id: PROPERTY_ID, value: correlationId }] };
}

/** The query that finds items by the property and returns it with them. */
export function correlationQuery(correlationId: string): string {
  const value = correlationId.replaceAll("'", "''");
  const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${PROPERTY_ID}' and ep/value eq '${value}')`;
  const expand = `singleValueExtendedProperties($filter=id eq '${PROPERTY_ID}')`;
  return `$filter=${encodeURIComponent(filter)}&$expand=${encodeURIComponent(expand)}`;
}

/** Exchange compares names by case and values without it. */
export function carriesCorrelation(row: unknown, correlationId: string): boolean {
  const properties = extended.safeParse(row).data?.singleValueExtendedProperties ?? [];
  return properties.some(
    ({ id, value }) =>
      id.toLowerCase() === PROPERTY_ID.toLowerCase() && value.toLowerCase() === correlationId.toLowerCase(),
  );
}
