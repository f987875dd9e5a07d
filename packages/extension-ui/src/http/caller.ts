import type { Request } from 'express';
import type { DecisionContext } from '@syncgrant/core';
import { findSessionOfAnyOrganisation, readGrantFacts, Tenant, type GrantFacts } from '@syncgrant/store';
import type { WebServerDeps } from '../web-server-deps.ts';
import { Refusal } from './answer.ts';
import { browserCookies } from './browser-cookies.ts';
import { hashOf, sameSecret } from './secret.ts';

/** The signed-in user behind a request, with what decisions about them rest on. */
export interface Caller {
  readonly tenant: Tenant;
  readonly sessionId: string;
  readonly csrfToken: string;
  readonly facts: GrantFacts;
  readonly context: DecisionContext;
  /** The network address, for the audit log. */
  readonly address: string | null;
}

/** How long a session lasts: without use, and at all. */
export const SESSION_LIFE = { idleMs: 12 * 3_600_000, absoluteMs: 7 * 24 * 3_600_000 } as const;

/** `null` when nobody is signed in: no cookie, or one that has ended. */
export async function findCaller(deps: WebServerDeps, request: Request): Promise<Caller | null> {
  const cookie = browserCookies(deps.publicUrl).read(request.headers.cookie, 'session');
  if (cookie === null) return null;
  const { db, contexts, now } = deps.engine;
  const session = await findSessionOfAnyOrganisation(db, hashOf(cookie), {
    now: now(),
    idleMs: SESSION_LIFE.idleMs,
    touch: true,
  });
  if (session === null) return null;
  const tenant = new Tenant(db, session.organisationId);
  const facts = await readGrantFacts(tenant, session.userId);
  if (facts === null) return null;
  return {
    tenant,
    sessionId: session.id,
    csrfToken: session.csrfToken,
    facts,
    context: contexts.of(facts),
    address: request.ip ?? null,
  };
}

/**
 * Refuses a change that another site may have made the browser send: the token of the session must be repeated in a
 * header, which only our own pages can read and set, and the browser must not say that the request comes from elsewhere.
 */
export function refusedForgery(caller: Caller, request: Request, publicUrl: string): Refusal | null {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin !== undefined && origin !== publicUrl) {
    return forged(`Changes are accepted from ${publicUrl} only.`, 'Origin');
  }
  if (origin === undefined && site !== undefined && site !== 'same-origin' && site !== 'none') {
    return forged('Changes are accepted from the pages of this server only.', 'Sec-Fetch-Site');
  }
  const token = request.headers['x-csrf-token'];
  if (typeof token === 'string' && sameSecret(token, caller.csrfToken)) return null;
  return forged('The header x-csrf-token must repeat the token of the session.', 'x-csrf-token');
}

const forged = (message: string, header: string): Refusal =>
  new Refusal(403, 'CSRF_CHECK_FAILED', message, { header });

export const NOT_SIGNED_IN = new Refusal(401, 'AUTHENTICATION_FAILURE', 'Sign in first.');
