import assert from 'node:assert';
import type { Json } from '@syncgrant/core';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MICROSOFT_CLOUD } from '../config.ts';
import { memoryVault } from '../testing/memory-vault.ts';
import { createEntra } from './entra.ts';

const cloud = MICROSOFT_CLOUD.entraOrigin;
const tokenPath = '/organizations/oauth2/v2.0/token';
const tid = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const config = {
  clientId: 'app',
  credential: { kind: 'secret', secret: 'application secret' },
  tenant: 'organizations',
  ...MICROSOFT_CLOUD,
} as const;

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

function tokens(refreshToken: string, changes: object = {}, claims: object = {}) {
  const idToken = {
    aud: 'app',
    iss: `${cloud}/${tid}/v2.0`,
    exp: Math.floor(Date.now() / 1000) + 3600,
    nonce: 'n-1',
    tid,
    oid: 'o-1',
    preferred_username: 'ada@contoso.example',
    name: 'Ada',
    ...claims,
  };
  return {
    token_type: 'Bearer',
    expires_in: 3599,
    scope: 'openid profile Contacts.ReadWrite',
    access_token: `access for ${refreshToken}`,
    refresh_token: refreshToken,
    id_token: `${base64url({ alg: 'RS256' })}.${base64url(idToken)}.c2ln`,
    client_info: base64url({ uid: 'o-1', utid: tid }),
    ...changes,
  };
}

/** Answers one token request and remembers what was asked. */
function answer(status: number, body: Json, headers: Record<string, string> = {}) {
  nock(cloud)
    .post(tokenPath)
    .query(true)
    .reply(
      status,
      async (request: Request) => {
        asked.push(new URLSearchParams(await request.text()));
        return body;
      },
      headers,
    );
}

let asked: URLSearchParams[] = [];
const entra = createEntra(config);
const redirectUri = 'https://crm.example/auth/callback';
const scopes = ['Contacts.ReadWrite'];
const redemption = { code: 'code-1', codeVerifier: 'verifier-1', redirectUri, scopes, nonce: 'n-1' };

async function connected(refreshToken = 'RT1', changes: object = {}) {
  const vault = memoryVault();
  answer(200, tokens(refreshToken, changes));
  const result = await entra.redeemCode({ ...redemption, vault });
  if (!result.ok) throw new Error(result.failure.error, { cause: result.failure });
  return { vault, identity: result.identity };
}

const refusal = (error: string, number: number, more: object = {}) => ({
  error,
  error_description: `AADSTS${number}: because. Trace ID: t Correlation ID: c`,
  error_codes: [number],
  ...more,
});

beforeAll(() => nock.disableNetConnect());
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});
beforeEach(() => {
  asked = [];
});
afterEach(() => {
  const pending = nock.pendingMocks();
  nock.cleanAll();
  assert.deepEqual(pending, [], 'an expected request was not made');
});

describe('the way to sign in', () => {
  it('goes to the configured tenant with PKCE, state, nonce and what was missed before', async () => {
    const url = new URL(
      await entra.authorizationUrl({
        scopes,
        redirectUri,
        state: 's-1',
        nonce: 'n-1',
        codeChallenge: 'challenge-1',
        prompt: 'login',
        loginHint: 'ada@contoso.example',
        claims: '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}',
      }),
    );
    expect(url.origin + url.pathname).toBe(`${cloud}/organizations/oauth2/v2.0/authorize`);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: 'app',
      response_type: 'code',
      redirect_uri: redirectUri,
      state: 's-1',
      nonce: 'n-1',
      code_challenge: 'challenge-1',
      code_challenge_method: 'S256',
      prompt: 'login',
      login_hint: 'ada@contoso.example',
    });
    expect(url.searchParams.get('scope')?.split(' ')).toContain('Contacts.ReadWrite');
    expect(url.searchParams.get('claims')).toContain('acrs');
  });

  it('for an administrator asks for the consent of the whole tenant', () => {
    const url = new URL(
      entra.adminConsentUrl({
        tenant: tid,
        scopes: ['Contacts.ReadWrite', 'Tasks.ReadWrite'],
        redirectUri,
        state: 's',
      }),
    );
    expect(url.origin + url.pathname).toBe(`${cloud}/${tid}/v2.0/adminconsent`);
    expect(url.searchParams.get('scope')).toBe('Contacts.ReadWrite Tasks.ReadWrite');
  });
});

describe('a code', () => {
  it('becomes an identity and tokens, with one request and no discovery', async () => {
    const { vault, identity } = await connected();
    expect(identity).toEqual({
      tenantId: tid,
      objectId: 'o-1',
      username: 'ada@contoso.example',
      email: null,
      displayName: 'Ada',
    });
    expect(asked).toHaveLength(1);
    expect(Object.fromEntries(asked[0] ?? [])).toMatchObject({
      grant_type: 'authorization_code',
      code: 'code-1',
      code_verifier: 'verifier-1',
      redirect_uri: redirectUri,
      client_id: 'app',
      client_secret: 'application secret',
    });
    expect((await vault.load())?.version).toBe(1);
  });

  it.each([
    ['of another sign-in', { nonce: 'n-2' }, 'sign_in'],
    ['for another application', { aud: 'other' }, 'operator'],
    ['of another issuer', { iss: 'https://evil.example/v2.0' }, 'operator'],
  ])('whose ID token is %s stores nothing', async (_name, claims, expected) => {
    const vault = memoryVault();
    answer(200, tokens('RT1', {}, claims));
    const result = await entra.redeemCode({ ...redemption, vault });
    expect(result).toMatchObject({ ok: false, failure: { class: expected } });
    expect(await vault.load()).toBeNull();
  });

  it('of a second account leaves nothing of the first in the vault', async () => {
    const { vault } = await connected('RT of the first');
    answer(
      200,
      tokens('RT of the second', { client_info: base64url({ uid: 'o-2', utid: tid }) }, { oid: 'o-2' }),
    );
    await entra.redeemCode({ ...redemption, vault });
    const blob = (await vault.load())?.blob;
    expect(blob).toContain('RT of the second');
    expect(blob).not.toContain('RT of the first');
  });
});

describe('an access token', () => {
  it('comes from the vault while it is valid, also where Entra writes scopes with their address', async () => {
    const { vault, identity } = await connected('RT1', {
      scope: 'openid https://graph.microsoft.com/Contacts.ReadWrite HTTPS://graph.microsoft.com/User.Read',
    });
    const result = await entra.accessToken({ identity, scopes, vault });
    expect(result).toMatchObject({
      ok: true,
      accessToken: 'access for RT1',
      grantedScopes: expect.arrayContaining(['Contacts.ReadWrite', 'User.Read']),
    });
    expect(asked).toHaveLength(1);
    expect((await vault.load())?.version).toBe(1);
  });

  it('that is refreshed leaves the rotated refresh token in the vault', async () => {
    const { vault, identity } = await connected();
    for (const next of ['RT2', 'RT3']) {
      answer(200, tokens(next));
      expect(await entra.accessToken({ identity, scopes, vault, forceRefresh: true })).toMatchObject({
        ok: true,
        accessToken: `access for ${next}`,
      });
    }
    expect(asked.map((form) => form.get('refresh_token'))).toEqual([null, 'RT1', 'RT2']);
    expect((await vault.load())?.blob).toContain('RT3');
  });

  it('is refreshed when a claims challenge came, and the challenge goes along', async () => {
    const { vault, identity } = await connected();
    answer(200, tokens('RT2'));
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}';
    await entra.accessToken({ identity, scopes, vault, claims });
    expect(asked[1]?.get('claims')).toContain('nbf');
  });

  it('is fetched again with the newer refresh token when another process used the old one up', async () => {
    const { vault, identity } = await connected();
    const other = await connected('RT9');
    const load = vault.load;
    let loads = 0;
    vault.load = async () => {
      const stored = await load();
      if (++loads === 2)
        await vault.saveIfVersion((await other.vault.load())?.blob ?? '', stored?.version ?? 0);
      return load();
    };
    answer(400, refusal('invalid_grant', 70000));
    answer(200, tokens('RT10'));
    const result = await entra.accessToken({ identity, scopes, vault, forceRefresh: true });
    expect(result).toMatchObject({ ok: true, accessToken: 'access for RT10' });
    expect(asked.slice(2).map((form) => form.get('refresh_token'))).toEqual(['RT1', 'RT9']);
  });

  it('of one account is never given to another, nor from an empty vault', async () => {
    const { vault, identity } = await connected();
    const stranger = { ...identity, objectId: 'o-2' };
    for (const request of [
      { identity: stranger, scopes, vault },
      { identity, scopes, vault: memoryVault() },
    ]) {
      expect(await entra.accessToken(request)).toMatchObject({
        ok: false,
        failure: { class: 'sign_in', error: 'no_tokens' },
      });
    }
  });

  it.each([
    ['a wrong secret', 401, refusal('invalid_client', 7000215), 'operator'],
    ['a revoked session', 400, refusal('invalid_grant', 50173), 'sign_in'],
    ['a missing consent', 400, refusal('invalid_grant', 65001, { suberror: 'consent_required' }), 'sign_in'],
    ['a policy of the administrator', 400, refusal('invalid_grant', 90094), 'admin_consent'],
    ['a busy service', 503, refusal('temporarily_unavailable', 90024), 'transient'],
    ['an error page', 502, '<html>Bad gateway</html>', 'transient'],
    ['an empty answer', 200, '', 'transient'],
    ['throttling', 429, refusal('invalid_request', 50196), 'transient'],
  ])('that is refused because of %s leaves the vault as it was', async (_name, status, body, expected) => {
    const { vault, identity } = await connected();
    const before = await vault.load();
    answer(status, body);
    const result = await entra.accessToken({ identity, scopes, vault, forceRefresh: true });
    expect(result).toMatchObject({ ok: false, failure: { class: expected } });
    expect(await vault.load()).toEqual(before);
    const shown = JSON.stringify(result);
    for (const secret of ['RT1', 'access for', 'application secret']) expect(shown).not.toContain(secret);
  });

  it('cannot be had while Entra is out of reach, and the cause is kept', async () => {
    const { vault, identity } = await connected();
    nock(cloud).post(tokenPath).query(true).replyWithError('connection reset');
    const result = await entra.accessToken({ identity, scopes, vault, forceRefresh: true });
    expect(result).toMatchObject({ ok: false, failure: { class: 'transient', error: 'network_error' } });
    expect(result.ok ? null : result.failure.cause).toBeInstanceOf(Error);
  });

  it('passes on the claims that Entra asks for', async () => {
    const { vault, identity } = await connected();
    answer(400, refusal('interaction_required', 50076, { claims: '{"access_token":{}}' }));
    expect(await entra.accessToken({ identity, scopes, vault, forceRefresh: true })).toMatchObject({
      ok: false,
      failure: { class: 'sign_in', number: 50076, claims: '{"access_token":{}}' },
    });
  });

  it('is not answered when the vault fails: its error comes through', async () => {
    const { vault, identity } = await connected();
    answer(200, tokens('RT2'));
    const broken = new Error('database down');
    vault.saveIfVersion = () => Promise.reject(broken);
    await expect(entra.accessToken({ identity, scopes, vault, forceRefresh: true })).rejects.toBe(broken);
  });

  it('is refused after the account was disconnected meanwhile, and its tokens stay gone', async () => {
    const { vault, identity } = await connected();
    const save = vault.saveIfVersion;
    vault.saveIfVersion = (blob, version) => {
      vault.clear();
      return save(blob, version);
    };
    answer(200, tokens('RT2'));
    expect(await entra.accessToken({ identity, scopes, vault, forceRefresh: true })).toMatchObject({
      ok: false,
      failure: { class: 'sign_in' },
    });
    expect(await vault.load()).toBeNull();
  });
});

it('a certificate that cannot sign is the operator’s affair', async () => {
  const broken = createEntra({
    ...config,
    credential: { kind: 'certificate', thumbprintSha256: 'ab'.repeat(32), privateKey: 'no key' },
  });
  const result = await broken.redeemCode({ ...redemption, vault: null });
  expect(result).toMatchObject({ ok: false, failure: { class: 'operator' } });
});
