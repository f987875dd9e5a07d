import type { Refusal } from '../model/refusal.ts';
import type { User } from '../model/rows.ts';
import { ConnectionLost, type FaultAction, type Faults } from './faults.ts';
import type { RequestLog } from './request-log.ts';
import type { Throttle } from './throttle.ts';

export interface Passage {
  readonly request: Request;
  readonly user: User | undefined;
  readonly batchId: number | null;
  /** The limits that it keeps to, and how it is answered when it is over them; null without any. */
  readonly limits: { readonly lane: string; readonly refuse: (refusal: Refusal) => Response } | null;
}

/** What happens around every request: it is logged, it keeps to the limits, and a waiting fault may strike. */
export class Traffic {
  readonly #log: RequestLog;
  readonly #faults: Faults;
  readonly #throttle: Throttle;
  readonly #now: () => number;

  constructor(log: RequestLog, faults: Faults, throttle: Throttle, now: () => number) {
    this.#log = log;
    this.#faults = faults;
    this.#throttle = throttle;
    this.#now = now;
  }

  /** Lets a request through to its handler, which is told the request's number. Throws `ConnectionLost` for faults. */
  async pass(
    { request, user, batchId, limits }: Passage,
    handle: (seq: number) => Promise<Response>,
  ): Promise<Response> {
    const url = new URL(request.url);
    const path = url.pathname + url.search;
    const entry = this.#log.open({
      time: new Date(this.#now()).toISOString(),
      method: request.method,
      path,
      mailbox: user?.upn ?? null,
      oid: user?.id ?? null,
      batchId,
    });
    const refusal = limits && this.#throttle.enter(limits.lane);
    if (refusal) {
      entry.close(refusal.status);
      return limits.refuse(refusal);
    }
    try {
      const action = this.#faults.take(request.method, path, user?.upn ?? null);
      const response = await struck(action, () => handle(entry.seq));
      entry.close(response.status);
      return response;
    } finally {
      if (limits) this.#throttle.leave(limits.lane);
    }
  }
}

/** The answer of a handler under a fault. */
async function struck(action: FaultAction | undefined, handle: () => Promise<Response>): Promise<Response> {
  if (!action) return handle();
  if ('resetConnection' in action) throw new ConnectionLost();
  if ('status' in action) return faultResponse(action);
  if ('delayMs' in action) await new Promise((resolve) => setTimeout(resolve, action.delayMs));
  const response = await handle();
  if ('loseResponse' in action) throw new ConnectionLost();
  return 'truncateBody' in action ? truncated(response) : response;
}

function faultResponse({ status, headers, body }: Extract<FaultAction, { status: number }>): Response {
  const text = body === undefined ? null : JSON.stringify(body);
  return new Response(text, {
    status,
    headers: { ...(text === null ? {} : { 'content-type': 'application/json' }), ...headers },
  });
}

/** An answer whose body ends half-way with a broken connection. One without a body has nothing to lose. */
async function truncated(response: Response): Promise<Response> {
  const whole = new Uint8Array(await response.arrayBuffer());
  if (whole.length === 0) return response;
  const parts = [whole.subarray(0, Math.ceil(whole.length / 2))];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const part = parts.pop();
      if (part) controller.enqueue(part);
      else controller.error(new ConnectionLost());
    },
  });
  return new Response(body, {
    status: response.status,
    headers: { ...Object.fromEntries(response.headers), 'content-length': String(whole.length) },
  });
}
