import type { ColumnType, Generated } from 'kysely';
import type {
  Canonical,
  CanonicalValue,
  ContactMapping,
  DataCenter,
  Edition,
  FieldAccess,
  OwnAnswer,
  Preview,
  ProblemClass,
  RecordModule,
  Seen,
  SetupPhase,
  SetupState,
  Side,
  SyncModule,
} from '@syncgrant/core';
import type { AttachmentTables } from './attachments/tables.ts';
import type { CustomizationTables } from './customization/tables.ts';
import type { ImportTables } from './imports/tables.ts';
import type { OAuthTables } from './oauth/tables.ts';
import type { PhotoTables } from './photos/tables.ts';
import type { SyncHealthTables } from './sync/health-tables.ts';

/**
 * The tables as Kysely sees them. Ids are `int8` and arrive as decimal strings; counters are `int4` and arrive as
 * numbers; instants are `timestamptz` and arrive as `Date`. Every table carries its organisation.
 */

/** jsonb: written as text, read as the parsed value. */
type Json<T> = ColumnType<T, string, string>;
type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>;
type Id = Generated<string>;
type CreatedAt = ColumnType<Date, Date | undefined, never>;

export interface OrganisationTable {
  id: Id;
  name: string;
  edition: Edition;
  data_center: DataCenter;
  microsoft_enabled: Generated<boolean>;
  /** Grows with every change that can alter a grant. */
  revision: Generated<number>;
  /** The revision up to which setups were told (timeline, resumed ticks). */
  announced_revision: Generated<number>;
  /** When edition, data centre or the extension switch last changed. */
  availability_changed_at: ColumnType<Date, Date | undefined, Date>;
  created_at: CreatedAt;
}

export interface ProfileTable {
  id: Id;
  organisation_id: string;
  name: string;
  description: string | null;
  kind: 'administrator' | 'standard' | 'custom';
  /** Names of the enabled permissions. */
  permissions: Json<string[]>;
  field_access: Json<FieldAccess>;
  /** When each permission was last switched, ISO instants by name. */
  permission_changes: Json<Record<string, string>>;
  created_by: string | null;
  modified_by: string | null;
  created_at: CreatedAt;
  modified_at: ColumnType<Date, Date | undefined, Date>;
}

export interface CrmUserTable {
  id: Id;
  organisation_id: string;
  profile_id: string;
  role_id: string;
  email: string;
  first_name: string | null;
  last_name: string;
  status: 'active' | 'disabled' | 'deleted';
  /** Entra tenant id and object id; null until the invitation was accepted by a first sign-in. */
  entra_tenant_id: string | null;
  entra_object_id: string | null;
  time_zone: string;
  /** When status or profile last changed. */
  access_changed_at: ColumnType<Date, Date | undefined, Date>;
  created_at: CreatedAt;
}

/** A place in the organisation's hierarchy; exactly one, the root, reports to nobody. */
export interface RoleTable {
  id: Id;
  organisation_id: string;
  name: string;
  description: string | null;
  reports_to: string | null;
  share_with_peers: Generated<boolean>;
  created_by: string | null;
  modified_by: string | null;
  created_at: CreatedAt;
  modified_at: ColumnType<Date, Date | undefined, Date>;
}

export interface UserGroupTable {
  id: Id;
  organisation_id: string;
  name: string;
  description: string | null;
  created_by: string | null;
  modified_by: string | null;
  created_at: CreatedAt;
  modified_at: ColumnType<Date, Date | undefined, Date>;
}

/** A user, or all users of a role, in a group. */
export interface GroupMemberTable {
  organisation_id: string;
  group_id: string;
  user_id: string | null;
  role_id: string | null;
  /** Of a role: with the roles below it. */
  subordinates: Generated<boolean>;
}

export interface SessionTable {
  /** SHA-256 of the cookie's value, hex. */
  id: string;
  organisation_id: string;
  user_id: string;
  csrf_token: string;
  address: string | null;
  user_agent: string | null;
  created_at: CreatedAt;
  last_seen_at: ColumnType<Date, Date | undefined, Date>;
  expires_at: ColumnType<Date, Date, Date>;
}

/** A visit to Microsoft's sign-in page that has not come back yet. */
export interface SignInAttemptTable {
  /** SHA-256 of the state parameter, hex. */
  id: string;
  /** Null for a sign-in: who comes is not known yet. */
  organisation_id: string | null;
  user_id: string | null;
  module: SyncModule | null;
  purpose: 'sign_in' | 'connect';
  /** SHA-256 of the cookie that binds the attempt to one browser, hex. */
  browser: string;
  nonce: string;
  /** PKCE verifier, sealed. */
  verifier_box: Buffer;
  expires_at: ColumnType<Date, Date, Date>;
  created_at: CreatedAt;
}

export interface RecordTable {
  id: Id;
  organisation_id: string;
  module: RecordModule;
  owner_id: string;
  /** Zoho field names and shapes; system fields (id, Owner, times) are columns. */
  fields: Json<Record<string, unknown>>;
  /** Meetings only: the iCalUId of what it is one with at Microsoft. */
  ical_uid: string | null;
  /** Meetings only: the series in which it stands in place of the occurrence of a date ('YYYY-MM-DD'). */
  series_id: string | null;
  occurrence_date: string | null;
  version: Generated<number>;
  created_by: string;
  modified_by: string;
  created_at: CreatedAt;
  modified_at: ColumnType<Date, Date | undefined, Date>;
  deleted_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
}

/** A head row per stream numbers the feed's rows, so that a reader never skips one that commits late. */
export interface FeedHeadTable {
  organisation_id: string;
  owner_id: string;
  module: RecordModule;
  position: number;
}

export interface FeedEntryTable {
  organisation_id: string;
  owner_id: string;
  module: RecordModule;
  position: number;
  record_id: string;
  /** `left`: the record went to another owner, so this stream loses it without a deletion. */
  kind: 'changed' | 'deleted' | 'left';
  at: CreatedAt;
}

export interface MicrosoftAccountTable {
  id: Id;
  organisation_id: string;
  user_id: string;
  tenant_id: string;
  object_id: string;
  username: string;
  display_name: string;
  granted_scopes: Json<string[]>;
  /** MSAL's cache, sealed; saved by compare-and-set on `token_version`. */
  token_box: Buffer | null;
  token_version: Generated<number>;
  token_refreshed_at: Date | null;
  problem: NullableJson<StoredProblem>;
  /** What was asked for and what a tick has seen: they differ while something waits. */
  wanted: Generated<number>;
  served: Generated<number>;
  /** Since when something waits that no tick has dealt with; for telling, not for deciding. */
  wanted_at: Date | null;
  next_tick_at: ColumnType<Date, Date | undefined, Date>;
  /** Ticks in a row that met no change on either side. */
  quiet_ticks: Generated<number>;
  /** When its user was deleted: never run again, and the mailbox is free for another user. */
  released_at: ColumnType<Date | null, undefined, Date>;
  created_at: CreatedAt;
}

/**
 * Who may run an account now. A table of its own, so that writes of records, which raise `wanted` of the account,
 * never wait for a running tick or make it wait.
 */
export interface LeaseTable {
  organisation_id: string;
  account_id: string;
  /** Grows with every new holder; an older one can commit nothing. */
  fence: number;
  until: ColumnType<Date, Date, Date>;
}

export interface StoredProblem {
  readonly class: ProblemClass;
  readonly since: string;
  readonly detail: string;
}

/** What a plan holds until the user says yes to it. */
export interface StoredConfirmation {
  readonly deletions: number;
  /** The full links at that time. */
  readonly linkCount: number;
  readonly peopleMailed: number;
  readonly since: string;
}

export interface StoredConfiguration {
  readonly direction: 'both' | 'to_microsoft' | 'to_crm';
  readonly conflictPolicy: 'newest' | 'crm' | 'microsoft';
  readonly containerId: string;
  readonly containerName: string;
  /** What of a contact is joined with what; as proposed when absent. */
  readonly contactMapping?: ContactMapping;
  /** Whether the photos of contacts go along. */
  readonly photos?: boolean | undefined;
}

export interface SetupTable {
  id: Id;
  organisation_id: string;
  user_id: string;
  account_id: string;
  module: SyncModule;
  /** One setup per user and module is current; one with an earlier account is kept beside it. */
  current: Generated<boolean>;
  phase: SetupPhase;
  configuration: NullableJson<StoredConfiguration>;
  preview: NullableJson<Preview>;
  own_pause_since: Date | null;
  problem: NullableJson<StoredProblem>;
  progress: NullableJson<{ done: number; total: number }>;
  last_good_end_at: Date | null;
  next_attempt_at: Date | null;
  consecutive_failures: Generated<number>;
  /** Position in the user's change feed up to which links were touched; null before the first full scan. */
  feed_position: number | null;
  /** What the last plan was made under: grant and choices as text. A new one makes every link planned again. */
  plan_key: string | null;
  confirmation: NullableJson<StoredConfirmation>;
  confirmed_deletions: Generated<number>;
  /** People to whom Microsoft may write, as the user has confirmed. */
  confirmed_mail: Generated<number>;
  /** When the user has last seen how many deletions there are: those before count no more for the brake. */
  deletions_seen_at: Date | null;
  /** The status last written to the timeline. */
  announced: NullableJson<{ state: SetupState; reason: string; since: string }>;
  created_at: CreatedAt;
}

export interface CursorTable {
  organisation_id: string;
  setup_id: string;
  container_id: string;
  /** Where the round under way goes on; null when none is. */
  next_link: string | null;
  /** Where the next round begins; kept until that round is complete. */
  delta_link: string | null;
  /** When a round was last complete. */
  complete_at: Date | null;
  /** Of a calendar: meetings that were over before are none of the sync's. Set by the first reading, and kept. */
  start_at: Date | null;
  /** What the reading covers that the links stem from; it has an end only where it has to be moved on. */
  window_from: Date | null;
  window_to: Date | null;
  /** Grows with every fresh start; links seen in an older generation were not reported since. */
  generation: Generated<number>;
  /** The last generation in which all that was not reported was dealt with. */
  compared: Generated<number>;
}

/** A subscription to the changes of a setup's calendar, folder or list at Microsoft. */
export interface SubscriptionTable {
  organisation_id: string;
  setup_id: string;
  /** What it watches, in Graph's words. */
  resource: string;
  /** Where its notifications are sent. */
  address: string;
  /** Graph's id of it, the SHA-256 (hex) of the secret in its notifications, and its end: all null while there is none. */
  graph_id: string | null;
  secret_hash: string | null;
  expires_at: Date | null;
  /** When a tick is to renew it, or to try again. */
  due_at: Date;
  /** Attempts in a row that failed. */
  failures: Generated<number>;
}

export interface LinkTable {
  id: Id;
  organisation_id: string;
  setup_id: string;
  container_id: string | null;
  /** Written into the Microsoft item at its creation, so that a lost answer can be found again. */
  correlation_id: string;
  item_id: string | null;
  seen: NullableJson<Seen>;
  /** Of an occurrence of a series: the series' item, and when its pattern has it begin (ISO instant). */
  series_item_id: string | null;
  original_start: string | null;
  /** The cursor generation in which the item was last reported. */
  seen_generation: Generated<number>;
  record_id: string | null;
  /** The record version that this link last wrote or planned with; a feed row with it is our own echo. */
  record_version: number | null;
  base_crm: NullableJson<Canonical>;
  base_microsoft: NullableJson<Canonical>;
  /** The version of the setup's contact mapping under which the bases were made. */
  base_mapping: Generated<number>;
  /** When a create at Microsoft was announced; null once its fate is known. */
  intent_at: Date | null;
  /**
   * On which side it left the setup's scope (another owner; another folder): neither planned nor deleted, and
   * attached again when it comes back on that side.
   */
  detached_by: Side | null;
  /** `touched` above `planned` means: something changed since the last plan. */
  touched: Generated<number>;
  planned: Generated<number>;
  held_reason: string | null;
  failures: Generated<number>;
  next_attempt_at: Date | null;
  problem: string | null;
  /** The user's decision about a possible match: the half link that is the same thing. */
  same_as: string | null;
  /** The user's decision that no half link of the other side is the same thing. */
  stands_alone: Generated<boolean>;
  /** The item was created by this sync for the record. */
  is_copy: Generated<boolean>;
  /** The copy is to be removed at Microsoft: `sent` once that was announced. */
  removal: 'due' | 'sent' | null;
  /** The copy that was removed; it may come back from the recycle bin. */
  former_item_id: string | null;
  /** What the user answered in the CRM to the invitation, and Microsoft was not told yet. */
  own_answer: NullableJson<OwnAnswer>;
  created_at: CreatedAt;
}

/** Which record a meeting is, by its iCalUId: the same in all mailboxes, and another one for each occurrence of a series. */
export interface SharedMeetingTable {
  organisation_id: string;
  ical_uid: string;
  /** Null only inside the transaction that makes the record. */
  record_id: string | null;
}

export interface OutcomeTable {
  id: Id;
  organisation_id: string;
  setup_id: string;
  link_id: string | null;
  record_id: string | null;
  kind: 'created' | 'updated' | 'deleted' | 'merged' | 'skipped' | 'held' | 'failed';
  side: Side | null;
  reason: string | null;
  message: string;
  title: string;
  at: CreatedAt;
}

export interface ConflictTable {
  id: Id;
  organisation_id: string;
  setup_id: string;
  link_id: string;
  record_id: string | null;
  field: string;
  /** The CRM fields that held it; null in rows from before this was kept, whose fields were the proposed ones. */
  crm_fields: NullableJson<readonly string[]>;
  winner: Side;
  kept: Json<CanonicalValue>;
  lost: Json<CanonicalValue>;
  /** When the user brought the losing value back; null while it is only kept. */
  restored_at: Date | null;
  /** What the CRM held in its place until then. */
  replaced: NullableJson<CanonicalValue>;
  title: string;
  at: CreatedAt;
}

export interface TimelineTable {
  id: Id;
  organisation_id: string;
  setup_id: string;
  kind: string;
  message: string;
  detail: NullableJson<unknown>;
  at: CreatedAt;
}

export interface AuditTable {
  id: Id;
  organisation_id: string;
  actor_id: string | null;
  actor_name: string;
  action: string;
  subject: string;
  before: NullableJson<unknown>;
  after: NullableJson<unknown>;
  revision: number;
  address: string | null;
  at: CreatedAt;
}

/** Tables whose rows belong to exactly one organisation: reached through `Tenant` only. */
export interface TenantTables
  extends AttachmentTables, CustomizationTables, ImportTables, OAuthTables, PhotoTables, SyncHealthTables {
  profile: ProfileTable;
  crm_user: CrmUserTable;
  role: RoleTable;
  user_group: UserGroupTable;
  group_member: GroupMemberTable;
  session: SessionTable;
  record: RecordTable;
  feed_head: FeedHeadTable;
  feed_entry: FeedEntryTable;
  microsoft_account: MicrosoftAccountTable;
  lease: LeaseTable;
  setup: SetupTable;
  cursor: CursorTable;
  subscription: SubscriptionTable;
  link: LinkTable;
  shared_meeting: SharedMeetingTable;
  outcome: OutcomeTable;
  conflict: ConflictTable;
  timeline: TimelineTable;
  audit: AuditTable;
}

export interface Schema extends TenantTables {
  organisation: OrganisationTable;
  sign_in_attempt: SignInAttemptTable;
}
