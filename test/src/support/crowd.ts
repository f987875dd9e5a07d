import { sql } from 'kysely';
import { systemProfile, type FieldAccess, type PermissionName } from '@syncgrant/core';
import { insertProfile, type Tenant } from '@syncgrant/store';

/** Many users and records in few statements, for benchmarks. Nothing of it passes through feeds or the audit log. */

/** A custom profile with what Standard has, and perhaps more. */
export const addProfile = (
  tenant: Tenant,
  name: string,
  now: Date,
  { besides = [], fieldAccess = {} }: { besides?: readonly PermissionName[]; fieldAccess?: FieldAccess } = {},
): Promise<string> => {
  const { enabled, ...standard } = systemProfile('standard', '');
  return insertProfile(
    tenant,
    {
      ...standard,
      name,
      kind: 'custom',
      enabled: [...enabled, ...besides],
      fieldAccess,
    },
    { by: null, now },
  );
};

/** Active users with these profiles in turn. */
export async function addUsers(
  tenant: Tenant,
  count: number,
  profileIds: readonly string[],
  now: Date,
): Promise<void> {
  const profiles = sql`(array[${sql.join(profileIds.map((id) => sql`${id}::int8`))}])`;
  await sql`
    insert into syncgrant.crm_user
      (organisation_id, profile_id, role_id, email, first_name, last_name, access_changed_at, created_at)
    select ${tenant.organisationId}::int8, ${profiles}[n % ${profileIds.length}::int4 + 1],
      (select id from syncgrant.role where organisation_id = ${tenant.organisationId}::int8 limit 1),
      'user' || n || '-' || ${profileIds[0]} || '@example.test', 'User', 'No ' || n,
      ${now}::timestamptz, ${now}::timestamptz
    from generate_series(1, ${count}::int4) n`.execute(tenant.db);
}

/** Each of the profile's users with a connected account and a running sync of every module. */
export async function addSyncs(tenant: Tenant, profileId: string, now: Date): Promise<void> {
  await sql`
    with account as (
      insert into syncgrant.microsoft_account
        (organisation_id, user_id, tenant_id, object_id, username, display_name, granted_scopes, next_tick_at)
      select organisation_id, id, gen_random_uuid(), gen_random_uuid(), email, last_name, '[]', ${now}::timestamptz
      from syncgrant.crm_user
      where organisation_id = ${tenant.organisationId}::int8 and profile_id = ${profileId}::int8
      returning organisation_id, user_id, id
    )
    insert into syncgrant.setup (organisation_id, user_id, account_id, module, phase, last_good_end_at, created_at)
    select organisation_id, user_id, id, module, 'active', ${now}::timestamptz, ${now}::timestamptz
    from account, unnest(array['meetings', 'contacts', 'tasks']) module`.execute(tenant.db);
}

/** Names that occur often, each about every fortieth contact. */
const LAST_NAMES = ['Kowalski', 'Hansen', 'Moreau', 'Okafor', 'Tanaka', 'Silva', 'Novak', 'Jensen'];

/** Contacts of all users in turn. Every one of them has `Customer` in its description, `contact77` only number 77. */
export async function addContacts(tenant: Tenant, count: number, now: Date): Promise<void> {
  await sql`
    insert into syncgrant.record
      (organisation_id, module, owner_id, fields, created_by, modified_by, created_at, modified_at)
    select ${tenant.organisationId}::int8, 'Contacts', owner.id, jsonb_build_object(
        'First_Name', 'Person' || n % 500,
        'Last_Name', (array[${sql.join(LAST_NAMES)}]::text[])[n % 8 + 1] || n % 5000,
        'Email', 'contact' || n || '@customers.example',
        'Secondary_Email', case when n % 3 = 0 then 'second' || n || '@customers.example' end,
        'Phone', '+49 30 ' || 1000000 + n,
        'Mobile', case when n % 2 = 0 then '+49 170 ' || 1000000 + n end,
        'Mailing_City', (array['Berlin', 'Lyon', 'Osaka', 'Lagos', 'Porto'])[n % 5 + 1],
        'Mailing_Street', n % 300 || ' Long Street',
        'Title', (array['Engineer', 'Buyer', 'Director'])[n % 3 + 1],
        'Description', 'Customer since ' || 1990 + n % 30 || ', contact' || n || ', prefers letters'),
      owner.id, owner.id, ${now}::timestamptz - n * interval '7 seconds', ${now}::timestamptz - n % 9973 * interval '1 minute'
    from generate_series(1, ${count}::int4) n
    join (
      select id, row_number() over (order by id) - 1 as place, count(*) over () as users
      from syncgrant.crm_user
      where organisation_id = ${tenant.organisationId}::int8
    ) owner on owner.place = n % owner.users`.execute(tenant.db);
}
