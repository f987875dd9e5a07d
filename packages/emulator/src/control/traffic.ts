import type { User } from '../model/rows.ts';
import { ConnectionLost, type Faults } from './faults.ts';
import type { RequestLog } from './request-log.ts';

export interface Passage {
  readonly request: Request;
  readonly user: User | undefined;
  readonly batchId: number | null;
}

/** What happens around every request: it is logged, and a waiting fault may strike. */
export class Traffic {
  readonly #log: RequestLog;
  readonly #faults: Faults;
  readonly #now: () => number;

  constructor(log: RequestLog, faults: Faults, now: () => number) {
    this.#log = log;
    this.#faults = faults;
    this.#now = now;
  }

  /** Lets a request through to its handler, which is told the request's number. Throws `ConnectionLost` for faults. */
  async pass(
    { request, user, batchId }: Passage,
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
    const action = this.#faults.take(request.method, path, user?.upn ?? null);
    if (action && 'resetConnection' in action) throw new ConnectionLost();
    if (action && 'delayMs' in action) await new Promise((resolve) => setTimeout(resolve, action.delayMs));
    const response = action && 'status' in action ? faultResponse(action) : await handle(entry.seq);
    if (action && 'loseResponse' in action) throw new ConnectionLost();
    entry.close(response.status);
    return response;
  }
}

function faultResponse({
  status,
  headers,
  body,
}: {
  status: number;
  headers?: Record<string, string> | undefined;
  body?: unknown;
}) {
  const text = body === undefined ? null : JSON.stringify(body);
  return new Response(text, {
    status,
    headers: { ...(text === null ? {} : { 'content-type': 'application/json' }), ...headers },
  });
}
