/**
 * The part of `pg.Pool` that the product, Kysely and BullMQ rely on. A Postgres server and the embedded PGlite are both reached
 * through it, so that nothing else needs to know which of the two is there.
 */
export interface PgPoolLike {
  /** BullMQ reads `keepAlive` to learn that a connection which died silently is noticed. */
  readonly options: { readonly keepAlive?: boolean | undefined };
  /** A client of one's own, for a transaction or for LISTEN. Must be released. */
  connect(): Promise<PgClientLike>;
  /** One statement on whichever connection is free. Not for BEGIN. */
  query<Row = Record<string, unknown>>(text: string, params?: readonly unknown[]): Promise<PgResult<Row>>;
  /** Ends every connection. Whoever opened the database calls it, nobody else. */
  end(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): this;
  removeAllListeners(event?: string): this;
}

/** One connection, as `pg.PoolClient` has it. Its user awaits each statement before sending the next. */
export interface PgClientLike {
  query<Row = Record<string, unknown>>(text: string, params?: readonly unknown[]): Promise<PgResult<Row>>;
  /** Gives the connection back, rolling back what is still open. `destroy` ends it instead of keeping it for the next user. */
  release(destroy?: boolean): void;
  on(event: 'notification', listener: (notification: PgNotification) => void): this;
  on(event: 'error', listener: (error: Error) => void): this;
  on(event: 'end', listener: () => void): this;
  removeListener(event: 'notification', listener: (notification: PgNotification) => void): this;
  removeAllListeners(event?: string): this;
}

/** The answer to a statement. Several statements in one text are possible, but their answers are not. */
export interface PgResult<Row = Record<string, unknown>> {
  readonly command: string;
  /** Rows returned or changed; null for commands that count none. */
  readonly rowCount: number | null;
  readonly rows: Row[];
}

/** What LISTEN delivers: `payload` is empty if the sender gave none. */
export interface PgNotification {
  readonly channel: string;
  readonly payload?: string | undefined;
}
