import { findPermission, isEnforced } from '@syncgrant/core';

/** Whether something in the product asks for the permission; one that nothing asks for changes nothing when it is switched. */
export function isInEffect(name: string): boolean {
  const permission = findPermission(name);
  return permission !== undefined && isEnforced(permission.name);
}
