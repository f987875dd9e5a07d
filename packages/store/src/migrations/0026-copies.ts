import { sql, type Kysely } from 'kysely';

/** Which items are copies that a sync has made, and their removal when it is disabled. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table syncgrant.link
     add column is_copy boolean not null default false,
     add column removal text check (removal in ('due', 'sent')),
     add column former_item_id text`,
  /* Of what is there already, history tells. */
  `update syncgrant.link set is_copy = true where item_id is not null and exists (
     select from syncgrant.outcome where outcome.organisation_id = link.organisation_id
       and outcome.link_id = link.id and outcome.kind = 'created' and outcome.side = 'microsoft')`,
  `create index link_removal on syncgrant.link (organisation_id, setup_id, id) where removal is not null`,
  `create index link_former_item on syncgrant.link (organisation_id, setup_id, former_item_id)
     where former_item_id is not null`,
];
