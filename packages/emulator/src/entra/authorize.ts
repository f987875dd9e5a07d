import type { User } from '../model/rows.ts';
import { consentedScopes, grantConsent, tenantOf, userByName, usersOf } from './directory.ts';
import { EntraError } from './entra-error.ts';
import { sealingKey } from './keys.ts';
import { accountPicker, adminConsentNeeded, consentPage, errorPage, postBack } from './pages.ts';
import { readScopes } from './scopes.ts';
import { seal } from './sealed.ts';
import { CODE_PREFIX, type EntraContext } from './token-endpoint.ts';

/** The pages' own answers; everything else in a form is the application's request, carried from page to page. */
const STEP_FIELDS = ['account', 'decision', 'cancel'];

/**
 * Answers `/{tenant}/oauth2/v2.0/authorize`: first the account, then the consent where it lacks, then the code. Each
 * page posts the application's parameters back to this address together with its own answer.
 */
export async function answerAuthorize(
  context: EntraContext,
  authority: string,
  parameters: URLSearchParams,
): Promise<Response> {
  const { store } = context;
  const request = new URLSearchParams([...parameters].filter(([name]) => !STEP_FIELDS.includes(name)));
  const broken = checkAddress(context, request);
  if (broken) return errorPage(broken);
  const reply = (fields: Readonly<Record<string, string>>) => redirectBack(request, fields);
  const refuse = (error: EntraError) => reply({ error: error.error, error_description: error.message });

  const requestError = checkRequest(request);
  if (requestError) return refuse(requestError);
  if (parameters.has('cancel')) {
    return refuse(new EntraError('access_denied', 50058, 'The user cancelled the sign-in.'));
  }
  const prompt = request.get('prompt');
  const hint = request.get('login_hint') ?? undefined;
  const hinted = hint === undefined ? undefined : userByName(store, hint);
  const candidates = usersOf(store, authority);
  const picked = candidates.find((user) => user.id === parameters.get('account'));
  const skips = context.autoConsent || prompt === 'none';
  const user = picked ?? (skips ? candidates.find((candidate) => candidate === hinted) : undefined);
  if (!user) {
    if (prompt !== 'none') return accountPicker(candidates, hint, request);
    return refuse(
      new EntraError('login_required', 50058, 'A silent sign-in request was sent but no user is signed in.'),
    );
  }

  const scopes = readScopes(request.get('scope') ?? '');
  const consented = consentedScopes(store, user, request.get('client_id') ?? '');
  const lacking = scopes.graph.filter((scope) => !consented.has(scope));
  const asks = lacking.length > 0 || (prompt === 'consent' && !context.autoConsent);
  if (asks) {
    const again = new URLSearchParams([...request, ['account', user.id]]);
    const decision = parameters.get('decision') ?? (context.autoConsent ? 'accept' : null);
    if (lacking.length > 0 && tenantOf(store, user.tenantId)?.adminConsentRequired) {
      if (decision === null) return adminConsentNeeded(user, again);
      return refuse(
        new EntraError('consent_required', 90094, 'The grant requires administrator permission.'),
      );
    }
    if (prompt === 'none') {
      return refuse(
        new EntraError('interaction_required', 65001, 'The user has not consented to use the application.'),
      );
    }
    if (decision === null) return consentPage(user, lacking.length > 0 ? lacking : scopes.graph, again);
    if (decision !== 'accept') {
      return refuse(new EntraError('access_denied', 65004, 'User declined to consent to access the app.'));
    }
    grantConsent(store, user.id, request.get('client_id') ?? '', scopes.graph);
  }
  return reply(codeFor(context, user, request));
}

/** Answers `/{tenant}/v2.0/adminconsent`: an administrator allows the application for all users of the tenant. */
export async function answerAdminConsent(
  context: EntraContext,
  authority: string,
  parameters: URLSearchParams,
): Promise<Response> {
  const { store } = context;
  const request = new URLSearchParams([...parameters].filter(([name]) => !STEP_FIELDS.includes(name)));
  const broken = checkAddress(context, request);
  if (broken) return errorPage(broken);
  const candidates = usersOf(store, authority);
  const user =
    candidates.find(({ id }) => id === parameters.get('account')) ??
    (context.autoConsent ? candidates[0] : undefined);
  if (!user) return accountPicker(candidates, undefined, request);
  const scopes = readScopes(request.get('scope') ?? '').graph;
  const decision = parameters.get('decision') ?? (context.autoConsent ? 'accept' : null);
  if (decision === null) {
    return consentPage(user, scopes, new URLSearchParams([...request, ['account', user.id]]), true);
  }
  const state = request.get('state') ?? '';
  if (decision !== 'accept') {
    const declined = 'AADSTS65004: The resource owner or authorization server denied the request.';
    return redirectBack(request, {
      admin_consent: 'True',
      error: 'consent_required',
      error_description: declined,
      state,
    });
  }
  grantConsent(store, user.tenantId, request.get('client_id') ?? '', scopes);
  return redirectBack(request, {
    admin_consent: 'True',
    tenant: user.tenantId,
    scope: scopes.join(' '),
    state,
  });
}

/** Errors shown to the person, since the application's address cannot be trusted. */
function checkAddress({ registrations }: EntraContext, request: URLSearchParams): string | undefined {
  const clientId = request.get('client_id') ?? '';
  const registration = registrations.find((known) => known.clientId === clientId);
  if (!registration) {
    return `AADSTS700016: Application with identifier '${clientId}' was not found in the directory.`;
  }
  const redirectUri = request.get('redirect_uri') ?? '';
  if (!registration.redirectUris.includes(redirectUri)) {
    return `AADSTS50011: The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application '${clientId}'.`;
  }
  return undefined;
}

function checkRequest(request: URLSearchParams): EntraError | undefined {
  if (request.get('response_type') !== 'code') {
    return new EntraError('unsupported_response_type', 700054, "response_type must be 'code'.");
  }
  const method = request.get('code_challenge_method');
  if (request.has('code_challenge') && method !== 'S256') {
    return new EntraError(
      'invalid_request',
      501491,
      `The code challenge method '${method ?? 'plain'}' is not supported.`,
    );
  }
  const { unknown } = readScopes(request.get('scope') ?? '');
  if (unknown.length > 0) {
    return new EntraError(
      'invalid_client',
      650053,
      `The application asked for scope '${unknown.join(' ')}' that doesn't exist.`,
    );
  }
  return undefined;
}

function codeFor(context: EntraContext, user: User, request: URLSearchParams): Record<string, string> {
  const code = seal(sealingKey(context.store), CODE_PREFIX, {
    id: context.store.mintGuid('code'),
    oid: user.id,
    clientId: request.get('client_id'),
    redirectUri: request.get('redirect_uri'),
    scope: request.get('scope') ?? '',
    challenge: request.get('code_challenge'),
    nonce: request.get('nonce'),
    issuedAt: context.now(),
  });
  return {
    code,
    client_info: Buffer.from(JSON.stringify({ uid: user.id, utid: user.tenantId })).toString('base64url'),
    session_state: user.id,
  };
}

/** Sends the browser back to the application, which `checkAddress` has found registered. */
async function redirectBack(
  request: URLSearchParams,
  fields: Readonly<Record<string, string>>,
): Promise<Response> {
  const state = request.get('state');
  const answer = new URLSearchParams({ ...fields, ...(state === null ? {} : { state }) });
  const address = request.get('redirect_uri') ?? '';
  if (request.get('response_mode') === 'form_post') return postBack(address, answer);
  const location = new URL(address);
  for (const [name, value] of answer) location.searchParams.set(name, value);
  return new Response(null, { status: 302, headers: { location: location.href } });
}
