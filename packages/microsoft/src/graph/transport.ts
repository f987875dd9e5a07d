import { Client, ResponseType, type GraphRequest as SdkRequest } from '@microsoft/microsoft-graph-client';
import { GRAPH_VERSION } from './address.ts';
import { networkFailure } from './errors.ts';
import { authenticate, reportThrown, sendThrough, type Dispatch } from './middleware.ts';
import type { GraphFailure, GraphRequest } from './request.ts';

export interface TransportDeps {
  readonly graphOrigin: string;
  readonly accessToken: () => Promise<string>;
  readonly dispatch: Dispatch;
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** Called as each HTTP request starts. */
  readonly onStart: () => void;
}

/** An answer of any status. */
export interface GraphAnswer {
  readonly status: number;
  readonly header: (name: string) => string | null;
  /** Parsed JSON; null when empty, undefined when it is no JSON. */
  readonly body: unknown;
}

export type TransportResult =
  | { readonly ok: true; readonly answer: GraphAnswer }
  | { readonly ok: false; readonly failure: GraphFailure };

class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/**
 * One HTTP request, driven by the Graph client with our own chain: authentication, then the gate with the send. Its
 * retry and redirect handlers are left out. Rejects with what the token source or the gate threw, and with the
 * signal's reason when the session ended.
 */
export async function transport(request: GraphRequest, deps: TransportDeps): Promise<TransportResult> {
  const { graphOrigin, signal } = deps;
  signal?.throwIfAborted();
  const thrown: unknown[] = [];

  const send = async (url: string, options: RequestInit): Promise<Response> => {
    deps.onStart();
    const timeout = AbortSignal.timeout(deps.timeoutMs);
    try {
      return await deps.fetch(url, {
        ...options,
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
    } catch (cause) {
      throw new NoAnswer('no answer', { cause });
    }
  };
  const client = Client.initWithMiddleware({
    baseUrl: graphOrigin,
    defaultVersion: GRAPH_VERSION,
    middleware: reportThrown(
      (error) => thrown.push(error),
      authenticate(deps.accessToken, graphOrigin, sendThrough(deps.dispatch, send)),
    ),
  });

  try {
    const prepared = client
      .api(request.path)
      .headers({ ...request.headers })
      .responseType(ResponseType.RAW);
    const response = await callOf(prepared, request);
    const answer = {
      status: response.status,
      header: (name: string) => response.headers.get(name),
      body: await readBody(response),
    };
    return { ok: true, answer };
  } catch (error) {
    signal?.throwIfAborted();
    const original = thrown.length > 0 ? thrown[0] : error;
    if (original instanceof NoAnswer) return { ok: false, failure: networkFailure(original.cause) };
    throw original;
  }
}

function callOf(prepared: SdkRequest, { method, body }: GraphRequest): Promise<Response> {
  switch (method) {
    case 'GET':
      return prepared.get();
    case 'POST':
      return prepared.post(body);
    case 'PATCH':
      return prepared.patch(body);
    case 'PUT':
      return prepared.put(body);
    case 'DELETE':
      return prepared.delete();
  }
}

/** NUL and halves of characters, as JSON writes them. */
const UNSTORABLE = /\\u(0000|d[89a-f])/i;

/** No database stores such text, and one item with it must not spoil its page. */
const storable = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value;

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text().catch((cause: unknown) => {
    throw new NoAnswer('the answer broke off', { cause });
  });
  if (text === '') return null;
  try {
    return UNSTORABLE.test(text) ? JSON.parse(text, storable) : JSON.parse(text);
  } catch {
    return undefined; // Only a success needs a readable body; its reader reports this.
  }
}
