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
    const builder: unknown = this.db.selectFrom(table);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see `Scoped`
    return (builder as Scoped<SelectQueryBuilder<Schema, T, object>>).where(...this.#own(table));
  }

  insert<T extends Table>(
    table: T,
    rows: TenantRow<T> | readonly TenantRow<T>[],
  ): InsertQueryBuilder<Schema, T, InsertResult> {
    const list: readonly object[] = Array.isArray(rows) ? rows : [rows];
    const owned = list.map((row) => ({ ...row, organisation_id: this.organisationId }));
    const builder: unknown = this.db.insertInto(table);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see `Scoped`
    return (builder as Scoped<InsertQueryBuilder<Schema, T, InsertResult>>).values(owned);
  }

  update<T extends Table>(table: T): UpdateQueryBuilder<Schema, T, T, UpdateResult> {
    const builder: unknown = this.db.updateTable(table);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see `Scoped`
    return (builder as Scoped<UpdateQueryBuilder<Schema, T, T, UpdateResult>>).where(...this.#own(table));
  }

  delete<T extends Table>(table: T): DeleteQueryBuilder<Schema, T, DeleteResult> {
    const builder: unknown = this.db.deleteFrom(table);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see `Scoped`
    return (builder as Scoped<DeleteQueryBuilder<Schema, T, DeleteResult>>).where(...this.#own(table));
  }

  #own(table: Table): [column: string, operator: '=', value: string] {
    return [`${table}.organisation_id`, '=', this.organisationId];
  }
}

/**
 * Kysely cannot see that every tenant table has an `organisation_id` while the table is a type parameter. The
 * `TenantTables` interface proves it, so these few lines set the builders' own types aside.
 */
interface Scoped<Builder> {
  where(column: string, operator: '=', value: string): Builder;
  values(rows: readonly object[]): Builder;
}
