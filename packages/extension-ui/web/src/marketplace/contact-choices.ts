import { CONTACT_FIELDS, CONTACT_PROPERTIES, PROPOSED_PAIRS, type ContactPairs } from '@syncgrant/core';

/** A property of Microsoft's that a CRM field could be joined with; disabled where others take all its room. */
export interface PropertyChoice {
  readonly value: string;
  readonly label: string;
  readonly disabled: boolean;
}

/** The properties that fit a field. What it has now is never disabled. */
export function propertyChoices(pairs: ContactPairs, apiName: string): readonly PropertyChoice[] {
  const field = CONTACT_FIELDS.find((known) => known.apiName === apiName);
  const taken = (name: string): number =>
    Object.entries(pairs).filter(([other, property]) => other !== apiName && property === name).length;
  return CONTACT_PROPERTIES.filter(({ kind }) => kind === field?.kind).map(({ name, atMicrosoft, room }) => ({
    value: name,
    label: atMicrosoft,
    disabled: taken(name) >= room,
  }));
}

/** How many fields are joined otherwise than proposed. */
export const chosenOtherwise = (pairs: ContactPairs): number =>
  Object.entries(pairs).filter(([field, property]) => property !== (PROPOSED_PAIRS[field] ?? null)).length;
