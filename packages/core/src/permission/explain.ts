import { permissionOf, type PermissionName } from './catalogue.ts';
import { DATA_CENTERS } from './edition.ts';
import { MODULES } from './modules.ts';
import type { Decision, RecordAction, Rule } from './rule.ts';

/** A decision in words: the rule that decided, one sentence for a person, and who can change it. */
export interface Explanation {
  readonly rule: Rule;
  readonly message: string;
  readonly who: 'administrator' | 'nobody';
}

const title = (permission: PermissionName): string => `“${permissionOf(permission).title}”`;

const DONE: Readonly<Record<RecordAction, string>> = {
  view: 'viewed',
  create: 'created',
  edit: 'edited',
  delete: 'deleted',
};

/** Whom a sentence is for: the person whose profile decided, or somebody else, like an administrator. */
export type Reader = 'subject' | 'other';

function messageOf(rule: Rule, reader: Reader): string {
  const [the, The] = reader === 'subject' ? ['your', 'Your'] : ['the', 'The'];
  switch (rule.code) {
    case 'permission_on':
      return `${The} profile has the permission ${title(rule.permission)}.`;
    case 'override':
      return `${The} profile's permission ${title(rule.permission)} stands in for ${title(rule.overridden)} here.`;
    case 'takes_part':
      return `${The === 'Your' ? 'You take' : 'The user takes'} part in this record of ${MODULES[rule.module].label}, which opens it for viewing.`;
    case 'read_only_override':
      return `Import and Sheet View together may write the read-only fields of ${MODULES[rule.module].label}.`;
    case 'data_center':
      return `The Microsoft integration is not offered in the data centre ${DATA_CENTERS[rule.dataCenter].label}.`;
    case 'edition':
      return `The Microsoft integration comes with the paid editions; the organisation has the ${rule.edition} edition.`;
    case 'extension_off':
      return 'An administrator has switched the Microsoft integration off for the organisation.';
    case 'user_inactive':
      return `${The} user is deactivated.`;
    case 'permission_off':
      return `${The} profile does not have the permission ${title(rule.permission)}.`;
    case 'parent_off':
      return `The permission ${title(rule.permission)} has no effect while ${title(rule.parent)} is off in ${the} profile.`;
    case 'module_access_lost':
      return `The sync needs the permission ${title(rule.permission)}, which ${the} profile does not have.`;
    case 'field_hidden':
      return `The field ${rule.field} of ${MODULES[rule.module].label} is hidden from ${the} profile.`;
    case 'field_read_only':
      return `The field ${rule.field} of ${MODULES[rule.module].label} is read-only for ${the} profile.`;
    case 'not_offered':
      return `Records of ${MODULES[rule.module].label} cannot be ${DONE[rule.action]} this way.`;
  }
}

/** Says why: the same rule that `decide` answered with, in a sentence. `who` is nobody where nothing is to be done. */
export function explain({ granted, rule }: Decision, reader: Reader = 'other'): Explanation {
  return {
    rule,
    message: messageOf(rule, reader),
    who: granted || rule.code === 'not_offered' ? 'nobody' : 'administrator',
  };
}
