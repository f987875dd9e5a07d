import { sql, type Kysely } from 'kysely';

/** The first schema. One statement per table; indexes stand beside the queries' needs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const ID = `int8 primary key default nextval('syncgrant.id')`;
const NOW = 'timestamptz not null default now()';
const ORGANISATION = 'organisation_id int8 not null references syncgrant.organisation (id)';

const STATEMENTS = [
  /* Ids look like Zoho's: decimal, at most 19 digits, unique over all tables and organisations. */
  `create sequence syncgrant.id start 4876876000000100001`,

  `create table syncgrant.organisation (
    id ${ID},
    name text not null,
    edition text not null,
    data_center text not null,
    microsoft_enabled boolean not null default true,
    revision int4 not null default 1,
    announced_revision int4 not null default 1,
    availability_changed_at ${NOW},
    created_at ${NOW}
  )`,

  `create table syncgrant.profile (
    id ${ID},
    ${ORGANISATION},
    name text not null,
    description text,
    kind text not null check (kind in ('administrator', 'standard', 'custom')),
    permissions jsonb not null,
    field_access jsonb not null default '{}',
    permission_changes jsonb not null default '{}',
    created_by int8,
    modified_by int8,
    created_at ${NOW},
    modified_at ${NOW},
    unique (organisation_id, id)
  )`,
  `create unique index profile_name on syncgrant.profile (organisation_id, lower(name))`,

  `create table syncgrant.crm_user (
    id ${ID},
    ${ORGANISATION},
    profile_id int8 not null,
    email text not null,
    first_name text,
    last_name text not null,
    status text not null default 'active' check (status in ('active', 'disabled', 'deleted')),
    entra_tenant_id text,
    entra_object_id text,
    time_zone text not null default 'UTC',
    access_changed_at ${NOW},
    created_at ${NOW},
    unique (organisation_id, id),
    foreign key (organisation_id, profile_id) references syncgrant.profile (organisation_id, id)
  )`,
  `create unique index crm_user_email on syncgrant.crm_user (organisation_id, lower(email)) where status <> 'deleted'`,
  `create unique index crm_user_identity on syncgrant.crm_user (entra_tenant_id, entra_object_id, organisation_id)`,
  `create index crm_user_profile on syncgrant.crm_user (organisation_id, profile_id)`,

  `create table syncgrant.session (
    id text primary key,
    ${ORGANISATION},
    user_id int8 not null,
    csrf_token text not null,
    address text,
    user_agent text,
    created_at ${NOW},
    last_seen_at ${NOW},
    expires_at timestamptz not null,
    foreign key (organisation_id, user_id) references syncgrant.crm_user (organisation_id, id)
  )`,
  `create index session_of_user on syncgrant.session (organisation_id, user_id)`,
  `create index session_expiry on syncgrant.session (expires_at)`,

  `create table syncgrant.sign_in_attempt (
    id text primary key,
    organisation_id int8 references syncgrant.organisation (id),
    user_id int8,
    module text,
    purpose text not null check (purpose in ('sign_in', 'connect')),
    browser text not null,
    nonce text not null,
    verifier_box bytea not null,
    expires_at timestamptz not null,
    created_at ${NOW}
  )`,
  `create index sign_in_attempt_expiry on syncgrant.sign_in_attempt (expires_at)`,

  `create table syncgrant.record (
    id ${ID},
    ${ORGANISATION},
    module text not null,
    owner_id int8 not null,
    fields jsonb not null,
    ical_uid text,
    version int4 not null default 1,
    created_by int8 not null,
    modified_by int8 not null,
    created_at ${NOW},
    modified_at ${NOW},
    deleted_at timestamptz,
    unique (organisation_id, id),
    foreign key (organisation_id, owner_id) references syncgrant.crm_user (organisation_id, id)
  )`,
  `create index record_list on syncgrant.record (organisation_id, module, id desc) where deleted_at is null`,
  `create index record_owner on syncgrant.record (organisation_id, owner_id, module, id) where deleted_at is null`,
  `create unique index record_ical_uid on syncgrant.record (organisation_id, owner_id, ical_uid)
     where ical_uid is not null and deleted_at is null`,

  `create table syncgrant.feed_head (
    organisation_id int8 not null,
    owner_id int8 not null,
    module text not null,
    position int4 not null,
    primary key (organisation_id, owner_id, module)
  )`,
  `create table syncgrant.feed_entry (
    organisation_id int8 not null,
    owner_id int8 not null,
    module text not null,
    position int4 not null,
    record_id int8 not null,
    kind text not null check (kind in ('changed', 'deleted', 'left')),
    at ${NOW},
    primary key (organisation_id, owner_id, module, position)
  )`,

  `create table syncgrant.microsoft_account (
    id ${ID},
    ${ORGANISATION},
    user_id int8 not null,
    tenant_id text not null,
    object_id text not null,
    username text not null,
    display_name text not null,
    granted_scopes jsonb not null default '[]',
    token_box bytea,
    token_version int4 not null default 0,
    token_refreshed_at timestamptz,
    problem jsonb,
    wanted int4 not null default 0,
    served int4 not null default 0,
    next_tick_at ${NOW},
    created_at ${NOW},
    unique (organisation_id, id),
    unique (organisation_id, tenant_id, object_id),
    foreign key (organisation_id, user_id) references syncgrant.crm_user (organisation_id, id)
  )`,
  `create index microsoft_account_due on syncgrant.microsoft_account (next_tick_at)`,
  `create index microsoft_account_wanted on syncgrant.microsoft_account (id) where wanted > served`,

  `create table syncgrant.lease (
    organisation_id int8 not null,
    account_id int8 not null,
    fence int4 not null,
    until timestamptz not null,
    primary key (organisation_id, account_id),
    foreign key (organisation_id, account_id) references syncgrant.microsoft_account (organisation_id, id)
  )`,

  `create table syncgrant.setup (
    id ${ID},
    ${ORGANISATION},
    user_id int8 not null,
    account_id int8 not null,
    module text not null check (module in ('meetings', 'contacts', 'tasks')),
    current boolean not null default true,
    phase text not null,
    configuration jsonb,
    preview jsonb,
    own_pause_since timestamptz,
    problem jsonb,
    progress jsonb,
    last_good_end_at timestamptz,
    next_attempt_at timestamptz,
    consecutive_failures int4 not null default 0,
    feed_position int4,
    plan_key text,
    confirmation jsonb,
    confirmed_deletions int4 not null default 0,
    announced jsonb,
    created_at ${NOW},
    unique (organisation_id, id),
    unique (organisation_id, user_id, module, account_id),
    foreign key (organisation_id, user_id) references syncgrant.crm_user (organisation_id, id),
    foreign key (organisation_id, account_id) references syncgrant.microsoft_account (organisation_id, id)
  )`,
  `create unique index setup_current on syncgrant.setup (organisation_id, user_id, module) where current`,
  `create index setup_account on syncgrant.setup (organisation_id, account_id)`,

  `create table syncgrant.cursor (
    organisation_id int8 not null,
    setup_id int8 not null,
    container_id text not null,
    next_link text,
    delta_link text,
    complete_at timestamptz,
    generation int4 not null default 1,
    primary key (organisation_id, setup_id, container_id),
    foreign key (organisation_id, setup_id) references syncgrant.setup (organisation_id, id)
  )`,

  `create table syncgrant.link (
    id ${ID},
    ${ORGANISATION},
    setup_id int8 not null,
    container_id text,
    correlation_id text not null,
    item_id text,
    seen jsonb,
    seen_generation int4 not null default 0,
    record_id int8,
    record_version int4,
    base_crm jsonb,
    base_microsoft jsonb,
    intent_at timestamptz,
    detached_by text check (detached_by in ('crm', 'microsoft')),
    touched int4 not null default 1,
    planned int4 not null default 0,
    held_reason text,
    failures int4 not null default 0,
    next_attempt_at timestamptz,
    problem text,
    created_at ${NOW},
    foreign key (organisation_id, setup_id) references syncgrant.setup (organisation_id, id),
    foreign key (organisation_id, record_id) references syncgrant.record (organisation_id, id)
  )`,
  `create unique index link_item on syncgrant.link (organisation_id, setup_id, item_id) where item_id is not null`,
  `create unique index link_record on syncgrant.link (organisation_id, setup_id, record_id) where record_id is not null`,
  `create unique index link_correlation on syncgrant.link (organisation_id, setup_id, correlation_id)`,
  `create index link_to_plan on syncgrant.link (organisation_id, setup_id, id) where touched > planned and detached_by is null`,
  `create index link_intent on syncgrant.link (organisation_id, setup_id) where intent_at is not null`,
  `create index link_half on syncgrant.link (organisation_id, setup_id) where item_id is null or record_id is null`,

  `create table syncgrant.outcome (
    id ${ID},
    ${ORGANISATION},
    setup_id int8 not null,
    link_id int8,
    record_id int8,
    kind text not null,
    side text,
    reason text,
    message text not null,
    title text not null,
    at ${NOW}
  )`,
  `create index outcome_list on syncgrant.outcome (organisation_id, setup_id, id desc)`,

  `create table syncgrant.conflict (
    id ${ID},
    ${ORGANISATION},
    setup_id int8 not null,
    link_id int8 not null,
    record_id int8,
    field text not null,
    winner text not null,
    kept jsonb not null,
    lost jsonb not null,
    title text not null,
    at ${NOW}
  )`,
  `create index conflict_list on syncgrant.conflict (organisation_id, setup_id, id desc)`,

  `create table syncgrant.timeline (
    id ${ID},
    ${ORGANISATION},
    setup_id int8 not null,
    kind text not null,
    message text not null,
    detail jsonb,
    at ${NOW}
  )`,
  `create index timeline_list on syncgrant.timeline (organisation_id, setup_id, id desc)`,

  `create table syncgrant.audit (
    id ${ID},
    ${ORGANISATION},
    actor_id int8,
    actor_name text not null,
    action text not null,
    subject text not null,
    before jsonb,
    after jsonb,
    revision int4 not null,
    address text,
    at ${NOW}
  )`,
  `create index audit_list on syncgrant.audit (organisation_id, id desc)`,
];
