import { describe, expect, it } from 'vitest';
import { classifyEntraError, redirectFailure } from './errors.ts';

const classOf = (error: string, number?: number, details: { suberror?: string; status?: number } = {}) =>
  classifyEntraError(
    { status: 400, error, ...(number === undefined ? {} : { numbers: [number] }), ...details },
    null,
  ).class;

describe('an error of Entra', () => {
  it.each([
    ['invalid_grant', 50173, 'sign_in'],
    ['invalid_grant', 700082, 'sign_in'],
    ['invalid_grant', 70043, 'sign_in'],
    ['invalid_grant', 54005, 'sign_in'],
    ['invalid_grant', 65001, 'sign_in'],
    ['invalid_grant', 50057, 'sign_in'],
    ['invalid_grant', undefined, 'sign_in'],
    ['interaction_required', 50076, 'sign_in'],
    ['interaction_required', 53003, 'sign_in'],
    ['consent_required', 65001, 'sign_in'],
    ['login_required', undefined, 'sign_in'],
    ['access_denied', 65004, 'declined'],
    ['consent_required', 65004, 'declined'],
    ['access_denied', 90094, 'admin_consent'],
    ['interaction_required', 90095, 'admin_consent'],
    ['invalid_grant', 50105, 'admin_consent'],
    ['invalid_client', 650052, 'admin_consent'],
    ['invalid_client', 7000215, 'operator'],
    ['invalid_client', 7000222, 'operator'],
    ['invalid_client', undefined, 'operator'],
    ['unauthorized_client', 700016, 'operator'],
    ['invalid_request', 50011, 'operator'],
    ['invalid_request', 90033, 'transient'],
    ['invalid_scope', 70011, 'operator'],
    ['temporarily_unavailable', 90024, 'transient'],
    ['server_error', undefined, 'transient'],
    ['invalid_grant', 50196, 'transient'],
    ['something_new', undefined, 'transient'],
    ['', undefined, 'transient'],
  ])('%s %s is %s', (error, number, expected) => {
    expect(classOf(error, number)).toBe(expected);
  });

  it('of the application’s secret never asks a user to sign in, whatever its number', () => {
    for (const number of [50173, 65001, 90094, 1, undefined]) {
      expect(classOf('invalid_client', number)).not.toBe('sign_in');
    }
  });

  it('is transient while the service answers 429 or 5xx, whatever else it says', () => {
    for (const status of [429, 500, 503])
      expect(classOf('invalid_grant', 50173, { status })).toBe('transient');
  });

  it('is refined by its suberror before its number', () => {
    expect(classOf('invalid_grant', 50173, { suberror: 'client_mismatch' })).toBe('operator');
  });

  it('hands on claims and number and shows people the number only', () => {
    const failure = classifyEntraError(
      {
        status: 400,
        error: 'interaction_required',
        description: 'AADSTS50076: for user-hint secret-ish Trace ID: 1',
        claims: '{"access_token":{}}',
      },
      null,
    );
    expect(failure).toMatchObject({ class: 'sign_in', number: 50076, claims: '{"access_token":{}}' });
    expect(failure.message).toBe('Microsoft asks you to sign in again. (AADSTS50076)');
  });
});

describe('a redirect from Entra', () => {
  it('with a code is no failure', () => {
    expect(redirectFailure(new URLSearchParams('code=abc&state=1'))).toBeNull();
  });

  it('tells a refusal of the user from one of the tenant', () => {
    const refusal = (description: string) =>
      redirectFailure(new URLSearchParams({ error: 'access_denied', error_description: description }));
    expect(refusal('AADSTS65004: User declined to consent.')?.class).toBe('declined');
    expect(refusal('AADSTS90094: The grant requires admin permission.')?.class).toBe('admin_consent');
  });
});
