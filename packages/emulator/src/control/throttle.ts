import type { Behaviour } from '../behaviour.ts';
import { Refusal } from '../model/refusal.ts';

/** Outlook counts the requests of an application to a mailbox over this time. */
const WINDOW_MS = 600_000;

interface Lane {
  inFlight: number;
  windowStart: number;
  count: number;
}

/**
 * Outlook's limits of one application in one mailbox, which is a lane here: how many requests at a time, and how many in
 * ten minutes. Refused requests count among the latter, as Microsoft says.
 */
export class Throttle {
  readonly #lanes = new Map<string, Lane>();
  readonly #now: () => number;
  readonly #limits: () => Behaviour;

  constructor(now: () => number, limits: () => Behaviour) {
    this.#now = now;
    this.#limits = limits;
  }

  /** Takes a place in a lane, which `leave` gives back; or tells why there is none. */
  enter(name: string): Refusal | undefined {
    const now = this.#now();
    const lane = this.#lanes.get(name) ?? { inFlight: 0, windowStart: now, count: 0 };
    this.#lanes.set(name, lane);
    if (now >= lane.windowStart + WINDOW_MS) Object.assign(lane, { windowStart: now, count: 0 });
    lane.count += 1;
    const { mailboxConcurrency, mailboxRequests } = this.#limits();
    if (lane.count > mailboxRequests) {
      return throttled('MailboxRequests', Math.ceil((lane.windowStart + WINDOW_MS - now) / 1000));
    }
    if (lane.inFlight >= mailboxConcurrency) return throttled('MailboxConcurrency', 1);
    lane.inFlight += 1;
    return undefined;
  }

  leave(name: string): void {
    const lane = this.#lanes.get(name);
    if (lane) lane.inFlight -= 1;
  }

  /** Forgets what was counted; places that are taken stay so. */
  reset(): void {
    for (const lane of this.#lanes.values()) lane.count = 0;
  }
}

const throttled = (limit: string, seconds: number) =>
  new Refusal(429, 'ApplicationThrottled', `Application is over its ${limit} limit.`, {
    'Retry-After': String(seconds),
  });
