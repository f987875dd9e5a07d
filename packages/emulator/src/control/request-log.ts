/** Which scope a request belongs to, by what it reads or writes. */
export type RequestClass = 'contacts' | 'calendar' | 'tasks' | 'other';

/** One request the emulator got; sub-requests of a batch are entries of their own. */
export interface LogEntry {
  readonly seq: number;
  readonly time: string;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** The user principal name, where the request was made with a user's token. */
  readonly mailbox: string | null;
  readonly oid: string | null;
  /** The HTTP status; 0 while it is not answered, or if the connection was cut. */
  readonly status: number;
  /** The number of the `$batch` it came in. */
  readonly batchId: number | null;
  readonly class: RequestClass;
}

/** Only the newest entries are kept. */
const MAX_ENTRIES = 200_000;

/** What was asked of the emulator, oldest first, bounded. */
export class RequestLog {
  #entries: LogEntry[] = [];
  #seq = 0;

  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  /** Notes a request when it arrives; call the answer with its status. */
  open(entry: Omit<LogEntry, 'seq' | 'status' | 'class'>): {
    readonly seq: number;
    close(status: number): void;
  } {
    const open = { ...entry, seq: ++this.#seq, status: 0, class: classOf(entry.path) };
    this.#entries.push(open);
    if (this.#entries.length > MAX_ENTRIES) this.#entries = this.#entries.slice(-MAX_ENTRIES / 2);
    return { seq: open.seq, close: (status) => void (open.status = status) };
  }

  /** Entries of one mailbox (by user principal name) and after a number; both optional. */
  find(mailbox?: string, since = 0): LogEntry[] {
    return this.#entries.filter(
      (entry) =>
        entry.seq > since &&
        (mailbox === undefined || entry.mailbox?.toLowerCase() === mailbox.toLowerCase()),
    );
  }

  clear(): void {
    this.#entries = [];
  }
}

/** By the path, and a query after it. */
export function classOf(path: string): RequestClass {
  if (/\/contact(s|Folders)\b/i.test(path)) return 'contacts';
  if (/\/todo\b/i.test(path)) return 'tasks';
  return /\/(events|calendars?|calendarView)\b/i.test(path) ? 'calendar' : 'other';
}
