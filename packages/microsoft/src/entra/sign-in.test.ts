import { createEmulator } from '@syncgrant/emulator';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createPkce } from '../pkce.ts';
import { SCOPES, emulatedCloud } from '../testing/emulated-cloud.ts';
import { createEntra } from './entra.ts';
import { redirectFailure } from './errors.ts';
import { decodeCache } from './stored-cache.ts';

const ada = 'ada@contoso.example';

describe('against an emulated Entra over an http origin', () => {
  it('a user signs in with PKCE and nonce, and the granted scopes are told', async () => {
    const { connect, emulator } = emulatedCloud(createEmulator);
    const { identity, entra, vault } = await connect();
    expect(identity).toMatchObject({ username: ada, email: ada, displayName: 'Ada Lovelace' });
    const token = await entra.accessToken({ identity, scopes: SCOPES, vault });
    expect(token).toMatchObject({ ok: true, grantedScopes: expect.arrayContaining(SCOPES) });
    // The sign-in's own token is still good: Entra was asked for one token only.
    expect(emulator.log.filter(({ path }) => path.includes('/token'))).toHaveLength(1);
  });

  it('a code is of no use with another verifier, nor a second time', async () => {
    const { config, send, authorize, redeem } = emulatedCloud(createEmulator);
    const entra = createEntra(config, { fetch: send });
    const [mine, theirs] = [createPkce(randomBytes), createPkce(randomBytes)];
    const code = (await authorize(entra, mine.challenge)).get('code') ?? '';
    const stolen = await redeem(entra, code, theirs.verifier);
    expect(stolen.result).toMatchObject({ ok: false, failure: { class: 'sign_in', number: 501481 } });
    expect(await stolen.vault.load()).toBeNull();
    expect((await redeem(entra, code, mine.verifier)).result.ok).toBe(true);
    expect((await redeem(entra, code, mine.verifier)).result).toMatchObject({
      ok: false,
      failure: { class: 'sign_in', number: 54005 },
    });
  });

  it('a refresh stores the rotated token, and two at once leave the newest', async () => {
    const { connect } = emulatedCloud(createEmulator);
    const { identity, entra, vault } = await connect();
    const refreshTokens = async () =>
      /"secret\\?":\\?"(RT1[^"\\]*)/.exec((await vault.load())?.blob ?? '')?.[1];
    const first = await refreshTokens();
    const refresh = () => entra.accessToken({ identity, scopes: SCOPES, vault, forceRefresh: true });
    const results = await Promise.all([refresh(), refresh()]);
    expect(results.map(({ ok }) => ok)).toEqual([true, true]);
    const second = await refreshTokens();
    expect(second).toBeDefined();
    expect(second).not.toBe(first);
    expect(decodeCache((await vault.load())?.blob ?? '')).not.toBeNull();
    expect((await refresh()).ok).toBe(true);
  });

  it('a wrong application secret is the operator’s affair and leaves the tokens alone', async () => {
    const { connect, config, send } = emulatedCloud(createEmulator);
    const { identity, vault, entra } = await connect();
    const before = await vault.load();
    const misconfigured = createEntra(
      { ...config, credential: { kind: 'secret', secret: 'outdated' } },
      { fetch: send },
    );
    const request = { identity, scopes: SCOPES, vault, forceRefresh: true };
    expect(await misconfigured.accessToken(request)).toMatchObject({
      ok: false,
      failure: { class: 'operator', error: 'invalid_client', number: 7000215 },
    });
    expect(await vault.load()).toEqual(before);
    expect((await entra.accessToken(request)).ok).toBe(true);
  });

  it('revoked sessions and revoked consent ask the user to sign in', async () => {
    const { connect, control } = emulatedCloud(createEmulator);
    const { identity, vault, entra } = await connect();
    const request = { identity, scopes: SCOPES, vault, forceRefresh: true };
    await control('revoke-consent', { mailbox: ada });
    expect(await entra.accessToken(request)).toMatchObject({
      ok: false,
      failure: { class: 'sign_in', number: 65001 },
    });
    await control('revoke-sessions', { mailbox: ada });
    expect(await entra.accessToken(request)).toMatchObject({
      ok: false,
      failure: { class: 'sign_in', number: 50173 },
    });
  });

  it('a user who declines and a tenant that wants its administrator are told apart', async () => {
    for (const [tenantApproves, expected] of [
      [true, 'declined'],
      [false, 'admin_consent'],
    ] as const) {
      const { config, send, authorize } = emulatedCloud(createEmulator, {
        autoConsent: false,
        tenantApproves,
      });
      const entra = createEntra(config, { fetch: send });
      const { challenge } = createPkce(randomBytes);
      const account = '9f2504e0-4f89-41d3-9a0c-0305e82c3302';
      const query = await authorize(entra, challenge, { account, decision: 'decline' });
      expect(redirectFailure(query)?.class).toBe(expected);
      expect(query.get('state')).toBe('s-1');
    }
  });

  it('an outage is transient and the tokens stay', async () => {
    const { connect, emulator } = emulatedCloud(createEmulator);
    const { identity, vault, entra } = await connect();
    const request = { identity, scopes: SCOPES, vault, forceRefresh: true };
    emulator.addFaults([
      { match: { path: '/token' }, action: { resetConnection: true } },
      { match: { path: '/token' }, action: { status: 503, body: 'down' } },
    ]);
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(await entra.accessToken(request)).toMatchObject({ ok: false, failure: { class: 'transient' } });
    }
    expect((await entra.accessToken(request)).ok).toBe(true);
  });
});
