import { describe, expect, test } from 'vitest';
import type { Emulator } from '../emulator.ts';
import { ANN, CLIENT, ORIGIN, SEED, TENANT, startEmulator, tokenRequest } from '../testing/fixture.ts';

const REQUEST = {
  client_id: CLIENT.clientId,
  redirect_uri: CLIENT.redirectUris[0] ?? '',
  response_type: 'code',
  scope: 'openid offline_access Calendars.ReadWrite',
  state: 's',
};

function start(): Emulator {
  const emulator = startEmulator();
  emulator.reset();
  emulator.seed({ ...SEED, users: SEED.users?.map((user) => ({ ...user, consents: [] })) ?? [] });
  return emulator;
}

const authorize = (emulator: Emulator, fields: Readonly<Record<string, string>>) =>
  emulator.fetch(
    new Request(`${ORIGIN}/organizations/oauth2/v2.0/authorize`, {
      method: 'POST',
      body: new URLSearchParams({ ...REQUEST, ...fields }),
    }),
  );

const landed = (response: Response) =>
  Object.fromEntries(new URL(response.headers.get('location') ?? 'x:').searchParams);

describe('the sign-in pages', () => {
  test('lead from the account over the consent to a code that is good for tokens', async () => {
    const emulator = start();
    expect(await (await authorize(emulator, {})).text()).toContain(ANN.upn);
    expect(await (await authorize(emulator, { account: ANN.oid })).text()).toContain(
      'Have full access to your calendars',
    );
    const { code = '', state } = landed(await authorize(emulator, { account: ANN.oid, decision: 'accept' }));
    expect(state).toBe('s');
    const tokens = await tokenRequest(emulator, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: REQUEST.redirect_uri,
    });
    expect(tokens).toHaveProperty('refresh_token');
    expect(tokens['scope']).toBe('openid profile email Calendars.ReadWrite');
  });

  test('ask only for what was not consented before', async () => {
    const emulator = start();
    await authorize(emulator, { account: ANN.oid, decision: 'accept' });
    expect(landed(await authorize(emulator, { account: ANN.oid }))).toHaveProperty('code');
    const page = await (
      await authorize(emulator, { account: ANN.oid, scope: 'Calendars.ReadWrite Tasks.ReadWrite' })
    ).text();
    expect(page).toContain('task lists');
    expect(page).not.toContain('calendars');
  });

  test('send the reason back when the person declines', async () => {
    const answer = landed(await authorize(start(), { account: ANN.oid, decision: 'cancel' }));
    expect(answer).toMatchObject({ error: 'access_denied', state: 's' });
    expect(answer['error_description']).toContain('AADSTS65004');
  });

  test('never send anything to an address that is not registered', async () => {
    const response = await authorize(start(), { redirect_uri: `${REQUEST.redirect_uri}/other` });
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
    expect(await response.text()).toContain('AADSTS50011');
  });

  test('stop where the tenant leaves consent to its administrator, until the administrator consents', async () => {
    const emulator = start();
    const control = (path: string, body: unknown) =>
      emulator.fetch(
        new Request(`${ORIGIN}/_emulator/${path}`, { method: 'POST', body: JSON.stringify(body) }),
      );
    await control('admin-consent', { tenant: TENANT, required: true });
    expect(await (await authorize(emulator, { account: ANN.oid })).text()).toContain('AADSTS90094');
    const back = landed(await authorize(emulator, { account: ANN.oid, decision: 'return' }));
    expect(back['error']).toBe('consent_required');

    const query = new URLSearchParams({ ...REQUEST, account: ANN.oid, decision: 'accept' });
    const granted = landed(
      await emulator.fetch(new Request(`${ORIGIN}/${TENANT}/v2.0/adminconsent?${query.toString()}`)),
    );
    expect(granted).toMatchObject({ admin_consent: 'True', tenant: TENANT });
    expect(landed(await authorize(emulator, { account: ANN.oid }))).toHaveProperty('code');
  });
});
