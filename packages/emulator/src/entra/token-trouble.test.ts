import { describe, expect, test } from 'vitest';
import { ANN, BOB, ORIGIN, signIn, startEmulator, steer, tokenRequest } from '../testing/fixture.ts';
import type { Emulator } from '../emulator.ts';

const refreshTokenOf = async (emulator: Emulator, username: string) =>
  (
    await tokenRequest(emulator, {
      grant_type: 'password',
      username,
      password: 'password',
      scope: 'offline_access',
    })
  ).refresh_token ?? '';

const refresh = (emulator: Emulator, token: string) =>
  tokenRequest(emulator, { grant_type: 'refresh_token', refresh_token: token, scope: 'User.Read' });

describe('the token endpoint answers as it is told', () => {
  test.each([
    [50173, 'invalid_grant', undefined],
    [700082, 'invalid_grant', undefined],
    [70043, 'invalid_grant', undefined],
    [50076, 'interaction_required', 'basic_action'],
    [53003, 'interaction_required', 'basic_action'],
    [50105, 'invalid_grant', undefined],
    [90094, 'invalid_grant', undefined],
    [50057, 'invalid_grant', undefined],
    [7000222, 'invalid_client', undefined],
    [700016, 'unauthorized_client', undefined],
    [90033, 'temporarily_unavailable', undefined],
  ])('AADSTS%i is %s', async (number, error, suberror) => {
    const emulator = startEmulator();
    const [ann, bob] = [await refreshTokenOf(emulator, ANN.upn), await refreshTokenOf(emulator, BOB.upn)];
    await steer(emulator, 'token-error', { mailbox: ANN.upn, number });
    const refused: Record<string, unknown> = await refresh(emulator, ann);
    expect(refused).toMatchObject({
      error,
      error_codes: [number],
      timestamp: '2026-03-02 12:00:00Z',
      trace_id: expect.any(String),
      correlation_id: expect.any(String),
    });
    expect(refused['error_description']).toMatch(
      new RegExp(`^AADSTS${number}: .+ Trace ID: .+ Correlation ID: .+ Timestamp: 2026-03-02 12:00:00Z$`),
    );
    expect(refused['suberror']).toBe(suberror);
    expect('claims' in refused).toBe(suberror === 'basic_action');
    expect(await refresh(emulator, bob)).toHaveProperty('access_token');
    await steer(emulator, 'token-error', {}, 'DELETE');
    expect(await refresh(emulator, ann)).toHaveProperty('access_token');
  });

  test('for everybody, where no mailbox is named; a number that is not known is refused', async () => {
    const emulator = startEmulator();
    const ann = await refreshTokenOf(emulator, ANN.upn);
    expect((await steer(emulator, 'token-error', { number: 1 })).status).toBe(400);
    await steer(emulator, 'token-error', { number: 7000215 });
    expect(await refresh(emulator, ann)).toMatchObject({ error: 'invalid_client', error_codes: [7000215] });
  });
});

describe('a sign-in', () => {
  const signInWithCode = async (emulator: Emulator) => {
    const query = new URLSearchParams({
      client_id: 'client',
      response_type: 'code',
      redirect_uri: 'http://app.test/callback',
      scope: 'openid offline_access User.Read',
      login_hint: ANN.upn,
    });
    const answer = await emulator.fetch(
      new Request(`${ORIGIN}/organizations/oauth2/v2.0/authorize?${query.toString()}`),
    );
    const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
    return tokenRequest(emulator, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: 'http://app.test/callback',
    });
  };

  test('ends a trouble that asks for one', async () => {
    const emulator = startEmulator({ autoConsent: true });
    await steer(emulator, 'token-error', { mailbox: ANN.upn, number: 50076 });
    const { refresh_token: token = '' } = await signInWithCode(emulator);
    expect(await refresh(emulator, token)).toHaveProperty('access_token');
  });

  test('ends no trouble of the administrator’s', async () => {
    const emulator = startEmulator({ autoConsent: true });
    await steer(emulator, 'token-error', { mailbox: ANN.upn, number: 50105 });
    expect(await signInWithCode(emulator)).toMatchObject({ error_codes: [50105] });
  });
});

describe('revoked sessions', () => {
  test('leave access tokens alone until these end', async () => {
    const emulator = startEmulator();
    const graph = await signIn(emulator, ANN.upn);
    await steer(emulator, 'revoke-sessions', { mailbox: ANN.upn });
    expect((await graph('GET', '/me')).status).toBe(200);
  });

  test('may end them at once, with a claims challenge', async () => {
    const emulator = startEmulator({ behaviour: { continuousAccess: true } });
    const graph = await signIn(emulator, ANN.upn);
    expect((await graph('GET', '/me')).status).toBe(200);
    await steer(emulator, 'revoke-sessions', { mailbox: ANN.upn });
    const { status, body, headers } = await graph('GET', '/me');
    expect([status, body.error.code]).toEqual([401, 'InvalidAuthenticationToken']);
    const claims = /claims="([^"]+)"/.exec(headers.get('www-authenticate') ?? '')?.[1] ?? '';
    expect(JSON.parse(Buffer.from(claims, 'base64').toString())).toEqual({
      access_token: { nbf: { essential: true, value: '1772452800' } },
    });
  });
});

test('each use of a refresh token gives a new one, and the old one goes on', async () => {
  const emulator = startEmulator();
  const first = await refreshTokenOf(emulator, ANN.upn);
  const { refresh_token: second = '' } = await refresh(emulator, first);
  expect(second).not.toBe(first);
  expect(await refresh(emulator, second)).toHaveProperty('access_token');
  expect(await refresh(emulator, first)).toHaveProperty('access_token');
});
