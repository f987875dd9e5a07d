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
export const decideAction = (
  context: DecisionContext,
  module: RecordModule,
  action: RecordAction,
  owned = true,
  via?: Via,
): Decision => decide(context, { kind: 'record', module: governingModule(module), action, owned, via });

/** The permission for what is done to many records of the module at once; undefined where the module has no such thing. */
export const functionPermission = (module: RecordModule, name: RecordFunction): PermissionName | undefined =>
  parsePermissionName(`Crm_Implied_${name}_${MODULES[governingModule(module)].code}`);
