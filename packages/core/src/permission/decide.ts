import { numberOf, type PermissionName } from './catalogue.ts';
import type { CompiledProfile } from './compile.ts';
import type { DecisionContext } from './context.ts';
import { moduleRights, type ModuleRight, type ModuleRights } from './module-rights.ts';
import type { ModuleName } from './modules.ts';
import { decidePermission, holds, type Switches } from './permission-decision.ts';
import { USER_INACTIVE, type Decision, type RecordAction, type Refused } from './rule.ts';
import { decideSync, type SyncGrant } from './sync-grant.ts';
import type { SyncModule } from './sync-module.ts';

/**
 * By which function a record is reached. Left out for the pages of the CRM itself. `api` also needs API Access.
 * Sheet, import and export are the functions in which overrides count; elsewhere they change nothing.
 */
export type Via = 'api' | 'sheet' | 'import' | 'export';

/** Is this switch of the profile in effect? */
export interface PermissionRequest {
  readonly kind: 'permission';
  readonly permission: PermissionName;
}

/** May the user do this with records of the module? */
export interface RecordRequest {
  readonly kind: 'record';
  readonly module: ModuleName;
  readonly action: RecordAction;
  readonly via?: Via | undefined;
  /** False when the record belongs to another user: then access to everyone's records is asked for too. */
  readonly owned?: boolean | undefined;
}

/** May the user read or write this field? Includes the question about the record: a write needs Create or Edit. */
export interface FieldRequest {
  readonly kind: 'field';
  readonly module: ModuleName;
  /** API name of the field. */
  readonly field: string;
  readonly access: 'read' | 'write';
  readonly via?: Via | undefined;
}

/** May the user's sync of this module run? */
export interface SyncRequest {
  readonly kind: 'sync';
  readonly syncModule: SyncModule;
}

export type DecisionRequest = PermissionRequest | RecordRequest | FieldRequest | SyncRequest;

const API_ACCESS = numberOf('Crm_Implied_Api_Access');
const ACCESS_ALL_RECORDS = numberOf('Crm_Implied_Access_All_Records');

/**
 * May this user do this now, and which rule says so. The one place where grants are decided: pages, the API, the
 * sync and its status all ask here, so they all show the same reason. Allocates nothing; answers are shared and
 * frozen. Asking about a permission or module that does not exist throws: parse names where they come in.
 */
export function decide(context: DecisionContext, request: SyncRequest): SyncGrant;
export function decide(context: DecisionContext, request: DecisionRequest): Decision;
export function decide(context: DecisionContext, request: DecisionRequest): Decision {
  if (request.kind === 'sync') return decideSync(context, request.syncModule);
  if (!context.user.active) return USER_INACTIVE;
  const { profile } = context;
  switch (request.kind) {
    case 'permission':
      return decidePermission(profile.switches, numberOf(request.permission));
    case 'record':
      return decideRecord(profile, request.module, request.action, request.via, request.owned ?? true);
    case 'field':
      return decideField(profile, request);
  }
}

function decideRecord(
  profile: CompiledProfile,
  module: ModuleName,
  action: RecordAction,
  via: Via | undefined,
  owned: boolean,
): Decision {
  const decision = decideAction(profile.switches, moduleRights(module), action, via, owned);
  // Importing for others has a permission of its own.
  if (!decision.granted || owned || via === 'import') return decision;
  const everyone = decidePermission(profile.switches, ACCESS_ALL_RECORDS);
  return everyone.granted ? decision : everyone;
}

function decideAction(
  switches: Switches,
  rights: ModuleRights,
  action: RecordAction,
  via: Via | undefined,
  owned: boolean,
): Decision {
  const right = rights[action];
  const notOffered = rights.notOffered[action];
  switch (via) {
    case undefined:
      return decideRight(switches, right, notOffered);
    case 'api': {
      const access = decidePermission(switches, API_ACCESS);
      return access.granted ? decideRight(switches, right, notOffered) : access;
    }
    case 'sheet':
      return decideBoth(switches, rights.sheet, inSheet(rights, action), notOffered);
    case 'import': {
      if (action === 'delete') return notOffered;
      const importing = owned ? rights.import : rights.importOrganisation;
      return action === 'create'
        ? decideRight(switches, importing, notOffered)
        : decideBoth(switches, importing, right, notOffered);
    }
    case 'export':
      return action === 'view' ? decideBoth(switches, right, rights.export, notOffered) : notOffered;
  }
}

function inSheet(rights: ModuleRights, action: RecordAction): ModuleRight {
  if (action === 'create') return rights.createInSheet;
  return action === 'edit' ? rights.editInSheet : rights[action];
}

function decideBoth(
  switches: Switches,
  first: ModuleRight,
  second: ModuleRight,
  notOffered: Refused,
): Decision {
  const decision = decideRight(switches, first, notOffered);
  return decision.granted ? decideRight(switches, second, notOffered) : decision;
}

function decideRight(switches: Switches, { number, standIns }: ModuleRight, notOffered: Refused): Decision {
  if (number === undefined) return notOffered;
  const decision = decidePermission(switches, number);
  if (decision.granted) return decision;
  for (const standIn of standIns) if (holds(switches, standIn.number)) return standIn.granted;
  return decision;
}

function decideField(profile: CompiledProfile, { module, field, access, via }: FieldRequest): Decision {
  const record =
    access === 'read'
      ? decideRecord(profile, module, 'view', via, true)
      : decideWriting(profile, module, via);
  if (!record.granted) return record;
  const restricted = profile.fields.get(module)?.get(field);
  if (restricted === undefined) return record;
  if (restricted.restriction === 'hidden') return restricted.refusal;
  if (access === 'read') return record;
  const rights = moduleRights(module);
  return mayWriteReadOnly(profile, rights, via) ? rights.readOnlyOverride : restricted.refusal;
}

/** A field can be written while editing or while creating. When neither is allowed, Edit's refusal is told. */
function decideWriting(profile: CompiledProfile, module: ModuleName, via: Via | undefined): Decision {
  const edit = decideRecord(profile, module, 'edit', via, true);
  if (edit.granted) return edit;
  const create = decideRecord(profile, module, 'create', via, true);
  return create.granted ? create : edit;
}

/** Import and Sheet View together open read-only fields, in sheets and imports. */
function mayWriteReadOnly(
  { switches }: CompiledProfile,
  rights: ModuleRights,
  via: Via | undefined,
): boolean {
  if (via !== 'sheet' && via !== 'import') return false;
  const { sheet, import: importing } = rights;
  return (
    sheet.number !== undefined &&
    importing.number !== undefined &&
    holds(switches, sheet.number) &&
    holds(switches, importing.number)
  );
}
