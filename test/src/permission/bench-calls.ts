import { MODULES, parsePermissionName, RECORD_MODULES, type DecisionContext } from '@syncgrant/core';
import type { RecordFunction } from '@syncgrant/contracts';
import { decideAction, decideFunction, mayRead, mayWrite } from '@syncgrant/extension-ui';
import { fieldName, FIELDS_PER_MODULE, pick, series } from './bench-world.ts';
import { ACTIONS, VIAS, type ProfileRequest } from './casl-ability.ts';

/** A question as an endpoint asks it, and the same in words. */
export interface Call {
  readonly request: ProfileRequest;
  readonly call: (context: DecisionContext) => boolean;
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
    call: (context) => decideAction(context, module, action, owned, via).granted,
  };
});

const FUNCTIONS: readonly RecordFunction[] = ['Mass_Update', 'Mass_Delete', 'Change_Owner', 'Mass_Transfer'];

const functionCalls: readonly Call[] = series((n) => {
  const [module, name] = [pick(['Leads', 'Contacts', 'Deals', 'Tasks'] as const, n * 3), pick(FUNCTIONS, n)];
  const permission = parsePermissionName(`Crm_Implied_${name}_${MODULES[module].code}`);
  if (permission === undefined) throw new TypeError(`${module} has no ${name}`);
  return {
    request: { kind: 'permission', permission },
    call: (context) => decideFunction(context, module, name)?.granted === true,
  };
});

const readCalls: readonly Call[] = series((n) => {
  const [module, field] = [pick(SERVED, n * 5), fieldName((n * 77) % FIELDS_PER_MODULE)];
  return {
    request: { kind: 'field', module, field, access: 'read' },
    call: (context) => mayRead(context, module, field),
  };
});

const writeCalls: readonly Call[] = series((n) => {
  const [module, field] = [pick(SERVED, n * 5), fieldName((n * 77) % FIELDS_PER_MODULE)];
  return {
    request: { kind: 'field', module, field, access: 'write' },
    call: (context) => mayWrite(context, module, field).granted,
  };
});

/** The functions that endpoints call, each with the values that they call it with. */
export const CALLS = {
  'decideAction, as called': actionCalls,
  'decideFunction, as called': functionCalls,
  'mayRead, as called': readCalls,
  'mayWrite, as called': writeCalls,
  'mixed, as called': series((n) => pick(pick([actionCalls, functionCalls, readCalls, writeCalls], n), n)),
} satisfies Readonly<Record<string, readonly Call[]>>;
