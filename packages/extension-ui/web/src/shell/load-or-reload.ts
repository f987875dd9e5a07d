/** Where it is remembered which build a page was reloaded from. */
const RELOADED_KEY = 'syncgrant-reloaded';

export interface Reloading {
  /** Different for every deployment: the address of the script that runs. */
  readonly build: string;
  /** Must outlive a reload, and end with the tab. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly reload: () => void;
}

/**
 * Loads a page's script. Where it cannot be had, a new deployment has most likely taken it away: the page is reloaded,
 * once per build, and the promise stays open meanwhile. A second failure is a failure.
 */
export function loadOrReload<Script>(
  load: () => Promise<Script>,
  { build, storage, reload }: Reloading,
): Promise<Script> {
  return load().catch((cause: unknown) => {
    if (storage.getItem(RELOADED_KEY) === build) throw cause;
    storage.setItem(RELOADED_KEY, build);
    reload();
    return new Promise<never>(() => undefined);
  });
}
