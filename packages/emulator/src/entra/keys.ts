import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { type CryptoKey, type JWK, exportJWK, importJWK } from 'jose';
import { z } from 'zod';
import type { Store } from '../model/store.ts';

/** The emulator's key for tokens (RS256). It is made when first needed and kept in the store. */
export interface SigningKey {
  readonly id: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly publicJwk: JWK;
}

/** Answers with the signing key; concurrent callers share one. `given` (a private JWK) saves making one. */
export function signingKeys(store: Store, given?: JWK): () => Promise<SigningKey> {
  let key: Promise<SigningKey> | undefined;
  return () => (key ??= load(store, given));
}

/** The secret that codes and refresh tokens are sealed with. */
export function sealingKey(store: Store): string {
  const known = store.get('secret', 'seal');
  return (known ?? store.put('secret', { id: 'seal', value: randomBytes(32).toString('base64url') })).value;
}

const jwkSchema = z.looseObject({ kty: z.literal('RSA'), n: z.string(), e: z.string() });

async function load(store: Store, given: JWK | undefined): Promise<SigningKey> {
  const known = store.get('secret', 'signing');
  const jwk = known ? jwkSchema.parse(JSON.parse(known.value)) : (given ?? (await makeJwk()));
  if (!known) store.put('secret', { id: 'signing', value: JSON.stringify(jwk) });
  const { n = '', e = '' } = jwk;
  const publicJwk: JWK = { kty: 'RSA', n, e, use: 'sig', alg: 'RS256', kid: 'emulator' };
  const [privateKey, publicKey] = await Promise.all([importJWK(jwk, 'RS256'), importJWK(publicJwk, 'RS256')]);
  if (privateKey instanceof Uint8Array || publicKey instanceof Uint8Array)
    throw new TypeError('Not an RSA key.');
  return { id: 'emulator', privateKey, publicKey, publicJwk };
}

async function makeJwk(): Promise<JWK> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return exportJWK(privateKey);
}
