import type { PlanRefusal, PlanRule } from '@syncgrant/core';
import { Refusal } from '../http/answer.ts';

/** Whether an error is about the whole request or, in the dialect, about the item in the body. */
interface Wording {
  readonly status: 400 | 403;
  readonly code: string;
  readonly ofItem: boolean;
}

const item = (code: string): Wording => ({ status: 400, code, ofItem: true });
const request = (code: string): Wording => ({ status: 400, code, ofItem: false });
const NO_PERMISSION: Wording = { status: 403, code: 'NO_PERMISSION', ofItem: false };

/** How the dialect words each rule; the sentence is the rule's own. */
const WORDING: Readonly<Record<PlanRule, Wording>> = {
  data_center: NO_PERMISSION,
  edition: NO_PERMISSION,
  extension_off: NO_PERMISSION,
  user_inactive: NO_PERMISSION,
  permission_off: NO_PERMISSION,
  parent_off: NO_PERMISSION,
  module_access_lost: NO_PERMISSION,
  field_hidden: NO_PERMISSION,
  field_read_only: NO_PERMISSION,
  not_offered: NO_PERMISSION,
  exceeds_own: NO_PERMISSION,
  not_subordinate: NO_PERMISSION,
  system_profile: request('NOT_ALLOWED'),
  own_profile: request('NOT_ALLOWED'),
  own_user: item('INVALID_REQUEST'),
  last_administrator: item('INVALID_REQUEST'),
  unknown_permission: item('INVALID_DATA'),
  not_customizable: item('INVALID_DATA'),
  contradiction: item('INVALID_DATA'),
  unknown_module: item('INVALID_DATA'),
  no_field_settings: item('INVALID_DATA'),
  invalid_field: item('INVALID_DATA'),
  name_missing: item('MANDATORY_NOT_FOUND'),
  name_invalid: item('INVALID_DATA'),
  name_taken: item('DUPLICATE_DATA'),
  description_too_long: item('INVALID_DATA'),
  profile_limit: item('LICENSE_LIMIT_EXCEEDED'),
  transfer_required: request('MANDATORY_NOT_FOUND'),
  transfer_to_itself: request('INVALID_DATA'),
  second_root: item('INVALID_DATA'),
  root_role: request('NOT_ALLOWED'),
  role_cycle: item('INVALID_DATA'),
  transfer_below: request('INVALID_DATA'),
  role_limit: item('LIMIT_REACHED'),
  group_limit: item('LIMIT_REACHED'),
  no_members: item('MANDATORY_NOT_FOUND'),
};

/**
 * What the planner refused, on the wire. `wrapper` is the body's key; `asked` are the permissions that the request wants
 * turned, because a parent that is off means something else for those than for the one who asks; `index` is the item's place.
 */
export function refusedPlan(
  { rule, message, permission, field, limit }: PlanRefusal,
  wrapper: 'profiles' | 'users' | 'roles' | 'user_groups',
  {
    asked = [],
    deletes = false,
    index = 0,
  }: { readonly asked?: readonly string[]; readonly deletes?: boolean; readonly index?: number } = {},
): Refusal {
  const aboutToggle = rule === 'parent_off' && permission !== undefined && asked.includes(permission);
  const { status, code, ofItem } = aboutToggle ? item('INVALID_DATA') : WORDING[rule];
  const place = asked.indexOf(permission ?? '');
  const details = {
    rule,
    ...(status === 403 && permission !== undefined && { permissions: [permission] }),
    ...(ofItem &&
      place >= 0 && {
        api_name: 'permissions_details',
        json_path: `$.${wrapper}[${index}].permissions_details[${place}]`,
        permission,
      }),
    ...(field !== undefined && {
      api_name: field,
      ...(ofItem && { json_path: `$.${wrapper}[${index}].${field}` }),
    }),
    ...(limit !== undefined && { limit }),
    ...((rule === 'system_profile' || rule === 'root_role') && { resource_path_index: 2 }),
  };
  // Zoho's own sentence, which programs may know.
  const told =
    rule === 'system_profile' ? `System profile cannot be ${deletes ? 'deleted' : 'updated'}` : message;
  return new Refusal(status, code, told, details, ofItem ? wrapper : null);
}
