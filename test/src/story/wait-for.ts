import { setTimeout as delay } from 'node:timers/promises';

const EVERY_MS = 150;
const WITHIN_MS = 60_000;

/** Asks until the answer is yes. Throws what was waited for, with the last error if there was one, after a minute. */
export async function waitFor(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + WITHIN_MS;
  let cause: unknown;
  while (Date.now() < end) {
    try {
      if (await isSo()) return;
    } catch (error) {
      cause = error;
    }
    await delay(EVERY_MS);
  }
  throw new Error(`waited in vain for: ${what}`, { cause });
}
