import { z } from 'zod';

/** What a test wants to go wrong. */
export const faultSchema = z.strictObject({
  match: z
    .strictObject({
      method: z.string().optional(),
      /** A regular expression over path and query. */
      path: z.string().optional(),
      /** User principal name. */
      mailbox: z.string().optional(),
    })
    .default({}),
  /** How many matching requests are hit. */
  count: z.int().min(1).default(1),
  action: z.union([
    z.strictObject({
      status: z.int().min(200).max(599),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.unknown().optional(),
    }),
    z.strictObject({ delayMs: z.int().min(0).max(600_000) }),
    /** The connection breaks before anything is done. */
    z.strictObject({ resetConnection: z.literal(true) }),
    /** Everything is done, but the answer never arrives. */
    z.strictObject({ loseResponse: z.literal(true) }),
    /** Everything is done, but the answer breaks off half-way. */
    z.strictObject({ truncateBody: z.literal(true) }),
  ]),
});

export type Fault = z.output<typeof faultSchema>;
export type FaultAction = Fault['action'];
export type FaultInput = z.input<typeof faultSchema>;

/** The connection broke: what `fetch` throws in the process, and a destroyed socket over HTTP. */
export class ConnectionLost extends TypeError {
  override readonly name = 'ConnectionLost';

  constructor() {
    super('fetch failed', { cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) });
  }
}

/** Faults that wait for a request they match; each is used up by its count. */
export class Faults {
  #waiting: (Fault & { left: number })[] = [];

  add(faults: readonly FaultInput[]): void {
    this.#waiting.push(
      ...faults.map((fault) => faultSchema.parse(fault)).map((fault) => ({ ...fault, left: fault.count })),
    );
  }

  clear(): void {
    this.#waiting = [];
  }

  get waiting(): readonly Fault[] {
    return this.#waiting;
  }

  /** The action for a request, if a fault matches; the oldest one first. */
  take(method: string, path: string, mailbox: string | null): FaultAction | undefined {
    const fault = this.#waiting.find(
      ({ match }) =>
        (match.method === undefined || match.method.toUpperCase() === method) &&
        (match.path === undefined || new RegExp(match.path).test(path)) &&
        (match.mailbox === undefined || match.mailbox.toLowerCase() === mailbox?.toLowerCase()),
    );
    if (!fault) return undefined;
    if (--fault.left === 0) this.#waiting = this.#waiting.filter((other) => other !== fault);
    return fault.action;
  }
}
