import { z } from 'zod';
import type { Endpoint, Method } from '../endpoint.ts';

const OPERATIONS = ['READ', 'CREATE', 'UPDATE', 'DELETE'] as const;

type Operation = (typeof OPERATIONS)[number];

/** After `modules` comes any module, after `settings` a kind of setting, or in both cases nothing: then all are meant. */
const SCOPE =
  /^ZohoCRM\.(?:(?:modules|settings)(?:\.\w{1,50})?|users|org|bulk|notifications)\.(?:ALL|READ|CREATE|UPDATE|DELETE)$/;

/** One scope as Zoho writes it: `ZohoCRM.modules.Contacts.READ`, `ZohoCRM.settings.profiles.ALL`, `ZohoCRM.users.READ`. */
export const scopeSchema = z
  .string()
  .max(120)
  .regex(SCOPE, 'must be a scope such as ZohoCRM.modules.ALL or ZohoCRM.users.READ');

/** Whether one of the granted scopes allows all that the other says: `modules.ALL` allows `modules.Contacts.READ`. */
export function scopesCover(granted: readonly string[], needed: string): boolean {
  const { group, operation } = partsOf(needed);
  return granted.some((scope) => {
    const own = partsOf(scope);
    const reaches = `${group}.`.startsWith(`${own.group}.`);
    return reaches && (own.operation === 'ALL' || own.operation === operation);
  });
}

/** Module names are compared without case: Zoho's own pages write both `Contacts` and `contacts`. */
function partsOf(scope: string): { readonly group: string; readonly operation: string } {
  const end = scope.lastIndexOf('.');
  return { group: scope.slice(0, end).toLowerCase(), operation: scope.slice(end + 1) };
}

const OPERATION_OF: Readonly<Record<Method, Operation>> = {
  GET: 'READ',
  POST: 'CREATE',
  PUT: 'UPDATE',
  PATCH: 'UPDATE',
  DELETE: 'DELETE',
};

/** What POST means in `…/actions/{action}`, and for `upsert`. An action that is not listed needs everything. */
const OPERATIONS_OF_ACTION: Readonly<Record<string, readonly Operation[]>> = {
  clone: ['CREATE'],
  convert: ['CREATE'],
  merge: ['UPDATE', 'DELETE'],
  split: ['CREATE', 'UPDATE'],
  upsert: ['CREATE', 'UPDATE'],
  run: ['CREATE', 'UPDATE'],
  cancel: ['CREATE', 'UPDATE'],
  answer: ['UPDATE'],
  mass_update: ['UPDATE'],
  mass_delete: ['DELETE'],
  mass_change_status: ['UPDATE'],
  change_owner: ['UPDATE'],
  mass_transfer: ['UPDATE'],
  transfer_and_delete: ['DELETE'],
  import_attachments: ['CREATE'],
};

/**
 * The scopes that a program needs, all of them, to call an endpoint of the CRM; derived from the address, so that no
 * endpoint can be without. `null` for an address outside the CRM, which no token opens.
 */
export function scopesFor(
  { method, path }: Pick<Endpoint, 'method' | 'path'>,
  params: Readonly<Record<string, unknown>>,
): readonly string[] | null {
  const group = groupOf(path, params);
  if (group === null) return null;
  const operations = operationsOf(method, path);
  // Files, notes and forecasts have scopes of their own; the records are only read.
  const part = PARTS.find(({ address }) => address.test(path))?.part;
  return part === undefined
    ? operations.map((operation) => `ZohoCRM.${group}.${operation}`)
    : [`ZohoCRM.${group}.READ`, ...operations.map((operation) => `ZohoCRM.modules.${part}.${operation}`)];
}

/** What belongs to a record and is reached through it, or is worked out from records. */
const PARTS = [
  {
    part: 'attachments',
    address: /^\/crm\/v8\/:module\/(?::id\/Attachments|actions\/import_attachments)\b/,
  },
  { part: 'forecasts', address: /^\/crm\/v8\/forecasts\b/ },
  { part: 'Notes', address: /^\/crm\/v8\/:module\/:id\/Notes\b/ },
] as const;

function groupOf(path: string, params: Readonly<Record<string, unknown>>): string | null {
  if (path.startsWith('/crm/bulk/v8/')) return 'bulk';
  const [, first, second] = /^\/crm\/v8\/([^/]+)(?:\/([^/]+))?/.exec(path) ?? [];
  if (first === undefined) return null;
  if (first === ':module')
    return typeof params['module'] === 'string' ? `modules.${params['module']}` : 'modules';
  if (first === 'forecasts') return 'modules.Deals';
  if (first === 'settings') return second === undefined ? null : `settings.${second}`;
  if (first === 'actions' && second === 'watch') return 'notifications';
  return first === 'users' || first === 'org' ? first : null;
}

function operationsOf(method: Method, path: string): readonly Operation[] {
  const action = path.endsWith('/upsert') ? 'upsert' : /\/v8\/.+\/actions\/([^/]+)$/.exec(path)?.[1];
  if (method === 'GET' || action === undefined) return [OPERATION_OF[method]];
  return OPERATIONS_OF_ACTION[action] ?? OPERATIONS;
}
