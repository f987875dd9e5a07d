import type { StoredTokens, TokenVault } from '../token-vault.ts';

export interface MemoryVault extends TokenVault {
  clear(): void;
}

/** A vault for tests. Before each save from outside, `meanwhile` does what another process would. */
export function memoryVault(
  meanwhile: (vault: MemoryVault, save: number) => Promise<void> | void = () => {},
): MemoryVault {
  let stored: StoredTokens | null = null;
  let saves = 0;
  let interfering = false;
  const vault: MemoryVault = {
    load: async () => stored,
    saveIfVersion: async (blob, version) => {
      if (!interfering) {
        interfering = true;
        await meanwhile(vault, ++saves);
        interfering = false;
      }
      if ((stored?.version ?? 0) !== version) return false;
      stored = { blob, version: version + 1 };
      return true;
    },
    clear: () => {
      stored = null;
    },
  };
  return vault;
}
