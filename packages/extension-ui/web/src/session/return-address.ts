/** How long somebody may take to sign in; whoever comes later starts at the first page. */
const KEPT_MS = 15 * 60_000;

const KEY = 'syncgrant-return';

/** The page of ours that somebody was on their way to when they had to sign in first. */
export interface ReturnAddress {
  /** Path and query. */
  remember(address: string): void;
  read(): string | null;
  forget(): void;
}

/** Kept in the tab alone, so that the way to Microsoft and back carries no address that a link could name. */
export function createReturnAddress(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  now: () => number,
): ReturnAddress {
  return {
    remember: (address) => storage.setItem(KEY, `${now()} ${address}`),
    read() {
      const [, at, address] = /^(\d+) (\/.*)$/s.exec(storage.getItem(KEY) ?? '') ?? [];
      return address !== undefined && now() - Number(at) < KEPT_MS ? address : null;
    },
    forget: () => storage.removeItem(KEY),
  };
}
