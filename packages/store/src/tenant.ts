import type {
  DeleteQueryBuilder,
  DeleteResult,
  InsertQueryBuilder,
  InsertResult,
  Insertable,
  Kysely,
  SelectQueryBuilder,
  UpdateQueryBuilder,
  UpdateResult,
} from 'kysely';
import type { Schema, TenantTables } from './schema.ts';

/** The product's database for typed queries; a transaction is one too. */
export type Db = Kysely<Schema>;

type Table = keyof TenantTables;

/** What a caller gives of a new row: all but the organisation, which the tenant adds. */
export type TenantRow<T extends Table> = Omit<Insertable<Schema[T]>, 'organisation_id'>;

/**
 * The one way to the rows of an organisation: every query that starts here names the organisation already, so
 * none can be written without it. A tenant over a transaction writes in that transaction.
 */
export class Tenant {
  readonly db: Kysely<Schema>;
  readonly organisationId: string;

  constructor(db: Kysely<Schema>, organisationId: string) {
    this.db = db;
    this.organisationId = organisationId;
  }

  select<T extends Table>(table: T): SelectQueryBuilder<Schema, T, object> {
    return this.#any(this.db.selectFrom(table)).where(`${table}.organisation_id`, '=', this.organisationId);
  }

  insert<T extends Table>(
    table: T,
    rows: TenantRow<T> | readonly TenantRow<T>[],
  ): InsertQueryBuilder<Schema, T, InsertResult> {
    const list = Array.isArray(rows) ? rows : [rows];
    return this.#any(this.db.insertInto(table)).values(
      list.map((row: object) => ({ ...row, organisation_id: this.organisationId })),
    );
  }

  update<T extends Table>(table: T): UpdateQueryBuilder<Schema, T, T, UpdateResult> {
    return this.#any(this.db.updateTable(table)).where(`${table}.organisation_id`, '=', this.organisationId);
  }

  delete<T extends Table>(table: T): DeleteQueryBuilder<Schema, T, DeleteResult> {
    return this.#any(this.db.deleteFrom(table)).where(`${table}.organisation_id`, '=', this.organisationId);
  }

  /**
   * Kysely cannot see that every tenant table has an `organisation_id` while the table is a type parameter; the
   * `TenantTables` interface proves it, so the builder's types are set aside in this one place.
   */
  // oxlint-disable-next-line typescript/no-explicit-any
  #any(builder: unknown): any {
    return builder;
  }
}
