import type { CrmModule, RecordFunction, Session } from '@syncgrant/contracts';
import { explain, MODULES, parsePermissionName } from '@syncgrant/core';

/** What people do with records of a module, in the words of the permissions' names. */
export type RecordVerb = 'Tab' | 'View' | 'Create' | 'Edit' | 'Delete' | 'Import' | 'Export' | RecordFunction;

/** Whether one may, and why not. What a module does not offer at all is not even shown. */
export type Right =
  | { readonly kind: 'granted' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'not_offered' };

const GRANTED = { kind: 'granted' } as const;

/** By the permissions in effect; the server decides anyway. */
export function rightTo({ permissions }: Session, verb: RecordVerb, module: CrmModule): Right {
  const words = module === 'Competitors' ? ['Competitors', 'Deals'] : [MODULES[module].code];
  const permission = words
    .map((word) => parsePermissionName(`Crm_Implied_${verb}_${word}`))
    .find((name) => name !== undefined);
  if (permission === undefined) return { kind: 'not_offered' };
  if (permissions.includes(permission)) return GRANTED;
  const refused = { granted: false, rule: { code: 'permission_off', permission } } as const;
  return { kind: 'refused', reason: explain(refused, 'subject').message };
}
