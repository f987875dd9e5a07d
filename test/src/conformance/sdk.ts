import { join } from 'node:path';
import type * as typescriptSdk from '@zohocrm/typescript-sdk-8.0';
import type { Program } from './program.ts';

export type Sdk = typeof typescriptSdk;

export interface PublishedSdk {
  readonly name: string;
  load(): Promise<Sdk>;
  /**
   * The Node.js SDK has defects of its own: it drops details that it has no name for, throws at every answer to a write of
   * users, and does not say why a code was refused.
   */
  readonly faithful: boolean;
}

/** Zoho's own clients, as they are published. */
export const SDKS: readonly PublishedSdk[] = [
  {
    name: '@zohocrm/typescript-sdk-8.0',
    load: () => import('@zohocrm/typescript-sdk-8.0'),
    faithful: true,
  },
  { name: '@zohocrm/nodejs-sdk-8.0', load: () => import('@zohocrm/nodejs-sdk-8.0'), faithful: false },
];

/** What an SDK can start from. */
export type Proof =
  | { readonly refreshToken: string }
  | { readonly grantToken: string }
  | { readonly accessToken: string };

/**
 * Makes the SDK of this process act with that proof from now on. It remembers tokens and fields in the program's
 * folder.
 */
export async function actWith(
  sdk: Sdk,
  program: Program,
  proof: Proof,
  { findUser = false }: { readonly findUser?: boolean } = {},
): Promise<void> {
  const { folder } = program;
  const token = new sdk.OAuthBuilder()
    .clientId(program.clientId)
    .clientSecret(program.clientSecret)
    .findUser(findUser);
  if ('refreshToken' in proof) token.refreshToken(proof.refreshToken);
  else if ('grantToken' in proof) {
    // A name, for the Node.js SDK: before the first token it cannot tell its users apart otherwise, and never recovers.
    token.grantToken(proof.grantToken).userSignature(new sdk.UserSignature(proof.grantToken));
  } else token.accessToken(proof.accessToken);
  const config = new sdk.SDKConfigBuilder().autoRefreshFields(false).pickListValidation(false).build();
  // In the Node.js SDK the constructor answers a promise of the builder.
  const builder = await Promise.resolve(new sdk.InitializeBuilder());
  await builder
    .environment(new sdk.Environment(program.url, `${program.url}/oauth/v2/token`, program.url))
    .token(token.build())
    .store(new sdk.FileStore(join(folder, 'tokens.csv')))
    .SDKConfig(config)
    .resourcePath(folder)
    .logger(new sdk.LogBuilder().level(sdk.Levels.OFF).filePath(join(folder, 'sdk.log')).build())
    .initialize();
}

/** What an SDK made of an answer; fails when it is not of the class that the caller expects. */
export function held<T>(
  answer: { getObject(): unknown; getStatusCode(): number },
  type: new (...args: never[]) => T,
): T {
  const object = answer.getObject();
  if (object instanceof type) return object;
  throw new Error(`expected ${type.name}, got ${answer.getStatusCode()} ${JSON.stringify(object)}`);
}

/** Code, sentence and details of a refusal, as the SDK holds them. */
export function refusalOf(object: {
  getCode(): { getValue(): string };
  getDetails(): Map<string, unknown>;
}): { readonly code: string; readonly details: Readonly<Record<string, unknown>> } {
  const details = [...object.getDetails()].map(([name, value]) => [name, plain(value)] as const);
  return { code: object.getCode().getValue(), details: Object.fromEntries(details) };
}

/** The SDKs wrap some values in a `Choice`. */
const plain = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'getValue' in value && typeof value.getValue === 'function'
    ? value.getValue()
    : value;
