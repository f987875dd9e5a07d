import { sql } from 'kysely';
import {
  parsePermissionName,
  type DataCenter,
  type Edition,
  type FieldAccess,
  type Profile,
} from '@syncgrant/core';
import type { Tenant } from '../tenant.ts';

/** All that a decision about one user rests on, read in one query. */
export interface GrantFacts {
  readonly revision: number;
  readonly organisation: {
    readonly name: string;
    readonly edition: Edition;
    readonly dataCenter: DataCenter;
    readonly microsoftEnabled: boolean;
    readonly changedAt: Date;
  };
  readonly user: {
    readonly id: string;
    readonly email: string;
    readonly fullName: string;
    readonly active: boolean;
    readonly timeZone: string;
    readonly roleId: string;
    readonly accessChangedAt: Date;
  };
  readonly profile: Profile;
  /**
   * Names this content of the profile for ever: the transaction that wrote the row and where it wrote it. A change that is rolled
   * back or not committed yet has a version of its own, which no other content ever gets.
   */
  readonly profileVersion: string;
  /** When each permission was last switched, ISO instants by name. */
  readonly permissionChanges: Readonly<Record<string, string>>;
}

/** `null` when the organisation has no such user. */
export async function readGrantFacts(tenant: Tenant, userId: string): Promise<GrantFacts | null> {
  return (await readGrantFactsOf(tenant, [userId])).get(userId) ?? null;
}

/** By the users' ids, as they were in one moment; those that the organisation has not are left out. */
export async function readGrantFactsOf(
  tenant: Tenant,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, GrantFacts>> {
  if (userIds.length === 0) return new Map();
  return new Map((await grantRows(tenant, userIds)).map((row) => [row.user_id, factsOf(row)]));
}

type GrantRow = Awaited<ReturnType<typeof grantRows>>[number];

const grantRows = (tenant: Tenant, userIds: readonly string[]) =>
  tenant
    .select('crm_user')
    .innerJoin('organisation', 'organisation.id', 'crm_user.organisation_id')
    .innerJoin('profile', (join) =>
      join
        .onRef('profile.id', '=', 'crm_user.profile_id')
        .onRef('profile.organisation_id', '=', 'crm_user.organisation_id'),
    )
    .where('crm_user.id', 'in', [...userIds])
    .select([
      'organisation.revision',
      'organisation.name as organisation_name',
      'organisation.edition',
      'organisation.data_center',
      'organisation.microsoft_enabled',
      'organisation.availability_changed_at',
      'crm_user.id as user_id',
      'crm_user.email',
      'crm_user.first_name',
      'crm_user.last_name',
      'crm_user.status',
      'crm_user.time_zone',
      'crm_user.role_id',
      'crm_user.access_changed_at',
      'profile.id as profile_id',
      'profile.name as profile_name',
      'profile.description',
      'profile.kind',
      'profile.permissions',
      'profile.field_access',
      'profile.permission_changes',
      sql<string>`concat_ws(' ', profile.xmin, profile.ctid)`.as('profile_version'),
    ])
    .execute();

function factsOf(row: GrantRow): GrantFacts {
  return {
    revision: row.revision,
    organisation: {
      name: row.organisation_name,
      edition: row.edition,
      dataCenter: row.data_center,
      microsoftEnabled: row.microsoft_enabled,
      changedAt: row.availability_changed_at,
    },
    user: {
      id: row.user_id,
      email: row.email,
      fullName: fullName(row.first_name, row.last_name),
      active: row.status === 'active',
      timeZone: row.time_zone,
      roleId: row.role_id,
      accessChangedAt: row.access_changed_at,
    },
    profile: toProfile({
      id: row.profile_id,
      name: row.profile_name,
      description: row.description,
      kind: row.kind,
      permissions: row.permissions,
      field_access: row.field_access,
    }),
    profileVersion: row.profile_version,
    permissionChanges: row.permission_changes,
  };
}

export function fullName(first: string | null, last: string): string {
  return first === null || first === '' ? last : `${first} ${last}`;
}

interface StoredProfile {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly kind: Profile['kind'];
  readonly permissions: readonly string[];
  readonly field_access: FieldAccess;
}

/** The profile as the core knows it. A stored name that the catalogue no longer has grants nothing. */
export function toProfile(row: StoredProfile): Profile {
  return {
    id: row.id,
    name: row.name,
    description: row.description ?? '',
    kind: row.kind,
    enabled: row.permissions.map(parsePermissionName).filter((name) => name !== undefined),
    fieldAccess: row.field_access,
  };
}
