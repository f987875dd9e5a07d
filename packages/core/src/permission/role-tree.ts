/**
 * A place in the organisation's hierarchy, which users have. It grants nothing: it says who reports to whom, for permissions that
 * are narrowed to subordinates.
 */
export interface Role {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** The role above; null for the one root. */
  readonly reportsTo: string | null;
  /** Kept for programs; nothing rests on it. */
  readonly shareWithPeers: boolean;
}

/** Ids of the roles that report to this one, directly or not; never itself. */
export function rolesBelow(roles: readonly Role[], roleId: string): ReadonlySet<string> {
  const reporting = Map.groupBy(roles, ({ reportsTo }) => reportsTo);
  const below = new Set<string>();
  const waiting = [roleId];
  for (let above = waiting.pop(); above !== undefined; above = waiting.pop()) {
    for (const { id } of reporting.get(above) ?? []) {
      if (below.has(id) || id === roleId) continue;
      below.add(id);
      waiting.push(id);
    }
  }
  return below;
}

/** Ids of the roles that this one reports to, directly or not, the nearest first; never itself. */
export function rolesAbove(roles: readonly Role[], roleId: string): ReadonlySet<string> {
  const aboveOf = new Map(roles.map(({ id, reportsTo }) => [id, reportsTo]));
  const above = new Set<string>();
  for (let id = aboveOf.get(roleId); id != null && id !== roleId && !above.has(id); id = aboveOf.get(id)) {
    above.add(id);
  }
  return above;
}
