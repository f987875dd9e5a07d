import { z } from 'zod';
import type { TokenVault } from '../token-vault.ts';

/** MSAL's serialized cache of one account, and when its refresh token was received. */
export interface StoredCache {
  readonly msal: string;
  /** Milliseconds since the epoch. */
  readonly refreshedAtMs: number;
}

const storedCache = z.object({ msal: z.string().min(1), refreshedAtMs: z.number() });

/** More processes than this do not refresh one account at once. */
const SAVE_ATTEMPTS = 5;

export function encodeCache(cache: StoredCache): string {
  return JSON.stringify(cache);
}

/** Null for a blob that this package has not written. */
export function decodeCache(blob: string): StoredCache | null {
  try {
    return storedCache.safeParse(JSON.parse(blob)).data ?? null;
  } catch {
    return null; // Not even JSON: the caller asks the user to sign in, since there are no tokens to use.
  }
}

/**
 * Saves what was refreshed on top of `version` unless somebody saved newer tokens meanwhile. False when the vault was
 * emptied, because tokens of a disconnected account must not come back.
 */
export async function keepNewest(vault: TokenVault, mine: StoredCache, version: number): Promise<boolean> {
  let expected = version;
  for (let attempt = 0; attempt < SAVE_ATTEMPTS; attempt++) {
    if (await vault.saveIfVersion(encodeCache(mine), expected)) return true;
    const theirs = await vault.load();
    if (theirs === null) return false;
    const refreshedAtMs = decodeCache(theirs.blob)?.refreshedAtMs ?? 0;
    if (refreshedAtMs >= mine.refreshedAtMs) return true;
    expected = theirs.version;
  }
  // Whoever kept winning stored tokens that are good as well: Entra does not revoke the ones before.
  return true;
}

/** Puts new tokens in place of whatever the vault held. False when others kept saving. */
export async function replaceTokens(vault: TokenVault, cache: StoredCache): Promise<boolean> {
  for (let attempt = 0; attempt < SAVE_ATTEMPTS; attempt++) {
    const version = (await vault.load())?.version ?? 0;
    if (await vault.saveIfVersion(encodeCache(cache), version)) return true;
  }
  return false;
}
