import { createMongoAbility, subject, type MongoAbility } from '@casl/ability';
import {
  MODULE_NAMES,
  MODULES,
  parsePermissionName,
  permissionOf,
  type DecisionRequest,
  type ModuleName,
  type PermissionName,
  type Profile,
  type RecordAction,
  type Via,
} from '@syncgrant/core';

/** What a record, field or permission is asked for; a sync is no question for a profile alone. */
export type ProfileRequest = Exclude<DecisionRequest, { readonly kind: 'sync' }>;

export const ACTIONS = ['view', 'create', 'edit', 'delete'] as const;
export const VIAS = [undefined, 'api', 'sheet', 'import', 'export'] as const;

const VERBS = { view: 'View', create: 'Create', edit: 'Edit', delete: 'Delete' } as const;

/** The part of CASL's rules that is used here. */
export interface CaslRule {
  readonly action: string[];
  readonly subject: string;
  readonly fields?: string[];
  readonly inverted?: true;
  readonly conditions?: { readonly owned: true };
}

/** Actions of CASL are a function of the product and what is done in it: `sheet.edit`, `page.read`. */
const caslAction = (via: Via | undefined, action: RecordAction | 'read' | 'write') =>
  `${via ?? 'page'}.${action}`;

/**
 * A profile as rules of CASL: one allowing rule for each thing that may be done with a module, and forbidding rules
 * with the restricted fields. Written from the rules of the product, by permission names, without its decision engine.
 */
export function caslRules(profile: Profile): readonly CaslRule[] {
  const has = effective(profile.enabled);
  return [
    ...profile.enabled.filter(has).map((name) => ({ action: ['use'], subject: name })),
    ...MODULE_NAMES.flatMap((module) => moduleRules(profile, module, has)),
  ];
}

export const caslAbility = (profile: Profile): MongoAbility => createMongoAbility([...caslRules(profile)]);

/** A request in CASL's words, made once, so that comparing speeds compares deciding alone. */
export function caslQuestion(request: ProfileRequest): Parameters<MongoAbility['can']> {
  switch (request.kind) {
    case 'permission':
      return ['use', request.permission];
    case 'record': {
      const { module, action, via, owned } = request;
      return [caslAction(via, action), owned === undefined ? module : subject(module, { owned })];
    }
    case 'field':
      return [caslAction(request.via, request.access), request.module, request.field];
  }
}

type Has = (name: PermissionName | undefined) => boolean;

/** Permissions that count: on, and all above them too. */
function effective(enabled: readonly PermissionName[]): Has {
  const on = new Set(enabled);
  const has: Has = (name) => name !== undefined && on.has(name) && permissionOf(name).parents.every(has);
  return has;
}

function moduleRules(profile: Profile, module: ModuleName, has: Has): readonly CaslRule[] {
  const named = (verb: string) => parsePermissionName(`Crm_Implied_${verb}_${MODULES[module].code}`);
  const can = (verb: string) => has(named(verb));
  const manager = module === 'Analytics' ? 'Crm_Implied_Manage_Dashboards' : 'Crm_Implied_Manage_Reports';
  const exports = named('Export') !== undefined && (can('Export') || can('ZohoSheet_View') || has(manager));

  const allowed = (via: Via | undefined, action: RecordAction, owned: boolean): boolean => {
    const plain = can(VERBS[action]);
    if (via === 'import') {
      const importing = can(owned ? 'Import' : 'Import_Org') && action !== 'delete';
      return importing && (action === 'create' || plain);
    }
    if (!owned && !has('Crm_Implied_Access_All_Records')) return false;
    if (via === 'api') return plain && has('Crm_Implied_Api_Access');
    if (via === 'export') return plain && action === 'view' && exports;
    if (via !== 'sheet') return plain;
    return can('ZohoSheet_View') && (plain || action === 'create' || action === 'edit');
  };

  const records = VIAS.flatMap((via) =>
    ACTIONS.flatMap((action): readonly CaslRule[] => {
      const rule = { action: [caslAction(via, action)], subject: module };
      if (allowed(via, action, false)) return [rule];
      return allowed(via, action, true) ? [{ ...rule, conditions: { owned: true } }] : [];
    }),
  );
  const readable = VIAS.filter((via) => allowed(via, 'view', true));
  const writable = VIAS.filter((via) => allowed(via, 'edit', true) || allowed(via, 'create', true));
  const allowing = [
    ...readable.map((via) => caslAction(via, 'read')),
    ...writable.map((via) => caslAction(via, 'write')),
  ];

  const restricted = Object.entries(profile.fieldAccess[module] ?? {});
  const hidden = restricted.flatMap(([field, restriction]) => (restriction === 'hidden' ? [field] : []));
  const readOnly = restricted.flatMap(([field, restriction]) => (restriction === 'hidden' ? [] : [field]));
  const opened = can('Import') && can('ZohoSheet_View') ? ['sheet', 'import'] : [];
  const closed = writable.filter((via) => via === undefined || !opened.includes(via));
  return [
    ...records,
    ...some({ action: allowing, subject: module }),
    ...some({ action: allowing, subject: module, fields: hidden, inverted: true }),
    ...some({
      action: closed.map((via) => caslAction(via, 'write')),
      subject: module,
      fields: readOnly,
      inverted: true,
    }),
  ];
}

/** The rule, unless it is about no action or no field at all: CASL takes an empty list of fields for an error. */
function some(rule: CaslRule): readonly CaslRule[] {
  return rule.action.length === 0 || rule.fields?.length === 0 ? [] : [rule];
}
