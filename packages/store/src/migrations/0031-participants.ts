import { sql, type Kysely } from 'kysely';

/** Who takes part in which meetings: whom a meeting's record invites, and which meetings stand in a mailbox. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  /* A user of the organisation as `user:1`, anybody by the address in lower case. */
  `create function syncgrant.invited(fields jsonb) returns text[]
     language sql immutable parallel safe
     as $$
       select array_agg(distinct name) from jsonb_path_query(fields, '$.Participants[*]') participant,
         lateral (values
           (case when participant ->> 'type' = 'user' then 'user:' || (participant ->> 'participant') end),
           (case when participant ->> 'type' = 'email' then lower(participant ->> 'participant') end),
           (lower(participant ->> 'Email'))) names (name)
       where name is not null
     $$`,
  `create index record_invited on syncgrant.record using gin (syncgrant.invited(fields))
     where module = 'Events' and deleted_at is null`,
  /* What has left the mailbox, or was called off by its organiser, does not stand there any more. */
  `create index link_in_mailbox on syncgrant.link (organisation_id, setup_id, record_id)
     where record_id is not null and item_id is not null and seen ->> 'state' = 'present'
       and not coalesce(seen -> 'item' -> 'traits' @> '{"cancelled": true}', false)
       and detached_by is distinct from 'microsoft'`,
];
