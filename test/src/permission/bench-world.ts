import {
  CATALOGUE,
  MODULE_NAMES,
  prepareRequest,
  type FieldRestriction,
  type PreparedRequest,
  type Profile,
} from '@syncgrant/core';
import { ACTIONS, VIAS, type ProfileRequest } from './casl-ability.ts';

/** A large organisation: many profiles, each with settings for many fields. */

const PROFILES = 30;
/** As many as 60 modules of 200 fields have; they are spread over the modules that there are. */
const FIELDS = 60 * 200;
export const FIELDS_PER_MODULE = Math.ceil(FIELDS / MODULE_NAMES.length);

export const fieldName = (number: number) => `Field_${number}`;

/** One field in ten is hidden and two in ten are read-only, others in every profile. */
function restrictionOf(field: number, profile: number): FieldRestriction | undefined {
  const turn = (field + profile) % 10;
  if (turn === 0) return 'hidden';
  return turn < 3 ? 'read_only' : undefined;
}

function profileOf(number: number): Profile {
  const restrictions = Object.fromEntries(
    Array.from({ length: FIELDS_PER_MODULE }, (_, field) => ({
      field,
      is: restrictionOf(field, number),
    })).flatMap(({ field, is }) => (is === undefined ? [] : [[fieldName(field), is]])),
  );
  return {
    id: String(number),
    name: `Profile ${number}`,
    description: '',
    kind: 'custom',
    enabled: CATALOGUE.permissions
      .filter((permission) => (permission.number * 7 + number) % 13 !== 0)
      .map(({ name }) => name),
    fieldAccess: Object.fromEntries(MODULE_NAMES.map((module) => [module, restrictions])),
  };
}

export const largeProfiles = (): readonly Profile[] =>
  Array.from({ length: PROFILES }, (_, number) => profileOf(number));

/** Walks through a list in steps, so that neighbours differ. */
export function pick<T>(list: readonly T[], step: number): T {
  const found = list[step % list.length];
  if (found === undefined) throw new RangeError('Nothing to pick from');
  return found;
}

/** A question and the form in which `decide` is asked it. */
export interface AskedQuestion {
  readonly request: ProfileRequest;
  readonly asked: ProfileRequest | PreparedRequest;
}

const asWritten = (request: ProfileRequest): AskedQuestion => ({ request, asked: request });
const prepared = (request: Exclude<ProfileRequest, { kind: 'field' }>): AskedQuestion => ({
  request,
  asked: prepareRequest(request),
});

const COUNT = 60;
export const series = <T>(make: (number: number) => T): readonly T[] =>
  Array.from({ length: COUNT }, (_, number) => make(number));

const permissions = series(
  (n) => ({ kind: 'permission', permission: pick(CATALOGUE.permissions, n * 37).name }) as const,
);
const records = series(
  (n) =>
    ({
      kind: 'record',
      module: pick(MODULE_NAMES, n * 5),
      action: pick(ACTIONS, n),
      via: VIAS[n % VIAS.length],
    }) as const,
);
const othersRecords = records.map((request) => ({ ...request, owned: false }));
const fields = series(
  (n) =>
    ({
      kind: 'field',
      module: pick(MODULE_NAMES, n * 5),
      field: fieldName((n * 77) % FIELDS_PER_MODULE),
      access: n % 4 === 0 ? 'write' : 'read',
      via: VIAS[n % VIAS.length],
    }) as const,
);

const mixed = (...kinds: readonly (readonly AskedQuestion[])[]): readonly AskedQuestion[] =>
  series((n) => pick(pick(kinds, n), n));

/** The questions of the benchmark. Prepared ones have been looked up beforehand; those about fields cannot be. */
export const QUESTIONS = {
  'permission, prepared': permissions.map(prepared),
  'permission, as written': permissions.map(asWritten),
  'record, prepared': records.map(prepared),
  'record, as written': records.map(asWritten),
  "other user's record, prepared": othersRecords.map(prepared),
  'field, as written': fields.map(asWritten),
  'mixed, prepared where possible': mixed(
    permissions.map(prepared),
    records.map(prepared),
    fields.map(asWritten),
  ),
  'mixed, as written': mixed(permissions.map(asWritten), records.map(asWritten), fields.map(asWritten)),
} satisfies Readonly<Record<string, readonly AskedQuestion[]>>;
