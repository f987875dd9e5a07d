import { sql, type Kysely } from 'kysely';
import type { Profile } from '@syncgrant/core';
import { fullName, toProfile } from '../grants/grant-facts.ts';
import type { Schema } from '../schema.ts';
import type { Tenant } from '../tenant.ts';

/** A user of the CRM with the one profile and the one role they have. */
export interface CrmUser {
  readonly id: string;
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string;
  readonly fullName: string;
  readonly status: 'active' | 'disabled' | 'deleted';
  /** Whether a first sign-in has accepted the invitation. */
  readonly confirmed: boolean;
  readonly timeZone: string;
  readonly profile: Profile;
  readonly role: { readonly id: string; readonly name: string };
  /** Whether a Microsoft sync is set up. */
  readonly syncs: boolean;
}

/** Tenant id and object id together name a person at Microsoft for ever. */
export interface EntraIdentity {
  readonly tenantId: string;
  readonly objectId: string;
}

export interface UserPlace {
  readonly organisationId: string;
  readonly userId: string;
  readonly active: boolean;
}

/** Where a Microsoft identity has signed in before; active users first, then the oldest. */
export async function findUsersOfAnyOrganisation(
  db: Kysely<Schema>,
  identity: EntraIdentity,
): Promise<readonly UserPlace[]> {
  const rows = await db
    .selectFrom('crm_user')
    .where('entra_tenant_id', '=', identity.tenantId)
    .where('entra_object_id', '=', identity.objectId)
    .where('status', '<>', 'deleted')
    .orderBy(sql`status = 'active'`, 'desc')
    .orderBy('id')
    .select(['organisation_id', 'id', 'status'])
    .execute();
  return rows.map(placeOf);
}

/** Users who were invited under this address and have not signed in yet, in whichever organisation. */
export async function findInvitationsOfAnyOrganisation(
  db: Kysely<Schema>,
  email: string,
): Promise<readonly UserPlace[]> {
  const rows = await db
    .selectFrom('crm_user')
    .where(sql`lower(email)`, '=', email.toLowerCase())
    .where('entra_object_id', 'is', null)
    .where('status', '<>', 'deleted')
    .orderBy(sql`status = 'active'`, 'desc')
    .orderBy('id')
    .select(['organisation_id', 'id', 'status'])
    .execute();
  return rows.map(placeOf);
}

const placeOf = (row: { organisation_id: string; id: string; status: CrmUser['status'] }): UserPlace => ({
  organisationId: row.organisation_id,
  userId: row.id,
  active: row.status === 'active',
});

/** Binds an invited user to the identity that signed in; false when somebody else was quicker. */
export async function acceptInvitation(
  tenant: Tenant,
  userId: string,
  identity: EntraIdentity,
): Promise<boolean> {
  const { numUpdatedRows } = await tenant
    .update('crm_user')
    .where('id', '=', userId)
    .where('entra_object_id', 'is', null)
    .where('status', '=', 'active')
    .set({ entra_tenant_id: identity.tenantId, entra_object_id: identity.objectId })
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export type UserFilter =
  | 'all'
  | 'active'
  | 'inactive'
  | 'deleted'
  | 'confirmed'
  | 'not_confirmed'
  | 'active_confirmed'
  | 'administrators'
  | 'active_confirmed_administrators';

interface FilterMeaning {
  readonly status: readonly CrmUser['status'][];
  readonly confirmed?: boolean;
  /** With the system Administrator profile. */
  readonly administrators?: boolean;
}

const PRESENT = ['active', 'disabled'] as const;

const FILTERS: Readonly<Record<UserFilter, FilterMeaning>> = {
  all: { status: PRESENT },
  active: { status: ['active'] },
  inactive: { status: ['disabled'] },
  deleted: { status: ['deleted'] },
  confirmed: { status: PRESENT, confirmed: true },
  not_confirmed: { status: PRESENT, confirmed: false },
  active_confirmed: { status: ['active'], confirmed: true },
  administrators: { status: PRESENT, administrators: true },
  active_confirmed_administrators: { status: ['active'], confirmed: true, administrators: true },
};

/** Who of the organisation is meant. */
export interface UserQuery {
  readonly filter: UserFilter;
  readonly ids?: readonly string[] | undefined;
  /** Only one user and those who have one of these roles. */
  readonly among?: { readonly userId: string; readonly roleIds: readonly string[] } | null | undefined;
}

/** By name; `limit` users after `offset`, and whether there are more. */
export async function listUsers(
  tenant: Tenant,
  page: UserQuery & { readonly limit: number; readonly offset: number },
): Promise<{ readonly users: readonly CrmUser[]; readonly more: boolean }> {
  const rows = await usersWithProfile(tenant)
    .where('crm_user.id', 'in', meant(tenant, page))
    .orderBy(sql`lower(crm_user.last_name)`)
    .orderBy('crm_user.id')
    .limit(page.limit + 1)
    .offset(page.offset)
    .execute();
  return { users: rows.slice(0, page.limit).map(toUser), more: rows.length > page.limit };
}

export async function countUsers(tenant: Tenant, query: UserQuery): Promise<number> {
  const { users } = await meant(tenant, query)
    .clearSelect()
    .select((eb) => eb.fn.countAll<string>().as('users'))
    .executeTakeFirstOrThrow();
  return Number(users);
}

function meant(tenant: Tenant, { filter, ids, among }: UserQuery) {
  const { status, confirmed, administrators } = FILTERS[filter];
  let query = tenant.select('crm_user').select('crm_user.id').where('crm_user.status', 'in', status);
  if (confirmed !== undefined) {
    query = query.where('crm_user.entra_object_id', confirmed ? 'is not' : 'is', null);
  }
  if (administrators === true) {
    const profiles = tenant.select('profile').where('kind', '=', 'administrator').select('profile.id');
    query = query.where('crm_user.profile_id', 'in', profiles);
  }
  if (ids !== undefined) query = query.where('crm_user.id', 'in', ids);
  if (among) {
    const { userId, roleIds } = among;
    query = query.where((eb) =>
      eb.or([
        eb('crm_user.id', '=', userId),
        ...(roleIds.length > 0 ? [eb('crm_user.role_id', 'in', roleIds)] : []),
      ]),
    );
  }
  return query;
}

/** `null` for a deleted user too. */
export async function readUser(tenant: Tenant, id: string): Promise<CrmUser | null> {
  const user = await readUserOrDeleted(tenant, id);
  return user?.status === 'deleted' ? null : user;
}

export async function readUserOrDeleted(tenant: Tenant, id: string): Promise<CrmUser | null> {
  const row = await usersWithProfile(tenant).where('crm_user.id', '=', id).executeTakeFirst();
  return row === undefined ? null : toUser(row);
}

/** Names and addresses of users, deleted ones included: records keep naming them. */
export async function readUsers(
  tenant: Tenant,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly name: string; readonly email: string }[]> {
  if (ids.length === 0) return [];
  const rows = await tenant
    .select('crm_user')
    .where('id', 'in', ids)
    .select(['id', 'email', 'first_name', 'last_name'])
    .execute();
  return rows.map((row) => ({ id: row.id, name: fullName(row.first_name, row.last_name), email: row.email }));
}

/** How many active users besides this one have the system Administrator profile. */
export async function countOtherActiveAdministrators(tenant: Tenant, userId: string): Promise<number> {
  const { others } = await tenant
    .select('crm_user')
    .innerJoin('profile', 'profile.id', 'crm_user.profile_id')
    .where('profile.kind', '=', 'administrator')
    .where('crm_user.status', '=', 'active')
    .where('crm_user.id', '<>', userId)
    .select((eb) => eb.fn.countAll<string>().as('others'))
    .executeTakeFirstOrThrow();
  return Number(others);
}

export interface NewUser {
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string;
  readonly profileId: string;
  /** The root when none is named. */
  readonly roleId?: string | undefined;
  readonly timeZone: string;
}

/** Invites a user: the first sign-in under this address accepts. `null` when the organisation has the address already. */
export async function inviteUser(tenant: Tenant, user: NewUser, now: Date): Promise<string | null> {
  const row = await tenant
    .insert('crm_user', {
      email: user.email,
      first_name: user.firstName,
      last_name: user.lastName,
      profile_id: user.profileId,
      role_id: user.roleId ?? (await rootRole(tenant)),
      status: 'active',
      time_zone: user.timeZone,
      access_changed_at: now,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

async function rootRole(tenant: Tenant): Promise<string> {
  const { id } = await tenant
    .select('role')
    .where('reports_to', 'is', null)
    .select('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Gives a user another profile, role or status. To be called inside `changeGrants`. */
export async function setUserAccess(
  tenant: Tenant,
  userId: string,
  access: {
    readonly profileId: string;
    readonly roleId?: string | undefined;
    readonly active: boolean;
  },
  now: Date,
): Promise<void> {
  await tenant
    .update('crm_user')
    .where('id', '=', userId)
    .set({
      profile_id: access.profileId,
      ...(access.roleId !== undefined && { role_id: access.roleId }),
      status: access.active ? 'active' : 'disabled',
      access_changed_at: now,
    })
    .execute();
}

function usersWithProfile(tenant: Tenant) {
  return tenant
    .select('crm_user')
    .innerJoin('profile', 'profile.id', 'crm_user.profile_id')
    .innerJoin('role', 'role.id', 'crm_user.role_id')
    .select([
      'crm_user.id',
      'crm_user.email',
      'crm_user.first_name',
      'crm_user.last_name',
      'crm_user.status',
      'crm_user.entra_object_id',
      'crm_user.time_zone',
      'role.id as role_id',
      'role.name as role_name',
      'profile.id as profile_id',
      'profile.name as profile_name',
      'profile.description',
      'profile.kind',
      'profile.permissions',
      'profile.field_access',
    ])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('setup')
            .whereRef('setup.organisation_id', '=', 'crm_user.organisation_id')
            .whereRef('setup.user_id', '=', 'crm_user.id')
            .where('setup.current', '=', true)
            .where('setup.phase', '<>', 'disabled')
            .select('setup.id'),
        )
        .as('syncs'),
    );
}

type UserRow = Awaited<ReturnType<ReturnType<typeof usersWithProfile>['execute']>>[number];

const toUser = (row: UserRow): CrmUser => ({
  id: row.id,
  email: row.email,
  firstName: row.first_name,
  lastName: row.last_name,
  fullName: fullName(row.first_name, row.last_name),
  status: row.status,
  confirmed: row.entra_object_id !== null,
  timeZone: row.time_zone,
  profile: toProfile({
    id: row.profile_id,
    name: row.profile_name,
    description: row.description,
    kind: row.kind,
    permissions: row.permissions,
    field_access: row.field_access,
  }),
  role: { id: row.role_id, name: row.role_name },
  syncs: Boolean(row.syncs),
});
