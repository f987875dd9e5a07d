import {
  decide,
  governingModule,
  MODULES,
  parsePermissionName,
  RECORD_MODULES,
  type Decision,
  type DecisionContext,
  type PermissionName,
  type RecordModule,
} from '@syncgrant/core';

/** Which modules somebody may customize; notes have no such permission of their own. */
const OF_MODULE: ReadonlyMap<RecordModule, PermissionName> = new Map(
  RECORD_MODULES.flatMap((module) => {
    const permission = parsePermissionName(`Crm_Implied_Customize_${MODULES[governingModule(module)].code}`);
    return permission === undefined ? [] : [[module, permission] as const];
  }),
);

/** To customize a module takes Modules Customization, and the module's own permission where it has one. */
export function decideCustomizing(context: DecisionContext, module: RecordModule): Decision {
  const general = decide(context, { kind: 'permission', permission: 'Crm_Implied_Customize_Zoho_CRM' });
  const own = OF_MODULE.get(module);
  return general.granted && own !== undefined
    ? decide(context, { kind: 'permission', permission: own })
    : general;
}
