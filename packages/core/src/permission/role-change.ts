import { lacking, refusePlan, type ActingUser, type Refusing } from './plan-refusal.ts';
import { rolesBelow, type Role } from './role-tree.ts';
import { refusedDescription, refusedName } from './setting-name.ts';
import { refusedBeyondSubordinates } from './user-change.ts';

/** How many roles an organisation may have. Whatever concerns the hierarchy reads all of them. */
const MAX_ROLES = 500;

/** What is to be different, or to be so from the beginning; what is left out stays as it is or is empty. */
export interface RoleChange {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  /** An existing role; null for the root. A new role that says nothing reports to the root. */
  readonly reportsTo?: string | null | undefined;
  readonly shareWithPeers?: boolean | undefined;
}

export interface PlannedRole<R> {
  readonly ok: true;
  readonly role: R;
}

/** A new role somewhere below the root. */
export function planRoleCreation(
  actor: ActingUser,
  roles: readonly Role[],
  given: RoleChange & { readonly name: string },
): PlannedRole<Omit<Role, 'id'>> | Refusing {
  const { name, description = '', shareWithPeers = false } = given;
  const root = roles.find(({ reportsTo }) => reportsTo === null);
  const reportsTo = given.reportsTo === undefined ? (root?.id ?? null) : given.reportsTo;
  const refused =
    lacking(actor, 'Crm_Implied_Manage_Roles') ??
    refusedWords(roles, { name, description }) ??
    refusedAbove(actor, reportsTo) ??
    beyondLimit(roles);
  return refused ?? { ok: true, role: { name: name.trim(), description, reportsTo, shareWithPeers } };
}

/** Other words for a role, or another place: anywhere but below itself. There is one root, and it stays. */
export function planRoleChange(
  actor: ActingUser,
  roles: readonly Role[],
  role: Role,
  change: RoleChange,
): PlannedRole<Role> | Refusing {
  const others = roles.filter(({ id }) => id !== role.id);
  const moved = change.reportsTo !== undefined && change.reportsTo !== role.reportsTo;
  const refused =
    refusedEditor(actor, role) ??
    refusedWords(others, change) ??
    (moved ? refusedMove(actor, roles, role, change.reportsTo ?? null) : undefined);
  if (refused !== undefined) return refused;
  return {
    ok: true,
    role: {
      id: role.id,
      name: change.name?.trim() ?? role.name,
      description: change.description ?? role.description,
      reportsTo: change.reportsTo === undefined ? role.reportsTo : change.reportsTo,
      shareWithPeers: change.shareWithPeers ?? role.shareWithPeers,
    },
  };
}

export interface RoleDeletionInput {
  readonly actor: ActingUser;
  readonly roles: readonly Role[];
  readonly role: Role;
  /** How many users have the role, deactivated and deleted ones included. */
  readonly userCount: number;
  /** The role that its users get, and that the roles below it report to from then on. */
  readonly transferTo?: Role | undefined;
}

/** A role goes once its users have another one and the roles below it report to another one; the root never goes. */
export function planRoleDeletion(input: RoleDeletionInput): { readonly ok: true } | Refusing {
  const { actor, roles, role, userCount, transferTo } = input;
  const refused = refusedEditor(actor, role);
  if (refused !== undefined) return refused;
  const about = { field: 'transfer_to_id' } as const;
  if (role.reportsTo === null) {
    return refusePlan('root_role', `${role.name} is the role that all others report to; it stays.`);
  }
  if (transferTo === undefined) {
    const reporting = roles.filter(({ reportsTo }) => reportsTo === role.id).length;
    return userCount + reporting === 0
      ? { ok: true }
      : refusePlan(
          'transfer_required',
          `The role has users (${userCount}) or roles that report to it (${reporting}); say which role takes its place.`,
          about,
        );
  }
  if (transferTo.id === role.id) {
    return refusePlan('transfer_to_itself', 'The users of a role are transferred to another one.', about);
  }
  if (rolesBelow(roles, role.id).has(transferTo.id)) {
    return refusePlan(
      'transfer_below',
      `${transferTo.name} reports to ${role.name} and cannot take its place.`,
      about,
    );
  }
  return refusedAbove(actor, transferTo.id) ?? { ok: true };
}

function refusedEditor(actor: ActingUser, role: Role): Refusing | undefined {
  return (
    lacking(actor, 'Crm_Implied_Manage_Roles') ??
    refusedBeyondSubordinates(actor, role.id, 'Your profile manages only roles that report to yours.')
  );
}

const refusedWords = (
  others: readonly Role[],
  { name, description }: Pick<RoleChange, 'name' | 'description'>,
): Refusing | undefined =>
  (name === undefined
    ? undefined
    : refusedName(
        'role',
        name,
        others.map((other) => other.name),
      )) ?? (description === undefined ? undefined : refusedDescription('role', description));

function refusedMove(
  actor: ActingUser,
  roles: readonly Role[],
  role: Role,
  above: string | null,
): Refusing | undefined {
  const cycle = above === role.id || (above !== null && rolesBelow(roles, role.id).has(above));
  return cycle
    ? refusePlan('role_cycle', 'A role cannot report to itself or to a role below it.', {
        field: 'reporting_to',
      })
    : refusedAbove(actor, above);
}

/** What a role may report to: never nobody, and for who manages subordinates only their own role or one below it. */
function refusedAbove(actor: ActingUser, above: string | null): Refusing | undefined {
  if (above === null) {
    return refusePlan(
      'second_root',
      'There is one role that reports to nobody; every other reports to a role.',
      {
        field: 'reporting_to',
      },
    );
  }
  if (above === actor.roleId) return undefined;
  const message = 'Your profile manages only roles that report to yours.';
  return refusedBeyondSubordinates(actor, above, message);
}

const beyondLimit = (roles: readonly Role[]): Refusing | undefined =>
  roles.length < MAX_ROLES
    ? undefined
    : refusePlan('role_limit', `An organisation has at most ${MAX_ROLES} roles.`, { limit: MAX_ROLES });
