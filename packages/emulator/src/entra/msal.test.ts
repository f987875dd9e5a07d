import { createServer } from 'node:http';
import {
  ConfidentialClientApplication,
  CryptoProvider,
  InteractionRequiredAuthError,
  ServerError,
} from '@azure/msal-node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmulator, type Emulator } from '../emulator.ts';
import { ANN, CLIENT, SCOPES, SEED, TENANT } from '../testing/fixture.ts';
import { entraMetadata } from './entra-app.ts';

let emulator: Emulator;
let origin: string;

beforeEach(async () => {
  const port = await freePort();
  origin = `http://localhost:${port}`;
  // MSAL looks at the real time.
  emulator = createEmulator({ origin, now: () => new Date(), registrations: [CLIENT], autoConsent: true });
  emulator.seed({ ...SEED, users: SEED.users?.map((user) => ({ ...user, consents: [] })) ?? [] });
  await emulator.listen(port, 'localhost');
});
afterEach(() => emulator.close());

async function freePort(): Promise<number> {
  const probe = createServer().listen(0);
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** MSAL refuses an http authority, but takes its endpoints as given metadata. */
function msal(secret = CLIENT.clientSecret) {
  return new ConfidentialClientApplication({
    auth: {
      clientId: CLIENT.clientId,
      clientSecret: secret,
      authority: 'https://login.microsoftonline.com/organizations',
      authorityMetadata: JSON.stringify(entraMetadata(origin, 'organizations')),
    },
  });
}

const redirectUri = CLIENT.redirectUris[0] ?? '';

async function codeFor(app: ConfidentialClientApplication, scopes: string[], hint = ANN.upn) {
  const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
  const url = await app.getAuthCodeUrl({
    scopes,
    redirectUri,
    codeChallenge: challenge,
    codeChallengeMethod: 'S256',
    state: 'abc',
    nonce: 'n',
    loginHint: hint,
  });
  const response = await fetch(url, { redirect: 'manual' });
  return { verifier, answer: new URL(response.headers.get('location') ?? '').searchParams };
}

/** The request that redeems a code. */
function answered(answer: URLSearchParams, scopes: string[], codeVerifier: string) {
  return { code: answer.get('code') ?? '', scopes, redirectUri, codeVerifier, nonce: 'n' };
}

describe('MSAL', () => {
  test('signs in with code and PKCE, and gets tokens silently afterwards', async () => {
    const app = msal();
    const { verifier, answer } = await codeFor(app, SCOPES);
    expect(answer.get('state')).toBe('abc');
    const result = await app.acquireTokenByCode(answered(answer, SCOPES, verifier));
    expect(result.account?.homeAccountId).toBe(`${ANN.oid}.${TENANT}`);
    expect(result.idTokenClaims).toMatchObject({
      oid: ANN.oid,
      tid: TENANT,
      nonce: 'n',
      preferred_username: ANN.upn,
    });
    expect(result.scopes).toEqual(expect.arrayContaining(SCOPES));
    if (!result.account) throw new Error('No account.');

    const cached = await app.acquireTokenSilent({ account: result.account, scopes: SCOPES });
    expect([cached.fromCache, cached.accessToken]).toEqual([true, result.accessToken]);
    const refreshed = await app.acquireTokenSilent({
      account: result.account,
      scopes: SCOPES,
      forceRefresh: true,
    });
    expect(refreshed.fromCache).toBe(false);
    const me = await fetch(`${origin}/v1.0/me`, {
      headers: { authorization: `Bearer ${refreshed.accessToken}` },
    });
    expect(await me.json()).toMatchObject({ id: ANN.oid, userPrincipalName: ANN.upn });
  });

  test('learns that a session was revoked, and that consent was taken back', async () => {
    const app = msal();
    const { verifier, answer } = await codeFor(app, SCOPES);
    const { account } = await app.acquireTokenByCode(answered(answer, SCOPES, verifier));
    if (!account) throw new Error('No account.');
    const control = (path: string) =>
      fetch(`${origin}/_emulator/${path}`, { method: 'POST', body: JSON.stringify({ mailbox: ANN.upn }) });
    const silent = () =>
      app
        .acquireTokenSilent({ account, scopes: ['Calendars.ReadWrite'], forceRefresh: true })
        .catch((error: unknown) => error);

    await control('revoke-consent');
    expect(await silent()).toBeInstanceOf(InteractionRequiredAuthError);
    await control('revoke-sessions');
    expect(String(await silent())).toContain('AADSTS50173');
  });

  test('learns that a code was used before, that the verifier is wrong, and that the secret is', async () => {
    const app = msal();
    const redeem = async (client: ConfidentialClientApplication, code: string, codeVerifier: string) => {
      try {
        return await client.acquireTokenByCode({
          code,
          scopes: ['User.Read'],
          redirectUri,
          codeVerifier,
          nonce: 'n',
        });
      } catch (error) {
        return error instanceof ServerError ? `${error.errorCode} ${error.errorNo}` : error;
      }
    };
    const first = await codeFor(app, ['User.Read']);
    const code = first.answer.get('code') ?? '';
    expect(await redeem(msal('wrong'), code, first.verifier)).toBe('invalid_client 7000215');
    expect(await redeem(app, code, 'another-verifier-another-verifier-another-verifier')).toBe(
      'invalid_grant 501481',
    );
    expect(await redeem(app, code, first.verifier)).toHaveProperty('accessToken');
    expect(await redeem(app, code, first.verifier)).toBe('invalid_grant 54005');
  });
});
