import { Router, type Request, type Response } from 'express';
import { redirectFailure } from '@syncgrant/microsoft';
import { browserCookies } from '../http/browser-cookies.ts';
import { findCaller, type SignedInCaller } from '../http/caller.ts';
import { hashOf, newSecret } from '../http/secret.ts';
import type { WebServerDeps } from '../web-server-deps.ts';
import { finishConnect } from './connect.ts';
import { finishSignIn, setbackOf, SIGN_IN_SCOPES } from './finish-sign-in.ts';
import { landing, type Setback } from './landing.ts';
import { beginVisit, endVisit, VISIT_MS } from './visit.ts';

/** The way to Microsoft and back. Whatever happens there, the browser ends on a page of ours. */
export function authRoutes(deps: WebServerDeps): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const cookies = browserCookies(deps.publicUrl);

  router.get('/auth/sign-in', async (request, response) => {
    const browser = cookies.read(request.headers.cookie, 'browser') ?? newSecret(deps.randomBytes);
    const url = await beginVisit(deps, {
      purpose: { kind: 'sign_in' },
      browser: hashOf(browser),
      scopes: SIGN_IN_SCOPES,
      loginHint: null,
    });
    response.append('set-cookie', cookies.set('browser', browser, VISIT_MS));
    go(response, url);
  });

  router.get('/auth/callback', async (request, response) => {
    go(response, await comeBack(deps, request, response));
  });

  return router;
}

function go(response: Response, url: string): void {
  response.set('cache-control', 'no-store').redirect(303, url);
}

const EXPIRED: Setback = {
  error: 'expired',
  message: 'This visit to Microsoft took too long or was finished already. Please try again.',
};
const OTHER_BROWSER: Setback = {
  error: 'other_browser',
  message: 'This visit to Microsoft was begun in another browser or session. Please try again here.',
};
const NO_CODE: Setback = {
  error: 'no_code',
  message: 'Microsoft sent no answer that could be used. Please try again.',
};

/** Works off the answer of Microsoft and says where to go with the browser. */
async function comeBack(deps: WebServerDeps, request: Request, response: Response): Promise<string> {
  const cookies = browserCookies(deps.publicUrl);
  const caller = await findCaller(deps, request);
  const query = new URL(request.originalUrl, deps.publicUrl).searchParams;
  const visit = await endVisit(deps, query.get('state') ?? '');
  if (visit === null) return caller === null ? landing.signIn(EXPIRED) : landing.notConnected(null, EXPIRED);
  const { purpose } = visit.attempt;
  const failure = redirectFailure(query);
  const code = query.get('code');

  if (purpose.kind === 'sign_in') {
    const browser = cookies.read(request.headers.cookie, 'browser');
    if (browser === null || hashOf(browser) !== visit.attempt.browser) return landing.signIn(OTHER_BROWSER);
    if (failure !== null) return landing.signIn(setbackOf(failure));
    if (code === null) return landing.signIn(NO_CODE);
    const facts = {
      address: request.ip ?? null,
      userAgent: request.headers['user-agent'] ?? null,
      caller,
    };
    const signedIn = await finishSignIn(deps, visit, code, facts);
    if (!signedIn.ok) return landing.signIn(signedIn.setback);
    response.append('set-cookie', cookies.set('session', signedIn.cookie, signedIn.maxAgeMs));
    return landing.home;
  }

  if (!isSame(caller, visit.attempt.browser)) {
    return caller === null
      ? landing.signIn(OTHER_BROWSER)
      : landing.notConnected(purpose.module, OTHER_BROWSER);
  }
  if (failure !== null) return landing.notConnected(purpose.module, setbackOf(failure));
  if (code === null) return landing.notConnected(purpose.module, NO_CODE);
  const setback = await finishConnect(deps, visit, code, caller, purpose.module);
  return setback === null ? landing.connected(purpose.module) : landing.notConnected(purpose.module, setback);
}

/** A connection belongs to the session in which it was begun, and so to its user. */
const isSame = (caller: SignedInCaller | null, browser: string): caller is SignedInCaller =>
  caller?.session.id === browser;
