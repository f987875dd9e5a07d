import {
  decide,
  prepareRequest,
  type DecisionContext,
  type PermissionName,
  type RecordAction,
} from '@syncgrant/core';
import { crmModuleSchema, type Access, type Endpoint, type Method } from '@syncgrant/contracts';
import { ModuleDecisions } from '../records/module-decisions.ts';
import { Refusal } from './answer.ts';
import { refusedBy } from './no-permission.ts';

/** Refuses a caller who lacks what the contract declares; `null` where they hold it. */
export type AccessCheck = (
  context: DecisionContext,
  params: Readonly<Record<string, unknown>>,
) => Refusal | null;

const ACTION: Readonly<Record<Method, RecordAction>> = {
  GET: 'view',
  POST: 'create',
  PUT: 'edit',
  PATCH: 'edit',
  DELETE: 'delete',
};

/** What a contract declares that a caller must hold, looked up once, when the route is defined. */
export function accessCheck({ access, method }: Pick<Endpoint, 'access' | 'method'>): AccessCheck {
  switch (access.kind) {
    case 'signed_in':
      return () => null;
    case 'permission':
      return permissionCheck(access);
    case 'record':
      return recordCheck(access, access.action ?? ACTION[method]);
  }
}

type Of<Kind extends Access['kind']> = Extract<Access, { readonly kind: Kind }>;

function permissionCheck({ permission, or }: Of<'permission'>): AccessCheck {
  const refused = refusedWithout(permission);
  if (or === undefined) return refused;
  const refusedOther = refusedWithout(or);
  return (context) => (refusedOther(context) === null ? null : refused(context));
}

function recordCheck(access: Of<'record'>, action: RecordAction): AccessCheck {
  const { via, function: name } = access;
  const refusedBesides = access.permission === undefined ? () => null : refusedWithout(access.permission);
  return (context, params) => {
    const module = crmModuleSchema.parse(params['module']);
    // A function that a module does not offer is told to those only who may see the module.
    const unseen = via === undefined ? null : refusedBy(new ModuleDecisions(context, module).decide('view'));
    const decisions = new ModuleDecisions(context, module, via);
    const refused = unseen ?? refusedBy(decisions.decide(action)) ?? refusedBesides(context);
    if (refused !== null || name === undefined) return refused;
    const decision = decisions.decideFunction(name);
    return decision === undefined ? notOffered(module) : refusedBy(decision);
  };
}

function refusedWithout(permission: PermissionName): (context: DecisionContext) => Refusal | null {
  const question = prepareRequest({ kind: 'permission', permission });
  return (context) => refusedBy(decide(context, question));
}

const notOffered = (module: string): Refusal =>
  new Refusal(400, 'INVALID_MODULE', `${module} does not offer this.`, { resource_path_index: 0 });
