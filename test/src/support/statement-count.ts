import type { Database, PgClientLike, PgPoolLike, PgResult } from '@syncgrant/store';

/** What a database was asked since the counting began. */
export interface StatementCount {
  statements: number;
  /** As the answers to INSERT, UPDATE and DELETE say. */
  rowsWritten: number;
}

/** The same database, with everything counted that goes through its pool. */
export function countStatements(database: Database): { counted: Database; count: StatementCount } {
  const count: StatementCount = { statements: 0, rowsWritten: 0 };
  const noted = <Row>(result: PgResult<Row>): PgResult<Row> => {
    count.statements += 1;
    if (/^(INSERT|UPDATE|DELETE)/.test(result.command)) count.rowsWritten += result.rowCount ?? 0;
    return result;
  };
  const clientOf = (client: PgClientLike): PgClientLike =>
    withQuery(client, async (text, params) => noted(await client.query(text, params)));
  const { pool } = database;
  const counting = withQuery(pool, async (text, params) => noted(await pool.query(text, params)));
  const connect = async () => clientOf(await pool.connect());
  const counted: PgPoolLike = new Proxy(counting, {
    get: (target, name) => (name === 'connect' ? connect : Reflect.get(target, name)),
  });
  return { counted: { ...database, pool: counted }, count };
}

type Query = (text: string, params?: readonly unknown[]) => Promise<PgResult>;

/** Everything else goes to the object itself, which has private parts. */
function withQuery<T extends object>(object: T, query: Query): T {
  return new Proxy(object, {
    get(target, name) {
      if (name === 'query') return query;
      const found: unknown = Reflect.get(target, name);
      return typeof found === 'function' ? found.bind(target) : found;
    },
  });
}
