import { sql } from 'kysely';
import type { PermissionName, Profile } from '@syncgrant/core';
import { toProfile } from '../grants/grant-facts.ts';
import type { Tenant } from '../tenant.ts';
import { personOf, type Person } from './person.ts';

/** A profile with its history: who made it, who changed it last, who has it. */
export interface ProfileEntry {
  readonly profile: Profile;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
  readonly createdBy: Person | null;
  readonly modifiedBy: Person | null;
  readonly activeUserCount: number;
}

/** System profiles first, then by name. */
export async function listProfiles(tenant: Tenant): Promise<readonly ProfileEntry[]> {
  const rows = await profilesWithPeople(tenant)
    .orderBy(sql`case kind when 'administrator' then 0 when 'standard' then 1 else 2 end`)
    .orderBy(sql`lower(profile.name)`)
    .execute();
  return rows.map(toEntry);
}

export async function readProfile(tenant: Tenant, id: string): Promise<ProfileEntry | null> {
  const row = await profilesWithPeople(tenant).where('profile.id', '=', id).executeTakeFirst();
  return row === undefined ? null : toEntry(row);
}

/** The profile alone, at a cost that does not grow with the number of its users. */
export async function findProfile(tenant: Tenant, id: string): Promise<Profile | null> {
  const row = await tenant
    .select('profile')
    .where('id', '=', id)
    .select(['id', 'name', 'description', 'kind', 'permissions', 'field_access'])
    .executeTakeFirst();
  return row === undefined ? null : toProfile(row);
}

/** Names of all profiles but one, for a rule that wants them different. */
export async function otherProfileNames(tenant: Tenant, id: string | null): Promise<readonly string[]> {
  let query = tenant.select('profile').select('name');
  if (id !== null) query = query.where('id', '<>', id);
  return (await query.execute()).map(({ name }) => name);
}

export async function countCustomProfiles(tenant: Tenant): Promise<number> {
  const { profiles } = await tenant
    .select('profile')
    .where('kind', '=', 'custom')
    .select((eb) => eb.fn.countAll<string>().as('profiles'))
    .executeTakeFirstOrThrow();
  return Number(profiles);
}

/** Stores a profile as it shall be from now on. To be called inside `changeGrants`. */
export async function saveProfile(
  tenant: Tenant,
  profile: Profile,
  change: { readonly by: string; readonly now: Date; readonly switched: readonly PermissionName[] },
): Promise<void> {
  const switchedAt = Object.fromEntries(change.switched.map((name) => [name, change.now.toISOString()]));
  await tenant
    .update('profile')
    .where('id', '=', profile.id)
    .set({
      name: profile.name,
      description: profile.description,
      permissions: JSON.stringify(profile.enabled),
      field_access: JSON.stringify(profile.fieldAccess),
      permission_changes: sql<string>`profile.permission_changes || ${JSON.stringify(switchedAt)}::jsonb`,
      modified_by: change.by,
      modified_at: change.now,
    })
    .execute();
}

/** Stores a new profile and answers its id; the one it carries is not used. */
export async function insertProfile(
  tenant: Tenant,
  profile: Omit<Profile, 'id'>,
  change: { readonly by: string | null; readonly now: Date },
): Promise<string> {
  const { id } = await tenant
    .insert('profile', {
      name: profile.name,
      description: profile.description,
      kind: profile.kind,
      permissions: JSON.stringify(profile.enabled),
      field_access: JSON.stringify(profile.fieldAccess),
      permission_changes: '{}',
      created_by: change.by,
      modified_by: change.by,
      created_at: change.now,
      modified_at: change.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** How many users have the profile, deactivated and deleted ones included. */
export async function countUsersOfProfile(tenant: Tenant, profileId: string): Promise<number> {
  const { users } = await tenant
    .select('crm_user')
    .where('profile_id', '=', profileId)
    .select((eb) => eb.fn.countAll<string>().as('users'))
    .executeTakeFirstOrThrow();
  return Number(users);
}

/** Removes a profile; its users, if it has any, get the one named. To be called inside `changeGrants`. */
export async function deleteProfile(
  tenant: Tenant,
  profileId: string,
  transferTo: string | null,
  now: Date,
): Promise<void> {
  if (transferTo !== null) {
    await tenant
      .update('crm_user')
      .where('profile_id', '=', profileId)
      .set({ profile_id: transferTo, access_changed_at: now })
      .execute();
  }
  await tenant.delete('profile').where('id', '=', profileId).execute();
}

function profilesWithPeople(tenant: Tenant) {
  return tenant
    .select('profile')
    .leftJoin('crm_user as creator', (join) =>
      join
        .onRef('creator.id', '=', 'profile.created_by')
        .onRef('creator.organisation_id', '=', 'profile.organisation_id'),
    )
    .leftJoin('crm_user as modifier', (join) =>
      join
        .onRef('modifier.id', '=', 'profile.modified_by')
        .onRef('modifier.organisation_id', '=', 'profile.organisation_id'),
    )
    .select([
      'profile.id',
      'profile.name',
      'profile.description',
      'profile.kind',
      'profile.permissions',
      'profile.field_access',
      'profile.created_at',
      'profile.modified_at',
      'creator.id as creator_id',
      'creator.first_name as creator_first_name',
      'creator.last_name as creator_last_name',
      'modifier.id as modifier_id',
      'modifier.first_name as modifier_first_name',
      'modifier.last_name as modifier_last_name',
    ])
    .select((eb) =>
      eb
        .selectFrom('crm_user')
        .whereRef('crm_user.organisation_id', '=', 'profile.organisation_id')
        .whereRef('crm_user.profile_id', '=', 'profile.id')
        .where('crm_user.status', '=', 'active')
        .select((count) => count.fn.countAll<string>().as('users'))
        .as('users'),
    );
}

type ProfileRow = Awaited<ReturnType<ReturnType<typeof profilesWithPeople>['execute']>>[number];

const toEntry = (row: ProfileRow): ProfileEntry => ({
  profile: toProfile(row),
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
  createdBy: personOf(row.creator_id, row.creator_first_name, row.creator_last_name),
  modifiedBy: personOf(row.modifier_id, row.modifier_first_name, row.modifier_last_name),
  activeUserCount: Number(row.users ?? 0),
});
