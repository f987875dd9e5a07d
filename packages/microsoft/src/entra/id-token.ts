import { z } from 'zod';
import type { MicrosoftConfig } from '../config.ts';
import type { MicrosoftIdentity } from './entra.ts';

/** Clocks may differ by this much. */
const SKEW_SECONDS = 300;

const idTokenClaims = z.looseObject({
  aud: z.string(),
  iss: z.string(),
  exp: z.number(),
  nonce: z.string(),
  tid: z.guid(),
  oid: z.string().min(1),
  preferred_username: z.string().optional(),
  name: z.string().optional(),
  email: z.string().optional(),
});

export type IdTokenCheck =
  | { readonly ok: true; readonly identity: MicrosoftIdentity }
  | { readonly ok: false; readonly reason: string };

/**
 * Validates the claims of an ID token that came straight from the token endpoint. Its signature need not be checked
 * then (OpenID Connect Core 3.1.3.7, point 6): the connection to Entra vouches for it.
 */
export function checkIdToken(
  claims: unknown,
  expected: { readonly config: MicrosoftConfig; readonly nonce: string; readonly now: Date },
): IdTokenCheck {
  const parsed = idTokenClaims.safeParse(claims);
  if (!parsed.success) return { ok: false, reason: 'claims_missing' };
  const { aud, iss, exp, nonce, tid, oid, preferred_username, name, email } = parsed.data;
  const { config } = expected;

  if (nonce !== expected.nonce) return { ok: false, reason: 'nonce_mismatch' };
  if (aud !== config.clientId) return { ok: false, reason: 'audience_mismatch' };
  if (iss !== `${config.entraOrigin}/${tid}/v2.0`) return { ok: false, reason: 'issuer_mismatch' };
  if (exp + SKEW_SECONDS < expected.now.getTime() / 1000) return { ok: false, reason: 'expired' };
  if (z.guid().safeParse(config.tenant).success && tid.toLowerCase() !== config.tenant.toLowerCase()) {
    return { ok: false, reason: 'tenant_mismatch' };
  }
  const username = preferred_username ?? email ?? oid;
  return {
    ok: true,
    identity: { tenantId: tid, objectId: oid, username, email: email ?? null, displayName: name ?? username },
  };
}
