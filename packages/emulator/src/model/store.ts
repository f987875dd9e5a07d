import { guid, outlookId } from './ids.ts';
import type { Kind, Row, Rows } from './rows.ts';

/** Where changes are written before they are acknowledged; see `journal.ts`. */
export interface Journal {
  append(entries: readonly JournalEntry[]): void;
  /** Forgets all entries. */
  clear(): void;
  close(): void;
}

export interface JournalEntry {
  readonly kind: Kind;
  readonly row: Row;
  /** The number of ids handed out so far. */
  readonly serial: number;
}

export type ChangeType = 'created' | 'updated' | 'deleted';

/** Told synchronously of each change. */
export type ChangeListener = (kind: Kind, row: Row, change: ChangeType) => void;

/** A row without what the store adds itself. */
export type Unstored<R extends Row> = Omit<R, 'seq' | 'gone'>;

interface Scope {
  readonly rows: Map<string, Row>;
  /** (seq, id) of each change, oldest first; only the last one of an id counts. */
  history: { readonly seq: number; readonly id: string }[];
}

type Tables = { readonly [K in Kind]: Map<string, Rows[K]> };

/** The collections with a history of their own, and the member that says which one a row is in. */
const SCOPE_MEMBER: Partial<Record<Kind, string>> = {
  calendar: 'mailbox',
  event: 'calendarId',
  contactFolder: 'mailbox',
  contact: 'folderId',
  taskList: 'mailbox',
  task: 'listId',
};

/**
 * All state of the emulator: immutable rows by kind and id, a history per collection for delta queries, and a journal.
 * Changes made since the last `flush` form one journal line, so they survive a crash together or not at all.
 */
export class Store {
  readonly seed: string;
  readonly #journal: Journal | undefined;
  #tables = emptyTables();
  #scopes = new Map<string, Scope>();
  #listeners: ChangeListener[] = [];
  #pending: JournalEntry[] = [];
  #seq = 0;
  #serial = 0;

  constructor(seed: string, journal?: Journal) {
    this.seed = seed;
    this.#journal = journal;
  }

  /** The position of the newest change. */
  get seq(): number {
    return this.#seq;
  }

  /** A row that is not removed. */
  get<K extends Kind>(kind: K, id: string): Rows[K] | undefined {
    const row: Rows[K] | undefined = this.#tables[kind].get(id);
    return row?.gone ? undefined : row;
  }

  /** All rows of a kind that are not removed, oldest first. */
  all<K extends Kind>(kind: K): Rows[K][] {
    return [...this.#tables[kind].values()].filter((row) => !row.gone);
  }

  /** The rows of one collection that are not removed, oldest first. */
  in<K extends Kind>(kind: K, scope: string): Rows[K][] {
    // The scope's key begins with the kind, so its rows are of that kind.
    return [...(this.#scopes.get(`${kind}:${scope}`)?.rows.values() ?? [])].filter(
      (row) => !row.gone,
    ) as Rows[K][];
  }

  /** Rows of a collection changed after `seq`, tombstones included, in the order of their last change. */
  changedAfter<K extends Kind>(kind: K, scope: string, seq: number): Rows[K][] {
    const collection = this.#scopes.get(`${kind}:${scope}`);
    if (!collection) return [];
    const { history, rows } = collection;
    let low = 0;
    for (let high = history.length; low < high;) {
      const middle = (low + high) >>> 1;
      if ((history[middle]?.seq ?? 0) <= seq) low = middle + 1;
      else high = middle;
    }
    return history.slice(low).flatMap((entry) => {
      const row = rows.get(entry.id);
      return row?.seq === entry.seq ? [row as Rows[K]] : [];
    });
  }

  /** Adds or replaces a row; the answer holds its new `seq`. */
  put<K extends Kind>(kind: K, row: Unstored<Rows[K]>): Rows[K] {
    const before = this.get(kind, row.id);
    const { gone: _, ...content }: Unstored<Rows[K]> & { gone?: true } = row;
    const stored = { ...content, seq: ++this.#seq } as unknown as Rows[K];
    this.#apply(kind, stored);
    this.#record(kind, stored, before ? 'updated' : 'created');
    return stored;
  }

  /** Replaces a row without a place in the history: delta queries do not see the change. */
  putQuietly<K extends Kind>(kind: K, row: Rows[K]): void {
    const key = this.#scopeKey(kind, row);
    this.#tables[kind].set(row.id, row);
    if (key !== undefined) this.#scopes.get(key)?.rows.set(row.id, row);
    if (this.#journal) this.#pending.push({ kind, row, serial: this.#serial });
  }

  /** Removes a row and keeps a tombstone. */
  remove(kind: Kind, id: string): void {
    const row = this.get(kind, id);
    if (!row) return;
    const tombstone = { ...row, seq: ++this.#seq, gone: true } as const;
    this.#apply(kind, tombstone);
    this.#record(kind, tombstone, 'deleted');
  }

  /** The `seq` that the next change will get. */
  get nextSeq(): number {
    return this.#seq + 1;
  }

  mintId(purpose: string): string {
    return outlookId(this.seed, purpose, ++this.#serial);
  }

  mintGuid(purpose: string): string {
    return guid(this.seed, purpose, ++this.#serial);
  }

  onChange(listener: ChangeListener): void {
    this.#listeners.push(listener);
  }

  /** Writes the changes since the last call to the journal. Call it before answering. */
  flush(): void {
    if (this.#pending.length === 0) return;
    const entries = this.#pending;
    this.#pending = [];
    this.#journal?.append(entries);
  }

  /** Writes what is left and closes the journal. */
  close(): void {
    this.flush();
    this.#journal?.close();
  }

  /** Takes over what a journal held; listeners are not told. */
  restore(entries: Iterable<JournalEntry>): void {
    for (const { kind, row, serial } of entries) {
      this.#seq = Math.max(this.#seq, row.seq);
      this.#serial = Math.max(this.#serial, serial);
      this.#apply(kind, row);
    }
  }

  /** Every row, tombstones included, in the order of the last changes: what a compacted journal holds. */
  *snapshot(): Generator<JournalEntry> {
    const kinds = Object.keys(this.#tables) as Kind[];
    const entries = kinds.flatMap((kind) =>
      [...this.#tables[kind].values()].map((row: Row) => ({ kind, row, serial: this.#serial })),
    );
    yield* entries.toSorted((a, b) => a.row.seq - b.row.seq);
  }

  /** Forgets everything but the secrets, and starts the numbers over. */
  clear(): void {
    const secrets = this.all('secret');
    this.#tables = emptyTables();
    this.#scopes = new Map();
    this.#seq = 0;
    this.#serial = 0;
    this.#pending = [];
    this.#journal?.clear();
    for (const secret of secrets) this.put('secret', secret);
  }

  #apply(kind: Kind, row: Row): void {
    (this.#tables[kind] as Map<string, Row>).set(row.id, row);
    const key = this.#scopeKey(kind, row);
    if (key === undefined) return;
    let scope = this.#scopes.get(key);
    if (!scope) this.#scopes.set(key, (scope = { rows: new Map(), history: [] }));
    scope.rows.set(row.id, row);
    scope.history.push({ seq: row.seq, id: row.id });
    if (scope.history.length > 2 * scope.rows.size + 64) {
      const { rows } = scope;
      scope.history = scope.history.filter((entry) => rows.get(entry.id)?.seq === entry.seq);
    }
  }

  #scopeKey(kind: Kind, row: Row): string | undefined {
    const member = SCOPE_MEMBER[kind];
    return member && `${kind}:${String((row as unknown as Record<string, unknown>)[member])}`;
  }

  #record(kind: Kind, row: Row, change: ChangeType): void {
    if (this.#journal) this.#pending.push({ kind, row, serial: this.#serial });
    for (const listener of this.#listeners) listener(kind, row, change);
  }
}

function emptyTables(): Tables {
  return {
    tenant: new Map(),
    user: new Map(),
    consent: new Map(),
    usedCode: new Map(),
    secret: new Map(),
    calendar: new Map(),
    event: new Map(),
    contactFolder: new Map(),
    contact: new Map(),
    taskList: new Map(),
    task: new Map(),
    transaction: new Map(),
    subscription: new Map(),
  };
}
