import type { Role } from '@syncgrant/contracts';
import { rolesBelow } from '@syncgrant/core';

export interface RoleRow {
  readonly role: Role;
  /** How many roles are above it. */
  readonly depth: number;
}

/** The roles as a tree is read: each one below the role that it reports to, siblings by name. */
export function roleRows(roles: readonly Role[]): readonly RoleRow[] {
  const below = Map.groupBy(roles, (role) => role.reporting_to?.id ?? null);
  const rowsBelow = (id: string | null, depth: number): readonly RoleRow[] =>
    (below.get(id) ?? [])
      .toSorted((one, other) => one.name.localeCompare(other.name))
      .flatMap((role) => [{ role, depth }, ...rowsBelow(role.id, depth + 1)]);
  return rowsBelow(null, 0);
}

/** The role and all that report to it, directly or not: what it cannot report to itself. */
export function withThoseBelow(roles: readonly Role[], id: string): ReadonlySet<string> {
  const known = roles.map((role) => ({
    id: role.id,
    name: role.name,
    description: role.description ?? '',
    reportsTo: role.reporting_to?.id ?? null,
    shareWithPeers: role.share_with_peers,
  }));
  return new Set([id, ...rolesBelow(known, id)]);
}
