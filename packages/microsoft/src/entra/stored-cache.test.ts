import { describe, expect, it } from 'vitest';
import type { TokenVault } from '../token-vault.ts';
import { memoryVault } from '../testing/memory-vault.ts';
import { decodeCache, encodeCache, keepNewest, replaceTokens } from './stored-cache.ts';

const cache = (msal: string, refreshedAtMs: number) => ({ msal, refreshedAtMs });
const held = async (vault: TokenVault) => decodeCache((await vault.load())?.blob ?? '')?.msal;

describe('saving refreshed tokens', () => {
  it('puts them over older ones that were saved in between', async () => {
    const vault = memoryVault(async (other, save) => {
      if (save === 1) await other.saveIfVersion(encodeCache(cache('theirs', 100)), 0);
    });
    expect(await keepNewest(vault, cache('mine', 200), 0)).toBe(true);
    expect(await held(vault)).toBe('mine');
  });

  it('leaves newer ones that were saved in between', async () => {
    const vault = memoryVault(async (other, save) => {
      if (save === 1) await other.saveIfVersion(encodeCache(cache('theirs', 300)), 0);
    });
    expect(await keepNewest(vault, cache('mine', 200), 0)).toBe(true);
    expect(await held(vault)).toBe('theirs');
  });

  it('does not bring back tokens of an account that was disconnected', async () => {
    const vault = memoryVault((other) => other.clear());
    await vault.saveIfVersion(encodeCache(cache('first', 100)), 0);
    vault.clear();
    expect(await keepNewest(vault, cache('mine', 200), 1)).toBe(false);
    expect(await held(vault)).toBeUndefined();
  });

  it('ends however often others win', async () => {
    const vault = memoryVault(async (other, save) => {
      await other.saveIfVersion(encodeCache(cache('theirs', 1)), (await other.load())?.version ?? 0);
      expect(save).toBeLessThanOrEqual(5);
    });
    expect(await keepNewest(vault, cache('mine', 200), 0)).toBe(true);
    expect(
      await replaceTokens(
        memoryVault(async (other) => {
          await other.saveIfVersion(encodeCache(cache('theirs', 1)), (await other.load())?.version ?? 0);
        }),
        cache('mine', 200),
      ),
    ).toBe(false);
  });
});

describe('new tokens', () => {
  it('take the place of whatever was there', async () => {
    const vault = memoryVault(() => {});
    expect(await replaceTokens(vault, cache('first account', 300))).toBe(true);
    expect(await replaceTokens(vault, cache('second account', 200))).toBe(true);
    expect(await held(vault)).toBe('second account');
  });
});

it('a blob of foreign making is no cache', () => {
  for (const blob of ['', 'null', '{}', '{"msal":"","refreshedAtMs":1}', '{"Account":{}}']) {
    expect(decodeCache(blob)).toBeNull();
  }
});
