import { createHash } from 'node:crypto';
import assert from 'node:assert';

/** Proof Key for Code Exchange (RFC 7636): the verifier stays here, its hash travels with the authorization request. */
export interface Pkce {
  readonly verifier: string;
  /** S256. */
  readonly challenge: string;
}

/** `random` returns that many unpredictable bytes. */
export function createPkce(random: (size: number) => Uint8Array): Pkce {
  const bytes = random(32);
  assert(bytes.byteLength === 32, 'random must return 32 bytes');
  const verifier = Buffer.from(bytes).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}
