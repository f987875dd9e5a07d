import { Router, type Response } from 'express';
import { revokeRequestSchema, tokenRequestSchema, type TokenError } from '@syncgrant/contracts';
import { revokeTokenOfAnyOrganisation } from '@syncgrant/store';
import { hashOf } from '../http/secret.ts';
import type { WebServerDeps } from '../web-server-deps.ts';
import { exchange } from './exchange.ts';
import { readForm } from './form-body.ts';

/** Where programs get tokens and give them back. Nobody is signed in here: the secrets in the request are the proof. */
export function oauthRoutes(deps: WebServerDeps): Router {
  const router = Router({ caseSensitive: true, strict: true });
  router.post('/oauth/v2/token', async (request, response) => {
    const form = await readForm(request, response);
    const parsed = tokenRequestSchema.safeParse(form);
    if (parsed.success) return answer(response, await exchange(deps, parsed.data));
    const strange = form?.['grant_type'] !== undefined && parsed.error.issues[0]?.path[0] === 'grant_type';
    return answer(response, { error: strange ? 'unsupported_grant_type' : 'invalid_request' });
  });
  router.post('/oauth/v2/token/revoke', async (request, response) => {
    const parsed = revokeRequestSchema.safeParse(await readForm(request, response));
    const revoked =
      parsed.success && (await revokeTokenOfAnyOrganisation(deps.engine.db, hashOf(parsed.data.token)));
    return answer(response, revoked ? { status: 'success' } : { error: 'invalid_token' });
  });
  return router;
}

function answer(response: Response, body: object | { readonly error: TokenError }): void {
  response
    .set('cache-control', 'no-store')
    .status('error' in body ? 400 : 200)
    .json(body);
}
