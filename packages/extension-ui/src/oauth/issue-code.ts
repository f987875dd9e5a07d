import { createGrantCode } from '@syncgrant/store';
import type { Caller } from '../http/caller.ts';
import { hashOf } from '../http/secret.ts';
import type { WebServerDeps } from '../web-server-deps.ts';
import { newToken } from './new-token.ts';

/** Long enough to carry a code from a page to a program. */
const CODE_LIFE_MS = 5 * 60_000;

/** The caller's word for a program: a code that it exchanges for tokens once, and soon. Only its hash is kept. */
export async function issueCode(
  deps: WebServerDeps,
  caller: Caller,
  given: {
    readonly apiClientId: string;
    readonly scopes: readonly string[];
    readonly redirectUri: string | null;
    readonly offline: boolean;
  },
): Promise<{ readonly code: string; readonly expiresAt: Date }> {
  const code = newToken(deps.randomBytes);
  const now = deps.engine.now();
  const expiresAt = new Date(now.getTime() + CODE_LIFE_MS);
  await createGrantCode(caller.tenant, {
    ...given,
    id: hashOf(code),
    userId: caller.facts.user.id,
    now,
    expiresAt,
  });
  return { code, expiresAt };
}
