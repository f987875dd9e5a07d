import type { EntraFailure, MicrosoftIdentity } from '@syncgrant/microsoft';
import {
  acceptInvitation,
  createSession,
  endSession,
  findInvitationsOfAnyOrganisation,
  findUsersOfAnyOrganisation,
  sweepSessions,
  Tenant,
  type UserPlace,
} from '@syncgrant/store';
import { SESSION_LIFE, type SignedInCaller } from '../http/caller.ts';
import { hashOf, newSecret } from '../http/secret.ts';
import type { WebServerDeps } from '../web-server-deps.ts';
import type { Setback } from './landing.ts';
import { redirectUri, type ReturnedVisit } from './visit.ts';

export const SIGN_IN_SCOPES = ['openid', 'profile', 'email'] as const;

export type SignedIn =
  | { readonly ok: true; readonly cookie: string; readonly maxAgeMs: number }
  | { readonly ok: false; readonly setback: Setback };

export interface BrowserFacts {
  readonly address: string | null;
  readonly userAgent: string | null;
  /** Who is signed in already; that session ends with the new one. */
  readonly caller: SignedInCaller | null;
}

/** Turns the code into a session of the user that the Microsoft identity stands for. */
export async function finishSignIn(
  deps: WebServerDeps,
  { attempt, codeVerifier }: ReturnedVisit,
  code: string,
  browser: BrowserFacts,
): Promise<SignedIn> {
  const redeemed = await deps.engine.entra.redeemCode({
    code,
    codeVerifier,
    redirectUri: redirectUri(deps.publicUrl),
    scopes: SIGN_IN_SCOPES,
    nonce: attempt.nonce,
    vault: null,
  });
  if (!redeemed.ok) return { ok: false, setback: setbackOf(redeemed.failure) };
  const place = await placeOf(deps, redeemed.identity);
  if (!place.ok) return place;
  return { ok: true, cookie: await newSession(deps, place.user, browser), maxAgeMs: SESSION_LIFE.absoluteMs };
}

export const setbackOf = ({ class: error, message }: EntraFailure): Setback => ({ error, message });

/**
 * The user of an identity: known from before, or invited under its user name. Only the user name is believed: its domain
 * is one that the tenant has proved to own, which no `email` claim says.
 */
async function placeOf(
  { engine: { db } }: WebServerDeps,
  identity: MicrosoftIdentity,
): Promise<
  { readonly ok: true; readonly user: UserPlace } | { readonly ok: false; readonly setback: Setback }
> {
  const [known] = await findUsersOfAnyOrganisation(db, identity);
  if (known !== undefined) return known.active ? { ok: true, user: known } : DEACTIVATED;
  const [invited] = await findInvitationsOfAnyOrganisation(db, identity.username);
  if (invited === undefined) {
    return setback(
      'not_invited',
      `${identity.username} is not a user here. Ask an administrator for an invitation.`,
    );
  }
  if (!invited.active) return DEACTIVATED;
  const accepted = await acceptInvitation(new Tenant(db, invited.organisationId), invited.userId, identity);
  return accepted
    ? { ok: true, user: invited }
    : setback('not_invited', 'The invitation was used by another account.');
}

const setback = (error: string, message: string) => ({ ok: false, setback: { error, message } }) as const;

const DEACTIVATED = setback('deactivated', 'Your user is deactivated. Ask an administrator to activate it.');

async function newSession(deps: WebServerDeps, user: UserPlace, browser: BrowserFacts): Promise<string> {
  const { db, now } = deps.engine;
  const cookie = newSecret(deps.randomBytes);
  await sweepSessions(db, { now: now(), idleMs: SESSION_LIFE.idleMs });
  if (browser.caller !== null) await endSession(browser.caller.tenant, browser.caller.session.id);
  await createSession(new Tenant(db, user.organisationId), {
    id: hashOf(cookie),
    userId: user.userId,
    csrfToken: newSecret(deps.randomBytes),
    address: browser.address,
    userAgent: browser.userAgent,
    now: now(),
    expiresAt: new Date(now().getTime() + SESSION_LIFE.absoluteMs),
  });
  return cookie;
}
