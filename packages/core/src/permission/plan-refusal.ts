import type { PermissionName } from './catalogue.ts';
import { decide } from './decide.ts';
import type { DecisionContext } from './context.ts';
import { explain } from './explain.ts';
import type { RefusalRule } from './rule.ts';

/** Why an administrative change is refused: what `decide` refuses the acting user, or a rule about changes. */
export type PlanRule =
  | RefusalRule['code']
  | 'system_profile'
  | 'own_profile'
  | 'own_user'
  | 'not_subordinate'
  | 'unknown_permission'
  | 'not_customizable'
  | 'contradiction'
  | 'exceeds_own'
  | 'unknown_module'
  | 'no_field_settings'
  | 'invalid_field'
  | 'name_missing'
  | 'name_invalid'
  | 'name_taken'
  | 'description_too_long'
  | 'profile_limit'
  | 'transfer_required'
  | 'transfer_to_itself'
  | 'last_administrator'
  | 'second_root'
  | 'root_role'
  | 'role_cycle'
  | 'transfer_below'
  | 'role_limit'
  | 'group_limit'
  | 'no_members';

/** A refused change. Nothing of it may be applied. */
export interface PlanRefusal {
  readonly rule: PlanRule;
  /** One sentence for a person. */
  readonly message: string;
  /** The permission it is about, as it was given; an unknown one is not a `PermissionName`. */
  readonly permission?: string;
  /** The part of the request it is about (`name`), or a CRM field as `Module.Field`. */
  readonly field?: string;
  /** The number that is exceeded. */
  readonly limit?: number;
}

export interface Refusing {
  readonly ok: false;
  readonly refusal: PlanRefusal;
}

export const refusePlan = (
  rule: PlanRule,
  message: string,
  about: Omit<PlanRefusal, 'rule' | 'message'> = {},
): Refusing => ({ ok: false, refusal: { rule, message, ...about } });

/** Who asks for a change. */
export interface ActingUser {
  readonly userId: string;
  readonly context: DecisionContext;
  readonly roleId: string;
  /** Ids of the roles that report to theirs, directly or not. */
  readonly subordinateRoles: ReadonlySet<string>;
}

/** The refusal of an acting user who lacks the permission, or undefined. */
export function lacking({ context }: ActingUser, permission: PermissionName): Refusing | undefined {
  const decision = decide(context, { kind: 'permission', permission });
  return decision.granted
    ? undefined
    : refusePlan(decision.rule.code, explain(decision).message, { permission });
}
