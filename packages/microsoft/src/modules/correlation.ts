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
  return `$filter=${encodeURIComponent(filter)}&${WITH_CORRELATION}`;
}

/** The query that returns items with the property, those that carry it. */
export const WITH_CORRELATION = `$expand=${encodeURIComponent(`singleValueExtendedProperties($filter=id eq '${PROPERTY_ID}')`)}`;

/** Exchange compares names by case and values without it. */
export const carriesCorrelation = (row: unknown, correlationId: string): boolean =>
  correlationsOf(row).includes(correlationId.toLowerCase());

/** The correlation ids that an item carries, in lower case. */
export function correlationsOf(row: unknown): string[] {
  const properties = extended.safeParse(row).data?.singleValueExtendedProperties ?? [];
  return properties
    .filter(({ id }) => id.toLowerCase() === PROPERTY_ID.toLowerCase())
    .map(({ value }) => value.toLowerCase());
}
