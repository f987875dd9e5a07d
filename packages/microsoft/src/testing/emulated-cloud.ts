import { randomBytes } from 'node:crypto';
import type { MicrosoftConfig } from '../config.ts';
import { createEntra, type Entra } from '../entra/entra.ts';
import { createGraphSession } from '../graph/session.ts';
import { createPkce } from '../pkce.ts';
import { memoryVault } from './memory-vault.ts';

const origin = 'http://localhost:4100';
const tenant = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const redirectUri = 'https://crm.example/auth/callback';
const registration = { clientId: 'app', clientSecret: 'application secret', redirectUris: [redirectUri] };

export const SCOPES = ['Calendars.ReadWrite', 'Contacts.ReadWrite', 'Tasks.ReadWrite'];

/** What is needed of the emulator, which only test files may import. */
interface EmulatorPort {
  fetch(request: Request): Promise<Response>;
  seed(seed: object): void;
}

interface CloudOptions {
  readonly autoConsent?: boolean;
  readonly tenantApproves?: boolean;
}

/** The emulator without a socket, with one tenant and Ada in it, and what is needed to sign in there. */
export function emulatedCloud<Emulator extends EmulatorPort>(
  createEmulator: (options: {
    readonly origin: string;
    readonly now: () => Date;
    readonly registrations: readonly (typeof registration)[];
    readonly autoConsent: boolean;
  }) => Emulator,
  options: CloudOptions = {},
) {
  const emulator = createEmulator({
    origin,
    now: () => new Date(),
    registrations: [registration],
    autoConsent: options.autoConsent ?? true,
  });
  emulator.seed({
    tenants: [
      {
        id: tenant,
        name: 'Contoso',
        domain: 'contoso.example',
        adminConsentRequired: options.tenantApproves === false,
      },
    ],
    users: [
      {
        tenant,
        oid: '9f2504e0-4f89-41d3-9a0c-0305e82c3302',
        upn: 'ada@contoso.example',
        displayName: 'Ada Lovelace',
        timeZone: 'Europe/Berlin',
        calendars: [{ name: 'Team' }],
        contactFolders: [{ displayName: 'Customers' }],
      },
    ],
  });
  const send: typeof fetch = (input, init) => emulator.fetch(new Request(input, init));
  const config: MicrosoftConfig = {
    clientId: registration.clientId,
    credential: { kind: 'secret', secret: registration.clientSecret },
    tenant: 'organizations',
    entraOrigin: origin,
    graphOrigin: origin,
  };

  /** The query that the redirect brings back. */
  const authorize = async (entra: Entra, codeChallenge: string, step: Record<string, string> = {}) => {
    const url = new URL(
      await entra.authorizationUrl({
        scopes: [...SCOPES, 'email'],
        redirectUri,
        state: 's-1',
        nonce: 'n-1',
        codeChallenge,
        loginHint: 'ada@contoso.example',
      }),
    );
    for (const [name, value] of Object.entries(step)) url.searchParams.set(name, value);
    const response = await emulator.fetch(new Request(url));
    return new URL(response.headers.get('location') ?? 'about:blank').searchParams;
  };

  const redeem = (entra: Entra, code: string, codeVerifier: string, vault = memoryVault()) =>
    entra
      .redeemCode({ code, codeVerifier, redirectUri, scopes: SCOPES, nonce: 'n-1', vault })
      .then((result) => ({ result, vault }));

  /** Ada, signed in. */
  const connect = async () => {
    const entra = createEntra(config, { fetch: send });
    const { verifier, challenge } = createPkce(randomBytes);
    const query = await authorize(entra, challenge);
    const { result, vault } = await redeem(entra, query.get('code') ?? '', verifier);
    if (!result.ok) throw new Error(result.failure.message, { cause: result.failure });
    const { identity } = result;
    const session = createGraphSession({
      config,
      fetch: send,
      accessToken: async () => {
        const token = await entra.accessToken({ identity, scopes: SCOPES, vault });
        if (!token.ok) throw new Error(token.failure.message, { cause: token.failure });
        return token.accessToken;
      },
      dispatch: (start) => start(),
      clientRequestId: () => 'call-1',
    });
    return { entra, identity, vault, session };
  };

  const control = (path: string, body: object) =>
    emulator.fetch(
      new Request(`${origin}/_emulator/${path}`, { method: 'POST', body: JSON.stringify(body) }),
    );

  return { emulator, config, send, authorize, redeem, connect, control };
}
