import { sql, type Kysely } from 'kysely';

/** Indexes for what is asked of records: sorted lists, deleted ones, and the searches by address, number and word. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const LIVING = 'where deleted_at is null';

const addressIndex = (name: string, address: string): string =>
  `create index ${name} on syncgrant.record (organisation_id, module, ${address})
     ${LIVING} and ${address} is not null`;

const STATEMENTS = [
  `create index record_created on syncgrant.record (organisation_id, module, created_at desc, id desc) ${LIVING}`,
  `create index record_modified on syncgrant.record (organisation_id, module, modified_at desc, id desc) ${LIVING}`,
  `create index record_deleted on syncgrant.record (organisation_id, module, deleted_at desc, id desc)
     where deleted_at is not null`,

  addressIndex('record_email', `lower(fields ->> 'Email')`),
  addressIndex('record_secondary_email', `lower(fields ->> 'Secondary_Email')`),

  /* Numbers are compared by their digits: +49 (30) 1 is 49301. */
  `create function syncgrant.phone_numbers(fields jsonb) returns text[]
     language sql immutable parallel safe
     as $$
       select array_agg(regexp_replace(value, '\\D', '', 'g'))
       from jsonb_each_text(fields)
       where key in ('Phone', 'Mobile', 'Home_Phone', 'Other_Phone', 'Asst_Phone', 'Fax')
     $$`,
  `create index record_phone on syncgrant.record using gin (syncgrant.phone_numbers(fields)) ${LIVING}`,
  `create index record_words on syncgrant.record
     using gin (jsonb_to_tsvector('simple'::regconfig, fields, '["string"]'::jsonb)) ${LIVING}`,
];
