import { explain, type Decision, type PermissionName, type Refused, type Rule } from '@syncgrant/core';
import { Refusal } from './answer.ts';

/** What `decide` refused, with its rule and its sentence; `null` when it granted. */
export function refusedBy(decision: Decision): Refusal | null {
  return decision.granted ? null : noPermission(decision);
}

export function noPermission(decision: Refused): Refusal {
  const { rule } = decision;
  return new Refusal(403, 'NO_PERMISSION', explain(decision, 'subject').message, {
    permissions: permissionsOf(rule),
    rule: rule.code,
    ...('field' in rule && { api_name: rule.field }),
  });
}

const permissionsOf = (rule: Rule): readonly PermissionName[] =>
  'permission' in rule ? [rule.permission] : [];
