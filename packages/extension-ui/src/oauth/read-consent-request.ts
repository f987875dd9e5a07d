import { scopeSchema, scopesCover, type ConsentRequest } from '@syncgrant/contracts';
import { findApiClient, type ApiClient, type Tenant } from '@syncgrant/store';
import { Refusal } from '../http/answer.ts';
import { redirectWith } from './consent-redirect.ts';

/** A request that the user can be asked about. */
export interface Asked {
  readonly kind: 'asked';
  readonly client: ApiClient;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly offline: boolean;
  readonly state: string | undefined;
}

/** What a program is told of its own request, in the words of RFC 6749, 4.1.2.1. */
type ProgramError =
  | 'invalid_request'
  | 'invalid_scope'
  | 'unsupported_response_type'
  /** OpenID Connect's: nothing is allowed without asking. */
  | 'interaction_required';

/** The same bound as of a client's own scopes. */
const MOST_SCOPES = 50;

/**
 * Reads what a program asks for. Before it is certain that the address to go back to is the program's own, what is wrong is
 * told to the user alone, and the browser goes nowhere; after that the program is told.
 */
export async function readConsentRequest(
  tenant: Tenant,
  request: ConsentRequest,
): Promise<Asked | { readonly kind: 'refused'; readonly redirect: string } | Refusal> {
  const { client_id: clientId, redirect_uri: redirectUri, state } = request;
  const client = clientId === undefined ? null : await findApiClient(tenant, clientId);
  if (client === null) return UNKNOWN_PROGRAM;
  if (redirectUri === undefined || !client.redirectUris.includes(redirectUri)) return strangeAddress(client);

  const scopes = [...new Set((request.scope ?? '').split(/[\s,]+/).filter(Boolean))];
  const error = errorOf(request, scopes, client);
  if (error !== null) return { kind: 'refused', redirect: redirectWith(redirectUri, { error, state }) };
  return { kind: 'asked', client, redirectUri, scopes, offline: request.access_type === 'offline', state };
}

function errorOf(request: ConsentRequest, scopes: readonly string[], client: ApiClient): ProgramError | null {
  const { response_type: responseType, access_type: accessType = 'online', prompt } = request;
  if (responseType === undefined) return 'invalid_request';
  if (responseType !== 'code') return 'unsupported_response_type';
  if (accessType !== 'online' && accessType !== 'offline') return 'invalid_request';
  const allowed = (scope: string) =>
    scopeSchema.safeParse(scope).success && scopesCover(client.scopes, scope);
  if (scopes.length === 0 || scopes.length > MOST_SCOPES || !scopes.every(allowed)) return 'invalid_scope';
  return prompt === 'none' ? 'interaction_required' : null;
}

const UNKNOWN_PROGRAM = new Refusal(
  400,
  'INVALID_CLIENT',
  'The program that sent you here is not registered in your organisation.',
  { param_name: 'client_id' },
);

const strangeAddress = ({ name }: ApiClient): Refusal =>
  new Refusal(
    400,
    'INVALID_REDIRECT_URI',
    `${name} asked to be answered at an address that is not registered for it.`,
    { param_name: 'redirect_uri' },
  );
