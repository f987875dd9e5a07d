import { numberOf } from './catalogue.ts';
import type { DecisionContext } from './context.ts';
import { microsoftAvailability } from './edition.ts';
import { decidePermission, holds, type Switches } from './permission-decision.ts';
import type { FieldAccess, FieldRestriction } from './profile.ts';
import { EXTENSION_OFF, refuse, USER_INACTIVE, type Granted, type Refused } from './rule.ts';
import { SYNC_MODULES, type SyncModule } from './sync-module.ts';

/**
 * A sync that may run, and how far its effects on CRM records reach. Hidden fields leave neither side and are
 * never overwritten; read-only fields are exported and not written. Overrides of Sheet View and Import do not
 * reach a sync.
 */
export interface GrantedSync extends Granted {
  /** CRM records may be read for Microsoft. Always true: without View a sync is refused, not narrowed. */
  readonly export: boolean;
  readonly createRecord: boolean;
  readonly editRecord: boolean;
  readonly deleteRecord: boolean;
  /** Records of other users are seen, and edited with `editRecord`; without it they are as if they were not there. */
  readonly othersRecords: boolean;
  readonly hiddenFields: ReadonlySet<string>;
  readonly readOnlyFields: ReadonlySet<string>;
}

/** A `Decision` about a sync: carries the deciding rule either way. */
export type SyncGrant = GrantedSync | Refused;

/** A profile's own part of the answer, one per sync module. */
export type ProfileSyncGrants = Readonly<Record<SyncModule, SyncGrant>>;

function byRestriction(
  fields: Readonly<Record<string, FieldRestriction>>,
): Readonly<Record<FieldRestriction, ReadonlySet<string>>> {
  const found = { hidden: new Set<string>(), read_only: new Set<string>() };
  for (const [field, restriction] of Object.entries(fields)) found[restriction].add(field);
  return found;
}

/** What the profile alone says: its Microsoft permission first, then View of the module. */
export function compileSyncGrant(
  syncModule: SyncModule,
  switches: Switches,
  fieldAccess: FieldAccess,
): SyncGrant {
  const facts = SYNC_MODULES[syncModule];
  const microsoft = decidePermission(switches, numberOf(facts.permission));
  if (!microsoft.granted) return microsoft;
  if (!holds(switches, numberOf(facts.view))) {
    return refuse({ code: 'module_access_lost', syncModule, permission: facts.view });
  }
  const fields = byRestriction(fieldAccess[facts.module] ?? {});
  return Object.freeze({
    ...microsoft,
    export: true,
    createRecord: holds(switches, numberOf(facts.create)),
    editRecord: holds(switches, numberOf(facts.edit)),
    deleteRecord: holds(switches, numberOf(facts.delete)),
    othersRecords: holds(switches, numberOf('Crm_Implied_Access_All_Records')),
    hiddenFields: fields.hidden,
    readOnlyFields: fields.read_only,
  });
}

/**
 * Whether a user's sync of one module may run now, and with what effects. Where several things stand in the way,
 * the first of this order is the answer: data centre, edition, extension switched off, user deactivated,
 * Microsoft permission, View of the module. Allocates nothing.
 */
export function decideSync(context: DecisionContext, syncModule: SyncModule): SyncGrant {
  const { organisation, user, profile } = context;
  const availability = microsoftAvailability(organisation.edition, organisation.dataCenter);
  if (!availability.available) return availability.refusal;
  if (!organisation.microsoftExtensionEnabled) return EXTENSION_OFF;
  if (!user.active) return USER_INACTIVE;
  return profile.sync[syncModule];
}
