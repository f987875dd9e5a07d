import { keysOf } from './keys-of.ts';

/** What an edition of the CRM includes. `customProfiles` is how many profiles may be cloned in it. */
export const EDITIONS = {
  Free: { paid: false, customProfiles: 0 },
  Professional: { paid: true, customProfiles: 15 },
  Enterprise: { paid: true, customProfiles: 25 },
} as const;

export type Edition = keyof typeof EDITIONS;

export const EDITION_NAMES: readonly Edition[] = keysOf(EDITIONS);

/** Where an organisation's data lives, and whether the Microsoft integration is offered there. */
export const DATA_CENTERS = {
  US: { label: 'United States', microsoft: true },
  EU: { label: 'Europe', microsoft: true },
  IN: { label: 'India', microsoft: true },
  AU: { label: 'Australia', microsoft: true },
  JP: { label: 'Japan', microsoft: true },
  CA: { label: 'Canada', microsoft: true },
  SA: { label: 'Saudi Arabia', microsoft: true },
  CN: { label: 'China', microsoft: false },
} as const;

export type DataCenter = keyof typeof DATA_CENTERS;

export const DATA_CENTER_NAMES: readonly DataCenter[] = keysOf(DATA_CENTERS);

/** Why the Microsoft integration does not exist for an organisation. */
export type AvailabilityRule =
  | { readonly code: 'data_center'; readonly dataCenter: DataCenter }
  | { readonly code: 'edition'; readonly edition: Edition };

/** A refusal by availability; a `Decision` like any other. */
export interface Unavailable {
  readonly granted: false;
  readonly rule: AvailabilityRule;
}

export type Availability =
  | { readonly available: true }
  | { readonly available: false; readonly refusal: Unavailable };

const AVAILABLE: Availability = Object.freeze({ available: true });

const unavailable = (rule: AvailabilityRule): Availability =>
  Object.freeze({
    available: false,
    refusal: Object.freeze({ granted: false, rule: Object.freeze(rule) }),
  });

const BY_DATA_CENTER: ReadonlyMap<DataCenter, Availability> = new Map(
  DATA_CENTER_NAMES.map((dataCenter) => [
    dataCenter,
    DATA_CENTERS[dataCenter].microsoft ? AVAILABLE : unavailable({ code: 'data_center', dataCenter }),
  ]),
);
const BY_EDITION: ReadonlyMap<Edition, Availability> = new Map(
  EDITION_NAMES.map((edition) => [
    edition,
    EDITIONS[edition].paid ? AVAILABLE : unavailable({ code: 'edition', edition }),
  ]),
);

/**
 * Whether the Microsoft integration exists for an organisation at all: in paid editions, in every data centre
 * but CN. The data centre is named first, because no edition helps where the integration is not offered.
 */
export function microsoftAvailability(edition: Edition, dataCenter: DataCenter): Availability {
  const there = BY_DATA_CENTER.get(dataCenter) ?? unavailable({ code: 'data_center', dataCenter });
  if (!there.available) return there;
  return BY_EDITION.get(edition) ?? unavailable({ code: 'edition', edition });
}
