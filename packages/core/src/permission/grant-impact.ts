import { CATALOGUE, type Permission, type PermissionName } from './catalogue.ts';
import type { CompiledProfile } from './compile.ts';
import type { DecisionContext } from './context.ts';
import { decide } from './decide.ts';
import { gives, restrictedFields } from './exceeding.ts';
import { MODULE_NAMES, moduleNumberOf, type ModuleName } from './modules.ts';
import type { FieldRestriction } from './profile.ts';
import type { Via } from './request.ts';
import type { RecordAction, Rule } from './rule.ts';
import { decideSync, type SyncGrant } from './sync-grant.ts';
import { SYNC_MODULE_NAMES, type SyncModule } from './sync-module.ts';

/** What users gain and lose when their grants rest on something else: another profile, status, edition or data centre. */
export interface GrantImpact {
  /** A restriction is lost by being switched on. */
  readonly permissions: GainAndLoss<PermissionName>;
  /** Modules whose records are reached differently. */
  readonly modules: readonly ModuleImpact[];
  readonly fields: readonly FieldImpact[];
  readonly syncs: readonly SyncImpact[];
}

export interface GainAndLoss<T> {
  readonly gained: readonly T[];
  readonly lost: readonly T[];
}

/** What can be done with a user's own records of a module, on pages or by a function in which overrides count. */
export interface ModuleRightName {
  readonly action: RecordAction;
  readonly via: Exclude<Via, 'api'> | undefined;
}

export interface ModuleImpact extends GainAndLoss<ModuleRightName> {
  readonly module: ModuleName;
}

export type FieldOpenness = FieldRestriction | 'read_write';

/** What may be done with a field of a record that is open, and what in sheets and imports. */
export interface FieldImpact {
  readonly module: ModuleName;
  readonly field: string;
  readonly before: FieldOpenness;
  readonly after: FieldOpenness;
  readonly inRows: { readonly before: FieldOpenness; readonly after: FieldOpenness };
}

export type SyncEffect = 'create' | 'edit' | 'delete';

export interface SyncImpact {
  readonly syncModule: SyncModule;
  /** `changes`: it may run before and after, with other effects. `stays_refused`: for another reason. */
  readonly change: 'lost' | 'gained' | 'changes' | 'stays_refused';
  readonly before: SyncGrant;
  readonly after: SyncGrant;
  /** What a sync may do to CRM records from now on, and what no more. */
  readonly effects: GainAndLoss<SyncEffect>;
}

/**
 * Compares two grounds for the same users' grants. Only what is effective counts: a switch whose parent is off gives nothing,
 * and what an override stands in for is not lost with its own switch.
 */
export function grantImpact(before: DecisionContext, after: DecisionContext): GrantImpact {
  return {
    permissions: permissionImpact(before, after),
    modules: MODULE_NAMES.flatMap((module) => moduleImpact(module, before, after)),
    fields: MODULE_NAMES.flatMap((module) => fieldImpact(module, before.profile, after.profile)),
    syncs: SYNC_MODULE_NAMES.flatMap((syncModule) => syncImpact(syncModule, before, after)),
  };
}

/** Whether the users notice anything at all. */
export const isNothing = ({ permissions, modules, fields, syncs }: GrantImpact): boolean =>
  permissions.gained.length + permissions.lost.length + modules.length + fields.length + syncs.length === 0;

function permissionImpact(before: DecisionContext, after: DecisionContext): GainAndLoss<PermissionName> {
  const held = ({ user, profile }: DecisionContext, permission: Permission) =>
    user.active && gives(profile, permission);
  const { gained, lost } = changeOf(
    CATALOGUE.permissions,
    (permission) => held(before, permission),
    (permission) => held(after, permission),
  );
  return { gained: gained.map(({ name }) => name), lost: lost.map(({ name }) => name) };
}

const RIGHTS: readonly ModuleRightName[] = ([undefined, 'sheet', 'import', 'export'] as const).flatMap(
  (via) => (['view', 'create', 'edit', 'delete'] as const).map((action) => ({ action, via })),
);

function moduleImpact(
  module: ModuleName,
  before: DecisionContext,
  after: DecisionContext,
): readonly ModuleImpact[] {
  const may = (context: DecisionContext, right: ModuleRightName) =>
    decide(context, { kind: 'record', module, ...right }).granted;
  const change = changeOf(
    RIGHTS,
    (right) => may(before, right),
    (right) => may(after, right),
  );
  return change.gained.length + change.lost.length === 0 ? [] : [{ module, ...change }];
}

function fieldImpact(
  module: ModuleName,
  before: CompiledProfile,
  after: CompiledProfile,
): readonly FieldImpact[] {
  return [...restrictedFields(module, before, after)].flatMap((field) => {
    const [was, is] = [opennessOf(before, module, field), opennessOf(after, module, field)];
    const same = was.onPages === is.onPages && was.inRows === is.inRows;
    const inRows = { before: was.inRows, after: is.inRows };
    return same ? [] : [{ module, field, before: was.onPages, after: is.onPages, inRows }];
  });
}

function opennessOf(
  { fields }: CompiledProfile,
  module: ModuleName,
  field: string,
): { readonly onPages: FieldOpenness; readonly inRows: FieldOpenness } {
  const restricted = fields[moduleNumberOf(module)]?.get(field);
  const onPages = restricted?.restriction ?? 'read_write';
  return { onPages, inRows: restricted?.writingRows.granted === true ? 'read_write' : onPages };
}

function syncImpact(
  syncModule: SyncModule,
  before: DecisionContext,
  after: DecisionContext,
): readonly SyncImpact[] {
  const [was, is] = [decideSync(before, syncModule), decideSync(after, syncModule)];
  const effects = changeOf<SyncEffect>(['create', 'edit', 'delete'], effectOf(was), effectOf(is));
  const change = changeOfSync(was, is);
  return change === null ? [] : [{ syncModule, change, before: was, after: is, effects }];
}

function changeOfSync(was: SyncGrant, is: SyncGrant): SyncImpact['change'] | null {
  if (!was.granted) return is.granted ? 'gained' : sameRule(was.rule, is.rule) ? null : 'stays_refused';
  if (!is.granted) return 'lost';
  const same =
    was.createRecord === is.createRecord &&
    was.editRecord === is.editRecord &&
    was.deleteRecord === is.deleteRecord &&
    was.othersRecords === is.othersRecords &&
    sameSet(was.hiddenFields, is.hiddenFields) &&
    sameSet(was.readOnlyFields, is.readOnlyFields);
  return same ? null : 'changes';
}

const effectOf = (grant: SyncGrant) => (effect: SyncEffect) => grant.granted && grant[`${effect}Record`];

const sameSet = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((each) => other.has(each));

const sameRule = (one: Rule, other: Rule): boolean => JSON.stringify(one) === JSON.stringify(other);

function changeOf<T>(
  all: readonly T[],
  before: (each: T) => boolean,
  after: (each: T) => boolean,
): GainAndLoss<T> {
  return {
    gained: all.filter((each) => after(each) && !before(each)),
    lost: all.filter((each) => before(each) && !after(each)),
  };
}
