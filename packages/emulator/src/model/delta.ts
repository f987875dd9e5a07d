import type { DeltaRow, Since } from './event-delta.ts';
import type { Kind, Rows } from './rows.ts';
import type { World } from './world.ts';

/** Where a client is in a delta round over one collection. */
export interface Cursor extends Since {
  /** Changes up to here were sent. */
  readonly position: number;
  /** Rows already sent of a change that makes many rows: the change's position and their number. */
  readonly partial: { readonly seq: number; readonly sent: number } | null;
}

export interface DeltaPage<T> {
  readonly rows: readonly DeltaRow<T>[];
  readonly next: Cursor;
  /** Whether the round is complete, so that `next` starts the following one. */
  readonly done: boolean;
}

/** The cursor of a first round. It tells of removals from now on, or of all there ever were. */
export function firstRound({ replication, behaviour }: World): Cursor {
  const removals = behaviour.removedInFirstRound ? 0 : replication.seq;
  return { changes: 0, removals, position: 0, partial: null };
}

/**
 * The next page of a round. What changes while the round goes on moves to the end of the history and is sent again in
 * the same or the next round, so nothing is skipped. What is too young to be seen comes in a later round.
 */
export function deltaPage<K extends Kind, T>(
  { store, replication }: World,
  kind: K,
  scope: string,
  cursor: Cursor,
  size: number,
  rowsOf: (row: Rows[K], since: Since) => readonly DeltaRow<T>[],
): DeltaPage<T> {
  const end = replication.seq;
  const rows: DeltaRow<T>[] = [];
  let { position } = cursor;
  for (const row of store.changedAfter(kind, scope, position)) {
    if (row.seq > end) break;
    if (rows.length === size) return { rows, next: { ...cursor, position, partial: null }, done: false };
    const sent = cursor.partial?.seq === row.seq ? cursor.partial.sent : 0;
    const changes = rowsOf(row, cursor);
    const taken = changes.slice(sent, sent + size - rows.length);
    rows.push(...taken);
    if (sent + taken.length < changes.length) {
      const partial = { seq: row.seq, sent: sent + taken.length };
      return { rows, next: { ...cursor, position, partial }, done: false };
    }
    position = row.seq;
  }
  return { rows, next: { changes: end, removals: end, position: end, partial: null }, done: true };
}
