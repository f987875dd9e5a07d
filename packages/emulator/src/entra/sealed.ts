import { createHmac, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';

/** A value that a client keeps for us and cannot change: authorization codes and refresh tokens are made of it. */
export function seal(key: string, prefix: string, value: unknown): string {
  const payload = Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${prefix}.${payload}.${signature(key, prefix, payload)}`;
}

/** What was sealed, or undefined if the text is not of this key and prefix. */
export function unseal<S extends z.ZodType>(
  key: string,
  prefix: string,
  schema: S,
  text: string,
): z.output<S> | undefined {
  const [head, payload = '', mac = ''] = text.split('.');
  const expected = Buffer.from(signature(key, prefix, payload));
  const given = Buffer.from(mac);
  if (head !== prefix || expected.length !== given.length || !timingSafeEqual(expected, given))
    return undefined;
  return schema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString())).data;
}

function signature(key: string, prefix: string, payload: string): string {
  return createHmac('sha256', key).update(`${prefix}.${payload}`).digest('base64url');
}
