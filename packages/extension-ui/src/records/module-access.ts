import {
  decide,
  governingModule,
  MODULES,
  parsePermissionName,
  type Decision,
  type DecisionContext,
  type PermissionName,
  type RecordAction,
  type RecordModule,
  type Via,
} from '@syncgrant/core';
import type { RecordFunction } from '@syncgrant/contracts';

/** May the caller do this with records of the module, their own or (`owned: false`) those of everybody? */
export function decideAction(
  context: DecisionContext,
  module: RecordModule,
  action: RecordAction,
  owned = true,
  via?: Via,
): Decision {
  const governing = governingModule(module);
  const decision = decide(context, {
    kind: 'record',
    module: governing,
    action,
    owned,
    via: viaIn(module, via),
  });
  return decision.granted && via === 'export' && module === 'Competitors'
    ? decide(context, { kind: 'permission', permission: 'Crm_Implied_Export_Competitors' })
    : decision;
}

/** Exporting competitors has a permission of its own; in everything else they are a part of deals. */
export const viaIn = (module: RecordModule, via: Via | undefined): Via | undefined =>
  module === 'Competitors' && via === 'export' ? undefined : via;

/** The permission for what is done to many records of the module at once; undefined where the module has no such thing. */
export const functionPermission = (module: RecordModule, name: RecordFunction): PermissionName | undefined =>
  parsePermissionName(`Crm_Implied_${name}_${MODULES[governingModule(module)].code}`);
