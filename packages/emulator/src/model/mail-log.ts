/** What kind of mail Exchange would send for a change of a meeting. */
export type MailKind = 'invitation' | 'update' | 'cancellation' | 'response';

/** One mail that Exchange would have sent: promises about who gets mail are tested with it. */
export interface MailEntry {
  readonly time: string;
  /** The sender's user principal name. */
  readonly from: string;
  readonly to: readonly string[];
  readonly kind: MailKind;
  readonly subject: string;
  readonly eventId: string;
}

/** Only the newest mails are kept. */
const MAX_ENTRIES = 100_000;

/** The mails that would have been sent, oldest first. */
export class MailLog {
  #entries: MailEntry[] = [];

  get entries(): readonly MailEntry[] {
    return this.#entries;
  }

  /** Without recipients nothing is sent. */
  add(entry: MailEntry): void {
    if (entry.to.length === 0) return;
    this.#entries.push(entry);
    if (this.#entries.length > MAX_ENTRIES) this.#entries = this.#entries.slice(-MAX_ENTRIES / 2);
  }

  clear(): void {
    this.#entries = [];
  }
}
