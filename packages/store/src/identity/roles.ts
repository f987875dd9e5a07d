import { sql } from 'kysely';
import type { Role } from '@syncgrant/core';
import type { Tenant } from '../tenant.ts';
import { personOf, type Person } from './person.ts';

/** A role with its history; the root that every organisation begins with was made by nobody. */
export interface RoleEntry {
  readonly role: Role;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
  readonly createdBy: Person | null;
  readonly modifiedBy: Person | null;
}

/** The one role that a new organisation has. */
export const ROOT_ROLE: Omit<Role, 'id'> = {
  name: 'CEO',
  description: '',
  reportsTo: null,
  shareWithPeers: false,
};

/** All roles of the organisation, the root first, then by name. */
export async function listRoles(tenant: Tenant): Promise<readonly RoleEntry[]> {
  const rows = await tenant
    .select('role')
    .leftJoin('crm_user as creator', (join) =>
      join
        .onRef('creator.id', '=', 'role.created_by')
        .onRef('creator.organisation_id', '=', 'role.organisation_id'),
    )
    .leftJoin('crm_user as modifier', (join) =>
      join
        .onRef('modifier.id', '=', 'role.modified_by')
        .onRef('modifier.organisation_id', '=', 'role.organisation_id'),
    )
    .orderBy(sql`role.reports_to is not null`)
    .orderBy(sql`lower(role.name)`)
    .select([
      'role.id',
      'role.name',
      'role.description',
      'role.reports_to',
      'role.share_with_peers',
      'role.created_at',
      'role.modified_at',
      'creator.id as creator_id',
      'creator.first_name as creator_first_name',
      'creator.last_name as creator_last_name',
      'modifier.id as modifier_id',
      'modifier.first_name as modifier_first_name',
      'modifier.last_name as modifier_last_name',
    ])
    .execute();
  return rows.map((row) => ({
    role: {
      id: row.id,
      name: row.name,
      description: row.description ?? '',
      reportsTo: row.reports_to,
      shareWithPeers: row.share_with_peers,
    },
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    createdBy: personOf(row.creator_id, row.creator_first_name, row.creator_last_name),
    modifiedBy: personOf(row.modifier_id, row.modifier_first_name, row.modifier_last_name),
  }));
}

/** All roles as rules see them. */
export async function readRoles(tenant: Tenant): Promise<readonly Role[]> {
  return (await listRoles(tenant)).map(({ role }) => role);
}

/** Stores a new role and answers its id. To be called inside `changeGrants`, as everything that writes roles. */
export async function insertRole(
  tenant: Tenant,
  role: Omit<Role, 'id'>,
  change: { readonly by: string | null; readonly now: Date },
): Promise<string> {
  const { id } = await tenant
    .insert('role', {
      ...columnsOf(role),
      created_by: change.by,
      modified_by: change.by,
      created_at: change.now,
      modified_at: change.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function saveRole(
  tenant: Tenant,
  role: Role,
  change: { readonly by: string; readonly now: Date },
): Promise<void> {
  await tenant
    .update('role')
    .where('id', '=', role.id)
    .set({ ...columnsOf(role), modified_by: change.by, modified_at: change.now })
    .execute();
}

const columnsOf = (role: Omit<Role, 'id'>) => ({
  name: role.name,
  description: role.description,
  reports_to: role.reportsTo,
  share_with_peers: role.shareWithPeers,
});

/** How many users have the role, deactivated and deleted ones included. */
export async function countUsersOfRole(tenant: Tenant, roleId: string): Promise<number> {
  const { users } = await tenant
    .select('crm_user')
    .where('role_id', '=', roleId)
    .select((eb) => eb.fn.countAll<string>().as('users'))
    .executeTakeFirstOrThrow();
  return Number(users);
}

/** Removes a role, from groups too; its users get the one named, and the roles below it report to that one. */
export async function deleteRole(
  tenant: Tenant,
  roleId: string,
  transferTo: string | null,
  now: Date,
): Promise<void> {
  if (transferTo !== null) {
    await tenant
      .update('crm_user')
      .where('role_id', '=', roleId)
      .set({ role_id: transferTo, access_changed_at: now })
      .execute();
    await tenant
      .update('role')
      .where('reports_to', '=', roleId)
      .set({ reports_to: transferTo, modified_at: now })
      .execute();
  }
  await tenant.delete('role').where('id', '=', roleId).execute();
}
