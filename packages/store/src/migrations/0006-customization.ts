import { sql, type Kysely } from 'kysely';

/** What organisations call modules and fields, and the values of their pick lists; one row for a module that differs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table syncgrant.module_customization (
        organisation_id int8 not null references syncgrant.organisation (id),
        module text not null,
        singular_label text,
        plural_label text,
        fields jsonb not null,
        modified_by int8 not null,
        modified_at timestamptz not null,
        primary key (organisation_id, module),
        foreign key (organisation_id, modified_by) references syncgrant.crm_user (organisation_id, id)
      )`,
    )
    .execute(db);
}
