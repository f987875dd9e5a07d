import type { FieldAccess, PermissionName } from '@syncgrant/core';
import type { Site } from './site.ts';

/** Changes Ada's profile behind the server's back, which has every permission of Standard to begin with. */
export function salesProfile({ organisation: { tenant, salesProfileId } }: Site) {
  const set = (change: { permissions?: string; field_access?: string }) =>
    tenant.update('profile').where('id', '=', salesProfileId).set(change).execute();
  const change = async (turn: (names: readonly string[]) => readonly string[]) => {
    const { permissions } = await tenant
      .select('profile')
      .where('id', '=', salesProfileId)
      .select('permissions')
      .executeTakeFirstOrThrow();
    await set({ permissions: JSON.stringify(turn(permissions)) });
  };
  return {
    with: (...names: PermissionName[]) => change((now) => [...new Set([...now, ...names])]),
    without: (...names: PermissionName[]) =>
      change((now) => now.filter((name) => !names.some((gone) => gone === name))),
    restrict: (fieldAccess: FieldAccess) => set({ field_access: JSON.stringify(fieldAccess) }),
  };
}
