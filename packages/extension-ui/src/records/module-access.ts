import {
  decide,
  decideRecord,
  governingModule,
  MODULES,
  parsePermissionName,
  prepareModule,
  prepareRequest,
  RECORD_MODULES,
  type Decision,
  type DecisionContext,
  type PermissionName,
  type PreparedModule,
  type PreparedRequest,
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
  const decision = decideRecord(context, governing(module), action, viaIn(module, via), owned);
  return decision.granted && via === 'export' && module === 'Competitors'
    ? decide(context, EXPORT_COMPETITORS)
    : decision;
}

const EXPORT_COMPETITORS = prepareRequest({
  kind: 'permission',
  permission: 'Crm_Implied_Export_Competitors',
});

/** Exporting competitors has a permission of its own; in everything else they are a part of deals. */
export const viaIn = (module: RecordModule, via: Via | undefined): Via | undefined =>
  via === 'export' && module === 'Competitors' ? undefined : via;

/** The module whose permissions count, looked up once and not with every request. */
export function governing(module: RecordModule): PreparedModule {
  const prepared = GOVERNING.get(module);
  if (prepared === undefined) throw new TypeError(`There is no module ${module}`);
  return prepared;
}

const GOVERNING: ReadonlyMap<RecordModule, PreparedModule> = new Map(
  RECORD_MODULES.map((module) => [module, prepareModule(governingModule(module))]),
);

/** May the caller do this to many records of the module at once? Undefined where the module has no such thing. */
export function decideFunction(
  context: DecisionContext,
  module: RecordModule,
  name: RecordFunction,
): Decision | undefined {
  const question = FUNCTIONS[name].get(module)?.question;
  return question === undefined ? undefined : decide(context, question);
}

/** The permission for what is done to many records of the module at once; undefined where the module has no such thing. */
export const functionPermission = (module: RecordModule, name: RecordFunction): PermissionName | undefined =>
  FUNCTIONS[name].get(module)?.permission;

type Functions = ReadonlyMap<
  RecordModule,
  { readonly permission: PermissionName; readonly question: PreparedRequest }
>;

/** The modules that have the function, each with its permission. */
const functionsOf = (name: RecordFunction): Functions =>
  new Map(
    RECORD_MODULES.flatMap((module) => {
      const permission = parsePermissionName(`Crm_Implied_${name}_${MODULES[governingModule(module)].code}`);
      if (permission === undefined) return [];
      return [
        [module, { permission, question: prepareRequest({ kind: 'permission', permission }) }] as const,
      ];
    }),
  );

const FUNCTIONS: Readonly<Record<RecordFunction, Functions>> = {
  Mass_Update: functionsOf('Mass_Update'),
  Mass_Delete: functionsOf('Mass_Delete'),
  Change_Owner: functionsOf('Change_Owner'),
  Mass_Transfer: functionsOf('Mass_Transfer'),
  Mass_Change_Status: functionsOf('Mass_Change_Status'),
  Convert: functionsOf('Convert'),
  Merge: functionsOf('Merge'),
};
