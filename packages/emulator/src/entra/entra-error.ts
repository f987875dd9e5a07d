/** An error of the identity platform: OAuth's error code and Microsoft's own number. */
export class EntraError extends Error {
  override readonly name = 'EntraError';
  readonly status: number;
  readonly error: string;
  readonly number: number;
  readonly suberror: string | undefined;
  readonly claims: string | undefined;

  constructor(
    error: string,
    number: number,
    text: string,
    options: {
      readonly status?: number | undefined;
      readonly suberror?: string | undefined;
      readonly claims?: string | undefined;
    } = {},
  ) {
    super(`AADSTS${number}: ${text}`);
    this.error = error;
    this.number = number;
    this.status = options.status ?? 400;
    this.suberror = options.suberror;
    this.claims = options.claims;
  }
}

/** The JSON body of a failed token request. */
export function errorBody(error: EntraError, now: number, traceId: string, correlationId: string) {
  const timestamp = `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    error: error.error,
    error_description: `${error.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [error.number],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${error.number}`,
    ...(error.suberror === undefined ? {} : { suberror: error.suberror }),
    ...(error.claims === undefined ? {} : { claims: error.claims }),
  };
}

export const consentNeeded = () =>
  new EntraError(
    'invalid_grant',
    65001,
    'The user or administrator has not consented to use the application. Send an interactive authorization request for this user and resource.',
    { suberror: 'consent_required' },
  );
