import { z } from 'zod';
import type { Behaviour } from '../behaviour.ts';
import { Refusal } from '../model/refusal.ts';

/** Graph's limit of requests in one batch. */
const MAX_REQUESTS = 20;

const batchSchema = z.object({
  requests: z
    .array(
      z.object({
        id: z.string().min(1),
        method: z.enum(['GET', 'POST', 'PATCH', 'PUT', 'DELETE']),
        url: z.string().startsWith('/'),
        headers: z.record(z.string(), z.string()).optional(),
        body: z.unknown().optional(),
        dependsOn: z.array(z.string()).optional(),
      }),
    )
    .min(1),
});

type BatchRequest = z.output<typeof batchSchema>['requests'][number];

interface BatchResponse {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * Works off a batch: some requests at a time, or one after the other where any depends on another. The answers come in
 * another order than the requests, since clients must not rely on it.
 */
export async function answerBatch(
  body: unknown,
  outer: Request,
  { batchParallel }: Behaviour,
  send: (request: Request) => Promise<Response>,
): Promise<Response> {
  const parsed = batchSchema.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw badBatch(`Invalid batch payload format: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { requests } = parsed.data;
  checkBatch(requests);

  const done = new Map<string, BatchResponse>();
  const waiting = [...requests];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const failed = next.dependsOn?.some((id) => (done.get(id.toLowerCase())?.status ?? 500) >= 400);
      done.set(
        next.id.toLowerCase(),
        failed ? failedDependency(next.id) : await answerOne(next, outer, send),
      );
    }
  };
  const isOrdered = requests.some(({ dependsOn }) => dependsOn?.length);
  await Promise.all(Array.from({ length: isOrdered ? 1 : batchParallel }, work));
  return Response.json({ responses: [...done.values()].toReversed() });
}

function checkBatch(requests: readonly BatchRequest[]): void {
  if (requests.length > MAX_REQUESTS) {
    throw badBatch(
      `Number of batch request steps exceeds the maximum value of ${MAX_REQUESTS}.`,
      'MaxBatchSizeExceeded',
    );
  }
  const seen = new Set<string>();
  for (const { id, url, body, headers, dependsOn = [] } of requests) {
    if (seen.has(id.toLowerCase())) throw badBatch(`Duplicate request id '${id}' in the batch.`);
    if (!dependsOn.every((other) => seen.has(other.toLowerCase()))) {
      throw badBatch(`Request '${id}' depends on a request that does not come before it.`);
    }
    if (/^\/(\$batch|v1\.0|beta)\b/.test(url))
      throw badBatch(`The url '${url}' of request '${id}' is not allowed in a batch.`);
    const named = Object.keys(headers ?? {}).map((name) => name.toLowerCase());
    if (body !== undefined && !named.includes('content-type')) {
      throw badBatch(`Request '${id}' has a body but no Content-Type header.`);
    }
    seen.add(id.toLowerCase());
  }
}

async function answerOne(
  { id, method, url, headers, body }: BatchRequest,
  outer: Request,
  send: (request: Request) => Promise<Response>,
): Promise<BatchResponse> {
  const inner = new Headers(headers);
  const { origin } = new URL(outer.url);
  const request = new Request(`${origin}/v1.0${url}`, {
    method,
    headers: inner,
    body: body === undefined ? null : bodyOf(body, inner.get('content-type') ?? ''),
  });
  const response = await send(request);
  const isImage = response.headers.get('content-type')?.startsWith('image/') === true;
  const text = isImage ? base64(await response.arrayBuffer()) : await response.text();
  return {
    id,
    status: response.status,
    headers: Object.fromEntries([...response.headers].map(([name, value]) => [canonical(name), value])),
    ...(text === '' ? {} : { body: isImage ? text : JSON.parse(text) }),
  };
}

/** Images travel in a batch as Base64. */
const bodyOf = (body: unknown, contentType: string) =>
  contentType.startsWith('image/') && typeof body === 'string'
    ? Buffer.from(body, 'base64')
    : JSON.stringify(body);

const base64 = (bytes: ArrayBuffer) => Buffer.from(bytes).toString('base64');

function failedDependency(id: string): BatchResponse {
  const error = { code: 'FailedDependency', message: 'A request this one depends on has failed.' };
  return { id, status: 424, headers: { 'Content-Type': 'application/json' }, body: { error } };
}

/** `retry-after` as Graph writes it: `Retry-After`. */
const canonical = (name: string) => name.replace(/(^|-)[a-z]/g, (match) => match.toUpperCase());

const badBatch = (message: string, code = 'BadRequest') => new Refusal(400, code, message);
