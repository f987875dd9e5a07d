import type { Json } from '@syncgrant/core';
import { z } from 'zod';
import type { GraphAnswer } from './transport.ts';
import type { GraphRequest } from './request.ts';

/** Graph refuses a longer batch. */
export const MAX_BATCH_SIZE = 20;

/** The body of a `$batch` of independent requests, whose paths are relative. Each is known by its position. */
export function batchBody(requests: readonly GraphRequest[]): Json {
  return {
    requests: requests.map(({ method, path, headers = {}, body }, index) => ({
      id: String(index + 1),
      method,
      url: path,
      headers: body === undefined ? { ...headers } : { 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
    })),
  };
}

const responses = z.object({ responses: z.array(z.unknown()) });
const response = z.object({
  id: z.string(),
  status: z.number(),
  headers: z.record(z.string(), z.coerce.string()).nullish(),
  body: z.unknown().optional(),
});

/** The answers by the position of their requests; one that is missing or malformed is left out. */
export function readBatch(body: unknown): ReadonlyMap<number, GraphAnswer> {
  const answers = new Map<number, GraphAnswer>();
  for (const row of responses.safeParse(body).data?.responses ?? []) {
    const parsed = response.safeParse(row).data;
    if (!parsed) continue;
    const headers = new Map(
      Object.entries(parsed.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    );
    answers.set(Number(parsed.id) - 1, {
      status: parsed.status,
      header: (name) => headers.get(name.toLowerCase()) ?? null,
      body: parsed.body ?? null,
    });
  }
  return answers;
}
