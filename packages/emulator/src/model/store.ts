import { guid, outlookId } from './ids.ts';
import type { Kind, Row, Rows } from './rows.ts';

/** Where changes are written before they are acknowledged; see `journal.ts`. */
export interface Journal {
  append(entries: readonly JournalEntry[]): void;
  /** Forgets all entries. */
  clear(): void;
  close(): void;
}

export interface JournalEntry<K extends Kind = Kind> {
  readonly kind: K;
  readonly row: Rows[K];
  /** The number of ids handed out so far. */
  readonly serial: number;
}

export type ChangeType = 'created' | 'updated' | 'deleted';

/** Told synchronously of each change. */
export type ChangeListener = (row: Rows[Kind], change: ChangeType) => void;

/** A row without what the store adds itself. */
export type Unstored<R extends Row> = Omit<R, 'seq' | 'gone'>;

interface Scope<R extends Row> {
  readonly rows: Map<string, R>;
  /** (seq, id) of each change, oldest first; only the last one of an id counts. */
  history: { readonly seq: number; readonly id: string }[];
}

type Tables = { readonly [K in Kind]: Map<string, Rows[K]> };
type Scopes = { readonly [K in Kind]: Map<string, Scope<Rows[K]>> };

/** The collections with a history of their own: which one a row is in. */
const SCOPE_OF: { readonly [K in Kind]?: (row: Rows[K]) => string } = {
  calendar: (row) => row.mailbox,
  event: (row) => row.calendarId,
  contactFolder: (row) => row.mailbox,
  contact: (row) => row.folderId,
  taskList: (row) => row.mailbox,
  task: (row) => row.listId,
};

/**
 * All state of the emulator: immutable rows by kind and id, a history per collection for delta queries, and a journal.
 * Changes made since the last `flush` form one journal line, so they survive a crash together or not at all.
 */
export class Store {
  readonly seed: string;
  readonly #journal: Journal | undefined;
  #tables: Tables = emptyTables();
  #scopes: Scopes = emptyTables();
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

  /** What a removed row was, where deltas look for it. */
  removed<K extends Kind>(kind: K, id: string): Rows[K] | undefined {
    const row: Rows[K] | undefined = this.#tables[kind].get(id);
    return row?.gone ? row : undefined;
  }

  /** All rows of a kind that are not removed, oldest first. */
  all<K extends Kind>(kind: K): Rows[K][] {
    return [...this.#tables[kind].values()].filter((row) => !row.gone);
  }

  /** The rows of one collection that are not removed, oldest first. */
  in<K extends Kind>(kind: K, scope: string): Rows[K][] {
    return [...(this.#scope(kind, scope)?.rows.values() ?? [])].filter((row) => !row.gone);
  }

  /** Rows of a collection changed after `seq`, tombstones included, in the order of their last change. */
  changedAfter<K extends Kind>(kind: K, scope: string, seq: number): Rows[K][] {
    const collection = this.#scope(kind, scope);
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
      return row?.seq === entry.seq ? [row] : [];
    });
  }

  /** Adds or replaces a row; the answer holds its new `seq`. */
  put<K extends Kind>(kind: K, row: Unstored<Rows[K]>): Rows[K] {
    const before = this.get(kind, row.id);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an unstored row and its seq are the row
    const stored = { ...row, seq: ++this.#seq, gone: undefined } as unknown as Rows[K];
    this.#apply(kind, stored);
    this.#record(kind, stored, before ? 'updated' : 'created');
    return stored;
  }

  /** Replaces a row without a place in the history: delta queries do not see the change. */
  putQuietly<K extends Kind>(kind: K, row: Rows[K]): void {
    const scope = SCOPE_OF[kind]?.(row);
    this.#tables[kind].set(row.id, row);
    if (scope !== undefined) this.#scope(kind, scope)?.rows.set(row.id, row);
    if (this.#journal) this.#pending.push({ kind, row, serial: this.#serial });
  }

  /** Removes a row; where deltas look, a tombstone stays. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- ties the row to its kind
  remove<K extends Kind>(kind: K, id: string): void {
    const row = this.get(kind, id);
    if (!row) return;
    const tombstone: Rows[K] = { ...row, seq: ++this.#seq, gone: true };
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
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tables have no other keys
    const kinds = Object.keys(this.#tables) as Kind[];
    const entries = kinds.flatMap((kind) =>
      [...this.#tables[kind].values()].map((row) => ({ kind, row, serial: this.#serial })),
    );
    yield* entries.toSorted((a, b) => a.row.seq - b.row.seq);
  }

  /** Forgets everything but the secrets, and starts the numbers over. */
  clear(): void {
    const secrets = this.all('secret');
    this.#tables = emptyTables();
    this.#scopes = emptyTables();
    this.#seq = 0;
    this.#serial = 0;
    this.#pending = [];
    this.#journal?.clear();
    for (const secret of secrets) this.put('secret', secret);
  }

  #scope<K extends Kind>(kind: K, name: string): Scope<Rows[K]> | undefined {
    return this.#scopes[kind].get(name);
  }

  #apply<K extends Kind>(kind: K, row: Rows[K]): void {
    const name = SCOPE_OF[kind]?.(row);
    if (name === undefined && row.gone) this.#tables[kind].delete(row.id);
    else this.#tables[kind].set(row.id, row);
    if (name === undefined) return;
    const scope = this.#scope(kind, name) ?? { rows: new Map<string, Rows[K]>(), history: [] };
    this.#scopes[kind].set(name, scope);
    scope.rows.set(row.id, row);
    scope.history.push({ seq: row.seq, id: row.id });
    if (scope.history.length > 2 * scope.rows.size + 64) {
      const { rows } = scope;
      scope.history = scope.history.filter((entry) => rows.get(entry.id)?.seq === entry.seq);
    }
  }

  #record<K extends Kind>(kind: K, row: Rows[K], change: ChangeType): void {
    if (this.#journal) this.#pending.push({ kind, row, serial: this.#serial });
    for (const listener of this.#listeners) listener(row, change);
  }
}

/** A map for every kind. */
function emptyTables() {
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
