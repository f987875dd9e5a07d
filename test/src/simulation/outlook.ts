import { createHash, generateKeyPairSync } from 'node:crypto';
import { SYNC_MODULE_NAMES } from '@syncgrant/core';
import { createEmulator, type Emulator } from '@syncgrant/emulator';
import { createEntra, createPkce, MAILBOX_MODULES, type MicrosoftConfig } from '@syncgrant/microsoft';
import { z } from 'zod';
import type { VirtualTime } from './virtual-time.ts';

const ORIGIN = 'http://emulator.test';
const REDIRECT = 'http://crm.test/auth/callback';
const TENANT_ID = '11111111-1111-4111-8111-111111111111';
const CLIENT_ID = 'syncgrant-simulation';
/** Outlook itself: what its users allow the product is nothing to it. */
const OUTLOOK_ID = 'outlook';
const SECRET = 'simulation-secret';
const SCOPES = ['User.Read', ...SYNC_MODULE_NAMES.map((module) => MAILBOX_MODULES[module].scope)];

export const MICROSOFT: MicrosoftConfig = {
  clientId: CLIENT_ID,
  credential: { kind: 'secret', secret: SECRET },
  tenant: 'organizations',
  entraOrigin: ORIGIN,
  graphOrigin: ORIGIN,
};

/* Keys cost time and change nothing: one for all runs. */
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const SIGNING_KEY = privateKey.export({ format: 'jwk' });

export interface MailboxUser {
  readonly oid: string;
  readonly upn: string;
  readonly firstName: string;
  readonly zone: string;
}

/** Microsoft, emulated in the process, as people use it: their mailboxes, the sign-in page, and what its administrators do. */
export class Outlook {
  readonly emulator: Emulator;
  readonly #time: VirtualTime;
  readonly #tokens = new Map<string, string>();

  constructor(
    time: VirtualTime,
    users: readonly MailboxUser[],
    deliver: (request: Request) => Promise<Response>,
  ) {
    this.#time = time;
    this.emulator = createEmulator({
      origin: ORIGIN,
      now: time.now,
      seed: 'simulation',
      signingKey: SIGNING_KEY,
      registrations: [CLIENT_ID, OUTLOOK_ID].map((clientId) => ({
        clientId,
        clientSecret: SECRET,
        redirectUris: [REDIRECT],
      })),
      autoConsent: true,
      behaviour: { batchParallel: 1 },
      deliver,
    });
    this.emulator.seed({
      tenants: [{ id: TENANT_ID, name: 'Example', domain: 'example.test' }],
      users: users.map(({ oid, upn, firstName, zone }) => ({
        tenant: TENANT_ID,
        oid,
        upn,
        displayName: firstName,
        timeZone: zone,
        consents: SCOPES,
      })),
    });
  }

  /** A request with everything that follows from it: what is told of changes has been sent when it resolves. */
  async send(request: Request): Promise<Response> {
    try {
      return await this.emulator.fetch(request);
    } finally {
      await this.emulator.settled();
    }
  }

  /** Calls Graph as the user does. */
  async graph(upn: string, method: string, path: string, body?: unknown): Promise<unknown> {
    for (let attempt = 0; ; attempt += 1) {
      const token = this.#tokens.get(upn) ?? (await this.#signIn(upn));
      this.#tokens.set(upn, token);
      const answer = await this.send(
        new Request(`${ORIGIN}/v1.0${path}`, {
          method,
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            prefer: 'IdType="ImmutableId"',
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        }),
      );
      if (answer.status === 401 && attempt === 0) this.#tokens.delete(upn);
      else if (answer.ok) return answer.status === 204 ? null : answer.json();
      else throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    }
  }

  /** The emulator's own switches. */
  async control(path: string, body: unknown, method = 'POST'): Promise<void> {
    const answer = await this.send(
      new Request(`${ORIGIN}/_emulator/${path}`, {
        method,
        ...(method === 'POST' && { body: JSON.stringify(body) }),
      }),
    );
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  }

  /** Signs in for the sync in a browser, and allows what it asks for. */
  async allowSync(upn: string) {
    const entra = createEntra(MICROSOFT, {
      fetch: (input, init) => this.send(new Request(input, init)),
      now: this.#time.now,
    });
    const pkce = createPkce((size) => createHash('sha512').update(upn).digest().subarray(0, size));
    const scopes = ['openid', 'profile', 'offline_access', ...SCOPES];
    const flow = { scopes, redirectUri: REDIRECT, nonce: 'nonce' };
    const url = await entra.authorizationUrl({
      ...flow,
      state: 'state',
      codeChallenge: pkce.challenge,
      loginHint: upn,
    });
    const code = await this.#code(url);
    let tokens = '';
    const vault = {
      load: async () => null,
      saveIfVersion: async (blob: string) => {
        tokens = blob;
        return true;
      },
    };
    const redeemed = await entra.redeemCode({ ...flow, code, codeVerifier: pkce.verifier, vault });
    if (!redeemed.ok) throw new Error(redeemed.failure.message);
    return { identity: { ...redeemed.identity, grantedScopes: redeemed.grantedScopes }, tokens };
  }

  async #signIn(upn: string): Promise<string> {
    const scope = SCOPES.join(' ');
    const common = { client_id: OUTLOOK_ID, redirect_uri: REDIRECT, scope };
    const query = new URLSearchParams({ ...common, response_type: 'code', login_hint: upn });
    const code = await this.#code(`${ORIGIN}/organizations/oauth2/v2.0/authorize?${query.toString()}`);
    const answer = await this.send(
      new Request(`${ORIGIN}/organizations/oauth2/v2.0/token`, {
        method: 'POST',
        body: new URLSearchParams({
          ...common,
          client_secret: SECRET,
          grant_type: 'authorization_code',
          code,
        }),
      }),
    );
    return z.object({ access_token: z.string() }).parse(await answer.json()).access_token;
  }

  async #code(url: string): Promise<string> {
    const answer = await this.send(new Request(url, { redirect: 'manual' }));
    return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  }
}
