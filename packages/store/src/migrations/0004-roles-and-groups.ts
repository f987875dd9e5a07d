import { sql, type Kysely } from 'kysely';

/**
 * The hierarchy of roles, and groups of users. Every organisation gets its one root role, which all of its users have until
 * they are given another. Whoever is deleted leaves address, identity and mailbox free for a new invitation.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const ID = `int8 primary key default nextval('syncgrant.id')`;
const NOW = 'timestamptz not null default now()';
const ORGANISATION = 'organisation_id int8 not null references syncgrant.organisation (id)';
const HISTORY = `created_by int8,
    modified_by int8,
    created_at ${NOW},
    modified_at ${NOW}`;

const STATEMENTS = [
  `create table syncgrant.role (
    id ${ID},
    ${ORGANISATION},
    name text not null,
    description text,
    reports_to int8,
    share_with_peers boolean not null default false,
    ${HISTORY},
    unique (organisation_id, id),
    foreign key (organisation_id, reports_to) references syncgrant.role (organisation_id, id)
  )`,
  `create unique index role_name on syncgrant.role (organisation_id, lower(name))`,
  `create unique index role_root on syncgrant.role (organisation_id) where reports_to is null`,
  `create index role_below on syncgrant.role (organisation_id, reports_to)`,
  `insert into syncgrant.role (organisation_id, name) select id, 'CEO' from syncgrant.organisation`,

  `alter table syncgrant.crm_user add role_id int8`,
  `update syncgrant.crm_user set role_id = role.id
     from syncgrant.role where role.organisation_id = crm_user.organisation_id`,
  `alter table syncgrant.crm_user alter role_id set not null`,
  `alter table syncgrant.crm_user add foreign key (organisation_id, role_id)
     references syncgrant.role (organisation_id, id)`,
  `create index crm_user_role on syncgrant.crm_user (organisation_id, role_id)`,

  `create table syncgrant.user_group (
    id ${ID},
    ${ORGANISATION},
    name text not null,
    description text,
    ${HISTORY},
    unique (organisation_id, id)
  )`,
  `create unique index user_group_name on syncgrant.user_group (organisation_id, lower(name))`,
  `create table syncgrant.group_member (
    ${ORGANISATION},
    group_id int8 not null,
    user_id int8,
    role_id int8,
    subordinates boolean not null default false,
    check (num_nonnulls(user_id, role_id) = 1),
    foreign key (organisation_id, group_id) references syncgrant.user_group (organisation_id, id) on delete cascade,
    foreign key (organisation_id, user_id) references syncgrant.crm_user (organisation_id, id),
    foreign key (organisation_id, role_id) references syncgrant.role (organisation_id, id) on delete cascade
  )`,
  `create unique index group_member_user on syncgrant.group_member (organisation_id, user_id, group_id)
     where user_id is not null`,
  `create unique index group_member_role on syncgrant.group_member (organisation_id, role_id, group_id)
     where role_id is not null`,
  `create index group_member_list on syncgrant.group_member (organisation_id, group_id)`,

  `drop index syncgrant.crm_user_identity`,
  `create unique index crm_user_identity
     on syncgrant.crm_user (entra_tenant_id, entra_object_id, organisation_id) where status <> 'deleted'`,
  `alter table syncgrant.microsoft_account add released_at timestamptz`,
  `alter table syncgrant.microsoft_account
     drop constraint microsoft_account_organisation_id_tenant_id_object_id_key`,
  `create unique index microsoft_account_mailbox
     on syncgrant.microsoft_account (organisation_id, tenant_id, object_id) where released_at is null`,
];
