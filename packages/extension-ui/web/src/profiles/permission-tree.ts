import type { ProfileDetail } from '@syncgrant/contracts';
import { findPermissionById } from '@syncgrant/core';

export type Permission = ProfileDetail['permissions_details'][number];

/** The permissions of a profile by id, with who needs whom. */
export interface PermissionTree {
  readonly byId: ReadonlyMap<string, Permission>;
  readonly childrenOf: ReadonlyMap<string, readonly string[]>;
}

export function permissionTree(permissions: readonly Permission[]): PermissionTree {
  const childrenOf = new Map<string, string[]>();
  for (const permission of permissions) {
    for (const parent of permission.parent_permissions ?? []) {
      childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), permission.id]);
    }
  }
  return { byId: new Map(permissions.map((permission) => [permission.id, permission])), childrenOf };
}

/** Parents that are off: while there is one, the permission cannot be switched on. */
export function missingParents(tree: PermissionTree, permission: Permission): readonly Permission[] {
  return (permission.parent_permissions ?? [])
    .map((id) => tree.byId.get(id))
    .filter((parent) => parent !== undefined)
    .filter((parent) => !parent.enabled);
}

/** The permissions that change when one is switched: switching off takes everything below along. */
export function changedBy(tree: PermissionTree, id: string, enabled: boolean): readonly string[] {
  if (enabled) return [id];
  const changed = new Set([id]);
  // A set is walked in the order of insertion and grows while it is walked; nothing is visited twice.
  for (const current of changed) {
    for (const child of tree.childrenOf.get(current) ?? []) {
      if (tree.byId.get(child)?.enabled) changed.add(child);
    }
  }
  return [...changed];
}

/** The same permissions with some of them on or off. */
export function withSwitched(
  permissions: readonly Permission[],
  ids: readonly string[],
  enabled: boolean,
): Permission[] {
  const chosen = new Set(ids);
  return permissions.map((permission) =>
    chosen.has(permission.id) ? { ...permission, enabled } : permission,
  );
}

/** "Contacts: View" rather than a bare "View" or "Contacts", both of which many permissions are called. */
export const titleOf = ({ id, display_label }: Permission): string =>
  findPermissionById(id)?.title ?? display_label;
