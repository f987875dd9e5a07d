import { z } from 'zod';
import type { GraphRequest } from '../graph/request.ts';

/**
 * The photo of a contact: https://learn.microsoft.com/graph/api/resources/profilephoto. Deltas do not tell of it, and it can be
 * written but not removed. Its requests are for batches, where bytes are Base64.
 */
const address = (contactId: string) => `/me/contacts/${encodeURIComponent(contactId)}/photo/$value`;

/** Fails as `missing` where the contact has none, or is not there itself. */
export const getContactPhoto = (contactId: string): GraphRequest => ({
  method: 'GET',
  path: address(contactId),
});

export const putContactPhoto = (contactId: string, bytes: Uint8Array, contentType: string): GraphRequest => ({
  method: 'PUT',
  path: address(contactId),
  headers: { 'Content-Type': contentType },
  body: Buffer.from(bytes).toString('base64'),
});

/** The bytes of an answer; null when it holds none. */
export function parseContactPhoto(body: unknown): Uint8Array | null {
  const base64 = z.base64().min(1).safeParse(body).data;
  return base64 === undefined ? null : Buffer.from(base64, 'base64');
}
