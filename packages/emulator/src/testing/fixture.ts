/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-return -- tests reach into answers they know */
import { generateKeyPairSync } from 'node:crypto';
import { exportJWK } from 'jose';
import { type Emulator, type EmulatorOptions, createEmulator } from '../emulator.ts';
import type { EmulatorSeed } from '../seed.ts';

/** What the tests of this package share: one tenant, two people, one application. */
export const ORIGIN = 'http://emulator.test';
export const CLIENT = {
  clientId: 'client',
  clientSecret: 'secret',
  redirectUris: ['http://app.test/callback'],
};
export const SCOPES = ['User.Read', 'Calendars.ReadWrite', 'Contacts.ReadWrite', 'Tasks.ReadWrite'];
export const TENANT = '72f988bf-0000-4000-8000-000000000001';
export const ANN = { upn: 'ann@tenant.example', oid: '72f988bf-0000-4000-8000-0000000000b1' };
export const BOB = { upn: 'bob@tenant.example', oid: '72f988bf-0000-4000-8000-0000000000b2' };

export const SEED: EmulatorSeed = {
  tenants: [{ id: TENANT, name: 'Tenant', domain: 'tenant.example' }],
  users: [ANN, BOB].map(({ upn, oid }) => ({
    tenant: TENANT,
    oid,
    upn,
    displayName: upn.slice(0, 3),
    timeZone: 'Europe/Berlin',
    consents: SCOPES,
  })),
};

/** 2 March 2026, noon in UTC: the tests' own time. */
export const NOON = new Date('2026-03-02T12:00:00Z');

/** Made once, since making one takes longer than most tests. */
const SIGNING_KEY = await exportJWK(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);

export function startEmulator(options: Partial<EmulatorOptions> = {}): Emulator {
  const emulator = createEmulator({
    origin: ORIGIN,
    now: () => NOON,
    registrations: [CLIENT],
    signingKey: SIGNING_KEY,
    ...options,
  });
  if (emulator.isEmpty) emulator.seed(SEED);
  return emulator;
}

export interface GraphReply {
  readonly status: number;
  readonly headers: Headers;
  // The tests reach into answers they know.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

export type Graph = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<GraphReply>;

/** Signs in with a password and answers a function that calls Graph; `path` may also be a link from an answer. */
export async function signIn(
  emulator: Emulator,
  upn: string,
  origin = ORIGIN,
  send: (request: Request) => Promise<Response> = (request) => emulator.fetch(request),
): Promise<Graph> {
  const { access_token: token } = await tokenRequest(emulator, {
    grant_type: 'password',
    username: upn,
    password: 'password',
    scope: 'User.Read',
  });
  return async (method, path, body, headers = {}) => {
    const response = await send(
      new Request(path.startsWith('http') ? path : `${origin}/v1.0${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        body: body === undefined ? null : JSON.stringify(body),
      }),
    );
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
  };
}

export async function tokenRequest(
  emulator: Emulator,
  fields: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const form = { client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret, ...fields };
  const response = await emulator.fetch(
    new Request(`${ORIGIN}/organizations/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    }),
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the test knows what it asked for
  return (await response.json()) as Record<string, string>;
}

/** Steers an emulator by one of its `/_emulator` endpoints; answers the status and the parsed body. */
export async function steer(
  emulator: Emulator,
  path: string,
  body: unknown = {},
  method = 'POST',
): Promise<Pick<GraphReply, 'status' | 'body'>> {
  const request = new Request(`${ORIGIN}/_emulator/${path}`, { method, body: JSON.stringify(body) });
  const response = await emulator.fetch(request);
  return { status: response.status, body: await response.json() };
}

/** Runs a delta round from a path or link to its end and keeps what it says in `state`, by id. */
export async function runRound(
  graph: Graph,
  link: string,
  state: Map<string, unknown>,
  pageSize = 3,
): Promise<string> {
  for (let page = 0; page < 1000; page++) {
    const { status, body } = await graph('GET', link, undefined, { prefer: `odata.maxpagesize=${pageSize}` });
    if (status !== 200) throw new Error(`Delta answered ${status}: ${JSON.stringify(body)}`);
    for (const row of body.value) {
      if (row['@removed']) state.delete(row.id);
      else state.set(row.id, row);
    }
    if (body['@odata.deltaLink']) return body['@odata.deltaLink'];
    link = body['@odata.nextLink'];
  }
  throw new Error('The round has no end.');
}

/** All items of a list, page by page. */
export async function listAll(graph: Graph, path: string): Promise<{ readonly id: string }[]> {
  const items: { readonly id: string }[] = [];
  for (let link: string | undefined = path; link !== undefined;) {
    const { body }: GraphReply = await graph('GET', link);
    items.push(...body.value);
    link = body['@odata.nextLink'];
  }
  return items;
}
