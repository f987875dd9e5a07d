import type { Request } from 'express';
import type { DecisionContext } from '@syncgrant/core';
import { findSessionOfAnyOrganisation, readGrantFacts, Tenant, type GrantFacts } from '@syncgrant/store';
import type { WebServerDeps } from '../web-server-deps.ts';
import { Refusal } from './answer.ts';
import { browserCookies } from './browser-cookies.ts';
import { hashOf, sameSecret } from './secret.ts';

/** The user behind a request, with what decisions about them rest on. */
export interface Caller {
  readonly tenant: Tenant;
  /** The browser that is signed in; `null` for a program that acts for the user. */
  readonly session: BrowserSession | null;
  readonly facts: GrantFacts;
  readonly context: DecisionContext;
  /** The network address, for the audit log. */
  readonly address: string | null;
}

export interface BrowserSession {
  readonly id: string;
  readonly csrfToken: string;
}

export interface SignedInCaller extends Caller {
  readonly session: BrowserSession;
}

export const isSignedIn = (caller: Caller): caller is SignedInCaller => caller.session !== null;

/** How long a session lasts: without use, and at all. */
export const SESSION_LIFE = { idleMs: 12 * 3_600_000, absoluteMs: 7 * 24 * 3_600_000 } as const;

/** `null` when nobody is signed in: no cookie, or one that has ended. */
export async function findCaller(deps: WebServerDeps, request: Request): Promise<SignedInCaller | null> {
  const cookie = browserCookies(deps.publicUrl).read(request.headers.cookie, 'session');
  if (cookie === null) return null;
  const { db, now } = deps.engine;
  const session = await findSessionOfAnyOrganisation(db, hashOf(cookie), {
    now: now(),
    idleMs: SESSION_LIFE.idleMs,
    touch: true,
  });
  if (session === null) return null;
  const user = await findUser(deps, request, session);
  return user === null ? null : { ...user, session: { id: session.id, csrfToken: session.csrfToken } };
}

/** What decisions about a user rest on; `null` when there is no such user. */
export async function findUser(
  { engine: { db, contexts } }: WebServerDeps,
  request: Request,
  place: { readonly organisationId: string; readonly userId: string },
): Promise<Omit<Caller, 'session'> | null> {
  const tenant = new Tenant(db, place.organisationId);
  const facts = await readGrantFacts(tenant, place.userId);
  return facts === null ? null : { tenant, facts, context: contexts.of(facts), address: request.ip ?? null };
}

/**
 * Refuses a change that another site may have made the browser send: the token of the session must be repeated in a
 * header, which only our own pages can read and set, and the browser must not say that the request comes from elsewhere.
 */
export function refusedForgery(
  { session }: SignedInCaller,
  request: Request,
  publicUrl: string,
): Refusal | null {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin !== undefined && origin !== publicUrl) {
    return forged(`Changes are accepted from ${publicUrl} only.`, 'Origin');
  }
  if (origin === undefined && site !== undefined && site !== 'same-origin' && site !== 'none') {
    return forged('Changes are accepted from the pages of this server only.', 'Sec-Fetch-Site');
  }
  const token = request.headers['x-csrf-token'];
  if (typeof token === 'string' && sameSecret(token, session.csrfToken)) return null;
  return forged('The header x-csrf-token must repeat the token of the session.', 'x-csrf-token');
}

const forged = (message: string, header: string): Refusal =>
  new Refusal(403, 'CSRF_CHECK_FAILED', message, { header });

export const NOT_SIGNED_IN = new Refusal(401, 'AUTHENTICATION_FAILURE', 'Sign in first.');
