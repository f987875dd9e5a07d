/**
 * Where the tokens of one account partition are kept. The blob is opaque to the keeper, who seals it before it is
 * stored. Saving is compare-and-set: of two processes that refresh at once, the one that comes second learns of it.
 */
export interface TokenVault {
  /** Null when the partition is empty. */
  load(): Promise<StoredTokens | null>;
  /**
   * Saves if the stored version is still `version` (0: nothing was there) and answers whether it did.
   * A save raises the version.
   */
  saveIfVersion(blob: string, version: number): Promise<boolean>;
}

export interface StoredTokens {
  readonly blob: string;
  readonly version: number;
}
