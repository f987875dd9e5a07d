import type { Role } from '@syncgrant/contracts';
import type { RoleEntry } from '@syncgrant/store';
import { zohoTime } from '../http/wire-time.ts';

/** Roles as the dialect shows them; each names the one above it, so all of them are needed. */
export function roleViews(entries: readonly RoleEntry[]): Role[] {
  const names = new Map(entries.map(({ role }) => [role.id, role.name]));
  return entries.map(({ role, createdBy, modifiedBy, createdAt, modifiedAt }) => ({
    id: role.id,
    name: role.name,
    display_label: role.name,
    api_name: role.name.replaceAll(/\W+/g, '_'),
    description: role.description === '' ? null : role.description,
    reporting_to:
      role.reportsTo === null ? null : { id: role.reportsTo, name: names.get(role.reportsTo) ?? '' },
    forecast_manager: null,
    share_with_peers: role.shareWithPeers,
    admin_user: role.reportsTo === null,
    created_by__s: createdBy,
    modified_by__s: modifiedBy,
    created_time__s: zohoTime(createdAt),
    modified_time__s: zohoTime(modifiedAt),
  }));
}
