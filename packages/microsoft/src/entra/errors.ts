/**
 * Who can do something about it: `sign_in` the user, by signing in again · `admin_consent` the tenant's administrator
 * · `declined` the user said no · `operator` we, whose registration or secret is wrong · `transient` nobody; it passes.
 */
export type EntraFailureClass = 'sign_in' | 'admin_consent' | 'declined' | 'operator' | 'transient';

export interface EntraFailure {
  readonly class: EntraFailureClass;
  /** The OAuth error, or a name of our own where no answer arrived. */
  readonly error: string;
  /** The AADSTS number, for logs and support. */
  readonly number: number | null;
  /** A sentence for people; holds no secret. */
  readonly message: string;
  /** Pass on to the next authorization request, so that Entra asks for what it missed. */
  readonly claims?: string;
  readonly cause: unknown;
}

/** An error as the token endpoint or the redirect reported it. */
export interface EntraErrorResponse {
  /** Of the HTTP answer; 0 when none arrived, 302 for a redirect. */
  readonly status: number;
  /** Empty when the answer was no OAuth error. */
  readonly error: string;
  readonly suberror?: string;
  readonly numbers?: readonly number[];
  readonly description?: string;
  readonly claims?: string;
}

/** The administrator must consent, assign the user, or subscribe the tenant to a service. */
const ADMINISTRATOR_NUMBERS = [90094, 90095, 50105, 650052, 650056];
const TRANSIENT_NUMBERS = [50033, 50196, 90006, 90024, 90033];
const DECLINED_NUMBERS = [65004];
/** Secret or certificate, application id, redirect address, tenancy, scopes. */
const REGISTRATION_NUMBERS = [50011, 50194, 70011, 500011, 700011, 700016, 700027, 7000215, 7000218, 7000222];

interface EntraErrorRule {
  readonly errors: readonly string[];
  readonly suberrors?: readonly string[];
  readonly numbers?: readonly number[];
  readonly class: EntraFailureClass;
}

const OUR_FAULT = [
  'invalid_client',
  'unauthorized_client',
  'invalid_scope',
  'invalid_request',
  'invalid_resource',
  'unsupported_grant_type',
  'unsupported_response_type',
];
const NEEDS_INTERACTION = [
  'invalid_grant',
  'interaction_required',
  'consent_required',
  'login_required',
  'account_selection_required',
];

/**
 * The first rule that fits decides. The OAuth error comes first; numbers only refine it, because Microsoft may change
 * them. https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
const RULES: readonly EntraErrorRule[] = [
  { errors: ['temporarily_unavailable', 'server_error', 'slow_down'], class: 'transient' },
  { errors: OUR_FAULT, numbers: ADMINISTRATOR_NUMBERS, class: 'admin_consent' },
  { errors: ['invalid_request'], numbers: TRANSIENT_NUMBERS, class: 'transient' },
  { errors: OUR_FAULT, class: 'operator' },
  { errors: ['access_denied'], numbers: ADMINISTRATOR_NUMBERS, class: 'admin_consent' },
  { errors: ['access_denied'], class: 'declined' },
  { errors: NEEDS_INTERACTION, suberrors: ['client_mismatch'], class: 'operator' },
  { errors: NEEDS_INTERACTION, numbers: ADMINISTRATOR_NUMBERS, class: 'admin_consent' },
  { errors: NEEDS_INTERACTION, numbers: REGISTRATION_NUMBERS, class: 'operator' },
  { errors: NEEDS_INTERACTION, numbers: TRANSIENT_NUMBERS, class: 'transient' },
  { errors: NEEDS_INTERACTION, numbers: DECLINED_NUMBERS, class: 'declined' },
  { errors: NEEDS_INTERACTION, class: 'sign_in' },
];

const MESSAGES: Readonly<Record<EntraFailureClass, string>> = {
  sign_in: 'Microsoft asks you to sign in again.',
  admin_consent: 'An administrator of your Microsoft organisation has to approve this application first.',
  declined: 'The permission was not given at Microsoft.',
  operator: 'Microsoft does not accept the application’s own registration or secret.',
  transient: 'Microsoft’s sign-in service cannot be reached or is busy at the moment.',
};

/** What an error answer of Entra means. Only an error that is known to need the user asks the user to sign in. */
export function classifyEntraError(response: EntraErrorResponse, cause: unknown): EntraFailure {
  const numbers = numbersOf(response);
  const rule = RULES.find(
    (candidate) =>
      candidate.errors.includes(response.error.toLowerCase()) &&
      (!candidate.suberrors || candidate.suberrors.includes(response.suberror?.toLowerCase() ?? '')) &&
      (!candidate.numbers || candidate.numbers.some((number) => numbers.includes(number))),
  );
  const failureClass = response.status === 429 || response.status >= 500 ? 'transient' : rule?.class;
  return entraFailure(failureClass ?? 'transient', response.error || `http_${response.status}`, cause, {
    number: numbers[0] ?? null,
    ...(response.claims ? { claims: response.claims } : {}),
  });
}

/** The failure that a redirect from Entra carries in its query; null when it carries none. */
export function redirectFailure(query: URLSearchParams): EntraFailure | null {
  const error = query.get('error');
  if (error === null) return null;
  const suberror = query.get('error_subcode');
  const response = {
    status: 302,
    error,
    description: query.get('error_description') ?? '',
    ...(suberror === null ? {} : { suberror }),
  };
  return classifyEntraError(response, response);
}

export function entraFailure(
  failureClass: EntraFailureClass,
  error: string,
  cause: unknown,
  details: { readonly number?: number | null; readonly claims?: string } = {},
): EntraFailure {
  const { number = null, claims } = details;
  const message = number === null ? MESSAGES[failureClass] : `${MESSAGES[failureClass]} (AADSTS${number})`;
  return { class: failureClass, error, number, message, cause, ...(claims ? { claims } : {}) };
}

function numbersOf(response: EntraErrorResponse): readonly number[] {
  const inText = /AADSTS(\d+)/.exec(response.description ?? '')?.[1];
  return [...(response.numbers ?? []), ...(inText === undefined ? [] : [Number(inText)])];
}
