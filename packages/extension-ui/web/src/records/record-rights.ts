import type { CrmModule, RecordFunction, Session } from '@syncgrant/contracts';
import { explain, MODULES, parsePermissionName, type PermissionName } from '@syncgrant/core';
import { text } from '../text.ts';

/** What people do with records of a module, in the words of the permissions' names. */
export type RecordVerb =
  | 'Tab'
  | 'View'
  | 'Create'
  | 'Edit'
  | 'Delete'
  | 'Import'
  | 'Export'
  | 'ZohoSheet_View'
  | RecordFunction;

/** Whether one may, and why not. What a module does not offer at all is not even shown. */
export type Right =
  | { readonly kind: 'granted' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'not_offered' };

const GRANTED = { kind: 'granted' } as const;

/** Competitors have few permissions of their own; the others are those of deals. Files are no module with pages. */
const codesOf = (module: CrmModule | 'Attachments'): readonly string[] =>
  module === 'Competitors' ? ['Competitors', MODULES.Deals.code] : [MODULES[module].code];

/** By the permissions in effect; the server decides anyway. */
export function rightTo(
  { permissions }: Session,
  verb: RecordVerb,
  module: CrmModule | 'Attachments',
): Right {
  const named = (name: string): PermissionName | undefined =>
    codesOf(module)
      .map((code) => parsePermissionName(`Crm_Implied_${name}_${code}`))
      .find((found) => found !== undefined);
  const permission = named(verb);
  if (permission === undefined) return { kind: 'not_offered' };
  // Who sees all data in a sheet or a report may export it too.
  const standIns = verb === 'Export' ? [named('ZohoSheet_View'), 'Crm_Implied_Manage_Reports'] : [];
  if ([permission, ...standIns].some((name) => name !== undefined && permissions.includes(name)))
    return GRANTED;
  const refused = { granted: false, rule: { code: 'permission_off', permission } } as const;
  return { kind: 'refused', reason: explain(refused, 'subject').message };
}

const ALL_RECORDS = 'Crm_Implied_Access_All_Records';

/** Why a record that is shown may not be changed: it is somebody else's. Null where that is no reason. */
export function notTheirs(
  { user, permissions }: Session,
  record: Readonly<Record<string, unknown>>,
): string | null {
  const owner = record['Owner'];
  const isTheirs = typeof owner !== 'object' || owner === null || !('id' in owner) || owner.id === user.id;
  if (isTheirs || permissions.includes(ALL_RECORDS)) return null;
  const refused = { granted: false, rule: { code: 'permission_off', permission: ALL_RECORDS } } as const;
  const { message } = explain(refused, 'subject');
  return 'name' in owner && typeof owner.name === 'string'
    ? `${text.records.belongsTo(owner.name)} ${message}`
    : message;
}
