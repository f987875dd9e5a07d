import type { Request } from 'express';
import { decide } from '@syncgrant/core';
import { scopesCover, scopesFor, type Endpoint } from '@syncgrant/contracts';
import { findAccessTokenOfAnyOrganisation } from '@syncgrant/store';
import { Refusal } from '../http/answer.ts';
import { findUser, type Caller } from '../http/caller.ts';
import { refusedBy } from '../http/no-permission.ts';
import { hashOf } from '../http/secret.ts';
import type { WebServerDeps } from '../web-server-deps.ts';

const SCHEME = /^Zoho-oauthtoken +(\S{1,200})$/i;

/** Whether a program calls with a token. Other schemes, such as a proxy's own, are nobody's word here. */
export const carriesToken = ({ headers }: Request): boolean =>
  /^Zoho-oauthtoken\b/i.test(headers.authorization ?? '');

/**
 * The user a program acts for, if its token is good, covers the endpoint, and the user's profile has access by program at
 * all. What the user may do is decided after that like everybody's: a scope adds nothing to a profile.
 */
export async function admitProgram(
  deps: WebServerDeps,
  endpoint: Endpoint,
  request: Request,
): Promise<Caller | Refusal> {
  const { db, now } = deps.engine;
  const [, token] = SCHEME.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) return MALFORMED;
  const found = await findAccessTokenOfAnyOrganisation(db, hashOf(token), now());
  if (found === null) return INVALID_TOKEN;
  const user = await findUser(deps, request, found);
  if (user === null) return INVALID_TOKEN;
  const switchedOff = refusedBy(
    decide(user.context, { kind: 'permission', permission: 'Crm_Implied_Api_Access' }),
  );
  if (switchedOff !== null) return switchedOff;
  const needed = scopesFor(endpoint, request.params);
  const missing = needed?.filter((scope) => !scopesCover(found.scopes, scope));
  if (missing === undefined || missing.length > 0) return outOfScope(missing ?? []);
  return { ...user, session: null };
}

const MALFORMED = new Refusal(
  401,
  'AUTHENTICATION_FAILURE',
  'The header Authorization must be “Zoho-oauthtoken”, a space and the access token.',
  { header: 'Authorization' },
);

const INVALID_TOKEN = new Refusal(401, 'INVALID_TOKEN', 'invalid oauth token');

const outOfScope = (missing: readonly string[]): Refusal =>
  new Refusal(401, 'OAUTH_SCOPE_MISMATCH', 'invalid oauth scope to access this URL', { scopes: missing });
