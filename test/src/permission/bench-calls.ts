import { MODULES, parsePermissionName, RECORD_MODULES, type DecisionContext } from '@syncgrant/core';
import type { RecordFunction } from '@syncgrant/contracts';
import { ModuleDecisions } from '@syncgrant/extension-ui';
import { fieldName, FIELDS_PER_MODULE, pick, series } from './bench-world.ts';
import { ACTIONS, VIAS, type ProfileRequest } from './casl-ability.ts';

/** A question as an endpoint asks it, and the same in words. */
export interface Call {
  readonly request: ProfileRequest;
  /** An endpoint makes `ModuleDecisions` once for a request, and then asks them about every record and field. */
  readonly prepare: (context: DecisionContext) => () => boolean;
}

// Competitors are governed by deals, which is our own affair and none of CASL's.
const SERVED = RECORD_MODULES.filter((module) => module !== 'Competitors');

const actionCalls: readonly Call[] = series((n) => {
  const [module, action, via, owned] = [
    pick(SERVED, n * 5),
    pick(ACTIONS, n),
    VIAS[n % VIAS.length],
    n % 3 > 0,
  ];
  return {
    request: { kind: 'record', module, action, via, ...(!owned && { owned }) },
    prepare: (context) => {
      const decisions = new ModuleDecisions(context, module, via);
      return () => decisions.decide(action, owned).granted;
    },
  };
});

const FUNCTIONS: readonly RecordFunction[] = ['Mass_Update', 'Mass_Delete', 'Change_Owner', 'Mass_Transfer'];

const functionCalls: readonly Call[] = series((n) => {
  const [module, name] = [pick(['Leads', 'Contacts', 'Deals', 'Tasks'] as const, n * 3), pick(FUNCTIONS, n)];
  const permission = parsePermissionName(`Crm_Implied_${name}_${MODULES[module].code}`);
  if (permission === undefined) throw new TypeError(`${module} has no ${name}`);
  return {
    request: { kind: 'permission', permission },
    prepare: (context) => {
      const decisions = new ModuleDecisions(context, module);
      return () => decisions.decideFunction(name)?.granted === true;
    },
  };
});

const readCalls: readonly Call[] = series((n) => {
  const [module, field] = [pick(SERVED, n * 5), fieldName((n * 77) % FIELDS_PER_MODULE)];
  return {
    request: { kind: 'field', module, field, access: 'read' },
    prepare: (context) => {
      const decisions = new ModuleDecisions(context, module);
      return () => decisions.mayRead(field);
    },
  };
});

const writeCalls: readonly Call[] = series((n) => {
  const [module, field] = [pick(SERVED, n * 5), fieldName((n * 77) % FIELDS_PER_MODULE)];
  return {
    request: { kind: 'field', module, field, access: 'write' },
    prepare: (context) => {
      const decisions = new ModuleDecisions(context, module);
      return () => decisions.decideWrite(field).granted;
    },
  };
});

/** The methods that endpoints call, each with the values that they call it with. */
export const CALLS = {
  'decide, as called': actionCalls,
  'decideFunction, as called': functionCalls,
  'mayRead, as called': readCalls,
  'decideWrite, as called': writeCalls,
  'mixed, as called': series((n) => pick(pick([actionCalls, functionCalls, readCalls, writeCalls], n), n)),
} satisfies Readonly<Record<string, readonly Call[]>>;
