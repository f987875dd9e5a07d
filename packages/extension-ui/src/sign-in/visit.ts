import { createPkce } from '@syncgrant/microsoft';
import {
  createSignInAttempt,
  takeSignInAttempt,
  type AttemptPurpose,
  type SignInAttempt,
} from '@syncgrant/store';
import { hashOf, newSecret } from '../http/secret.ts';
import type { WebServerDeps } from '../web-server-deps.ts';

/** How long a person may take at Microsoft's pages. */
export const VISIT_MS = 15 * 60_000;

export const redirectUri = (publicUrl: string): string => `${publicUrl}/auth/callback`;

/** A sealed verifier opens for its own attempt only. */
const verifierContext = (attemptId: string): string => `sign-in-attempt:${attemptId}`;

export interface Visit {
  readonly purpose: AttemptPurpose;
  /** Hash of the cookie that must come back with the answer: the one browser that may use it. */
  readonly browser: string;
  readonly scopes: readonly string[];
  /** Known when somebody comes back to the account they had. */
  readonly loginHint: string | null;
}

/** Remembers the visit and answers the Microsoft page to send the browser to. State, nonce and PKCE are new each time. */
export async function beginVisit(deps: WebServerDeps, visit: Visit): Promise<string> {
  const { db, entra, keyRing, now } = deps.engine;
  const state = newSecret(deps.randomBytes);
  const nonce = newSecret(deps.randomBytes);
  const pkce = createPkce(deps.randomBytes);
  const id = hashOf(state);
  await createSignInAttempt(
    db,
    {
      id,
      purpose: visit.purpose,
      browser: visit.browser,
      nonce,
      verifierBox: keyRing.seal(pkce.verifier, verifierContext(id)),
      expiresAt: new Date(now().getTime() + VISIT_MS),
    },
    now(),
  );
  return entra.authorizationUrl({
    scopes: visit.scopes,
    redirectUri: redirectUri(deps.publicUrl),
    state,
    nonce,
    codeChallenge: pkce.challenge,
    ...(visit.loginHint === null ? { prompt: 'select_account' } : { loginHint: visit.loginHint }),
  });
}

export interface ReturnedVisit {
  readonly attempt: SignInAttempt;
  readonly codeVerifier: string;
}

/** The visit that a state belongs to, once; `null` for a state that is unknown, used already or too old. */
export async function endVisit(deps: WebServerDeps, state: string): Promise<ReturnedVisit | null> {
  const { db, keyRing, now } = deps.engine;
  const attempt = await takeSignInAttempt(db, hashOf(state), now());
  if (attempt === null) return null;
  return { attempt, codeVerifier: keyRing.open(attempt.verifierBox, verifierContext(attempt.id)) };
}
