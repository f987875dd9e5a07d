import { describe, expect, it } from 'vitest';
import { MICROSOFT_CLOUD } from '../config.ts';
import { checkIdToken } from './id-token.ts';

const tid = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const now = new Date('2026-11-21T10:00:00Z');
const config = {
  clientId: 'app',
  credential: { kind: 'secret', secret: 's' },
  tenant: 'organizations',
  ...MICROSOFT_CLOUD,
} as const;
const claims = {
  aud: 'app',
  iss: `https://login.microsoftonline.com/${tid}/v2.0`,
  exp: now.getTime() / 1000 + 3600,
  nonce: 'n-1',
  tid,
  oid: 'o-1',
  preferred_username: 'ada@contoso.example',
  name: 'Ada',
};
const check = (changes: object, tenant = config.tenant as string) =>
  checkIdToken({ ...claims, ...changes }, { config: { ...config, tenant }, nonce: 'n-1', now });

describe('an ID token', () => {
  it('says who signed in', () => {
    expect(check({})).toEqual({
      ok: true,
      identity: {
        tenantId: tid,
        objectId: 'o-1',
        username: 'ada@contoso.example',
        email: null,
        displayName: 'Ada',
      },
    });
  });

  it.each([
    [{ nonce: 'n-2' }, 'nonce_mismatch'],
    [{ nonce: undefined }, 'claims_missing'],
    [{ aud: 'another application' }, 'audience_mismatch'],
    [{ iss: 'https://sts.example/v2.0' }, 'issuer_mismatch'],
    [{ tid: '3f2504e0-4f89-41d3-9a0c-0305e82c3302' }, 'issuer_mismatch'],
    [{ exp: now.getTime() / 1000 - 301 }, 'expired'],
    [{ oid: undefined }, 'claims_missing'],
    [{ tid: '../evil', iss: 'https://login.microsoftonline.com/../evil/v2.0' }, 'claims_missing'],
  ])('with %o is refused: %s', (changes, reason) => {
    expect(check(changes)).toEqual({ ok: false, reason });
  });

  it('of another tenant is refused where one tenant is configured', () => {
    expect(check({}, '11111111-4f89-41d3-9a0c-0305e82c3301')).toMatchObject({ reason: 'tenant_mismatch' });
    expect(check({}, tid.toUpperCase()).ok).toBe(true);
  });
});
