import { sql } from 'kysely';
import type { Group, GroupMember } from '@syncgrant/core';
import { fullName } from '../grants/grant-facts.ts';
import type { Tenant } from '../tenant.ts';
import { personOf, type Person } from './person.ts';

/** A group as lists show it. */
export interface GroupEntry {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
  readonly createdBy: Person | null;
  readonly modifiedBy: Person | null;
}

/** A member with its name: a user, or everybody of a role. */
export type NamedMember = GroupMember & { readonly name: string };

export interface GroupedUser {
  readonly id: string;
  readonly roleId: string;
  readonly rolesAbove: readonly string[];
}

export interface GroupQuery {
  readonly name?: string | undefined;
  /** Only groups that this user is in: by name, by their role, or by a role above it that brings those below. */
  readonly ofUser?: GroupedUser | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** By name, and whether there are more. */
export async function listGroups(
  tenant: Tenant,
  { name, ofUser, limit, offset }: GroupQuery,
): Promise<{ readonly groups: readonly GroupEntry[]; readonly more: boolean }> {
  let query = groupsWithPeople(tenant);
  if (name !== undefined) query = query.where(sql`lower(user_group.name)`, '=', name.toLowerCase());
  if (ofUser !== undefined) query = query.where('user_group.id', 'in', groupsOf(tenant, ofUser));
  const rows = await query
    .orderBy(sql`lower(user_group.name)`)
    .limit(limit + 1)
    .offset(offset)
    .execute();
  return { groups: rows.slice(0, limit).map(toEntry), more: rows.length > limit };
}

function groupsOf(tenant: Tenant, { id, roleId, rolesAbove }: GroupedUser) {
  return tenant
    .select('group_member')
    .where((eb) =>
      eb.or([
        eb('user_id', '=', id),
        eb('role_id', '=', roleId),
        ...(rolesAbove.length === 0
          ? []
          : [eb.and([eb('subordinates', '=', true), eb('role_id', 'in', rolesAbove)])]),
      ]),
    )
    .select('group_id');
}

export async function readGroup(tenant: Tenant, id: string): Promise<GroupEntry | null> {
  const row = await groupsWithPeople(tenant).where('user_group.id', '=', id).executeTakeFirst();
  return row === undefined ? null : toEntry(row);
}

/** Users first, then roles, each by id. */
export async function readGroupMembers(tenant: Tenant, groupId: string): Promise<readonly NamedMember[]> {
  const rows = await tenant
    .select('group_member')
    .leftJoin('crm_user', (join) =>
      join
        .onRef('crm_user.id', '=', 'group_member.user_id')
        .onRef('crm_user.organisation_id', '=', 'group_member.organisation_id'),
    )
    .leftJoin('role', (join) =>
      join
        .onRef('role.id', '=', 'group_member.role_id')
        .onRef('role.organisation_id', '=', 'group_member.organisation_id'),
    )
    .where('group_member.group_id', '=', groupId)
    .orderBy('group_member.user_id')
    .orderBy('group_member.role_id')
    .select([
      'group_member.user_id',
      'group_member.role_id',
      'group_member.subordinates',
      'crm_user.first_name',
      'crm_user.last_name',
      'role.name as role_name',
    ])
    .execute();
  return rows.flatMap((row): NamedMember[] => {
    if (row.user_id !== null) {
      return [{ type: 'users', id: row.user_id, name: fullName(row.first_name, row.last_name ?? '') }];
    }
    if (row.role_id === null) return [];
    const { role_id: id, role_name: name, subordinates } = row;
    return [{ type: 'roles', id, name: name ?? '', subordinates }];
  });
}

/** Names of all groups but one, for a rule that wants them different. */
export async function otherGroupNames(tenant: Tenant, id: string | null): Promise<readonly string[]> {
  let query = tenant.select('user_group').select('name');
  if (id !== null) query = query.where('id', '<>', id);
  return (await query.execute()).map(({ name }) => name);
}

/** Stores a new group and answers its id. To be called inside `changeGrants`, as everything that writes groups. */
export async function insertGroup(
  tenant: Tenant,
  group: Omit<Group, 'id'>,
  change: { readonly by: string; readonly now: Date },
): Promise<string> {
  const { id } = await tenant
    .insert('user_group', {
      name: group.name,
      description: group.description,
      created_by: change.by,
      modified_by: change.by,
      created_at: change.now,
      modified_at: change.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await addMembers(tenant, id, group.members);
  return id;
}

export async function saveGroup(
  tenant: Tenant,
  group: Group,
  change: { readonly by: string; readonly now: Date },
): Promise<void> {
  await tenant
    .update('user_group')
    .where('id', '=', group.id)
    .set({
      name: group.name,
      description: group.description,
      modified_by: change.by,
      modified_at: change.now,
    })
    .execute();
  await tenant.delete('group_member').where('group_id', '=', group.id).execute();
  await addMembers(tenant, group.id, group.members);
}

async function addMembers(tenant: Tenant, groupId: string, members: readonly GroupMember[]): Promise<void> {
  if (members.length === 0) return;
  const rows = members.map((member) => ({
    group_id: groupId,
    user_id: member.type === 'users' ? member.id : null,
    role_id: member.type === 'roles' ? member.id : null,
    subordinates: member.type === 'roles' && member.subordinates,
  }));
  await tenant.insert('group_member', rows).execute();
}

export async function deleteGroup(tenant: Tenant, id: string): Promise<void> {
  await tenant.delete('user_group').where('id', '=', id).execute();
}

function groupsWithPeople(tenant: Tenant) {
  return tenant
    .select('user_group')
    .leftJoin('crm_user as creator', (join) =>
      join
        .onRef('creator.id', '=', 'user_group.created_by')
        .onRef('creator.organisation_id', '=', 'user_group.organisation_id'),
    )
    .leftJoin('crm_user as modifier', (join) =>
      join
        .onRef('modifier.id', '=', 'user_group.modified_by')
        .onRef('modifier.organisation_id', '=', 'user_group.organisation_id'),
    )
    .select([
      'user_group.id',
      'user_group.name',
      'user_group.description',
      'user_group.created_at',
      'user_group.modified_at',
      'creator.id as creator_id',
      'creator.first_name as creator_first_name',
      'creator.last_name as creator_last_name',
      'modifier.id as modifier_id',
      'modifier.first_name as modifier_first_name',
      'modifier.last_name as modifier_last_name',
    ]);
}

type GroupRow = Awaited<ReturnType<ReturnType<typeof groupsWithPeople>['execute']>>[number];

const toEntry = (row: GroupRow): GroupEntry => ({
  id: row.id,
  name: row.name,
  description: row.description ?? '',
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
  createdBy: personOf(row.creator_id, row.creator_first_name, row.creator_last_name),
  modifiedBy: personOf(row.modifier_id, row.modifier_first_name, row.modifier_last_name),
});
