import { keyOfNotice, type Notice } from './notice.ts';

/** Differing notices that wait at the same time; more are sent away, and Microsoft sends them again. */
const MOST_WAITING = 1_000;

interface Waiting {
  readonly notice: Notice;
  readonly done: PromiseWithResolvers<void>;
}

/**
 * Takes notices in and works them off one at a time, so that a flood, forged or not, costs one short query at a time. Equal ones
 * that wait are one; one that comes while its equal is worked on waits again, because it may tell of something newer.
 */
export class NoticeInbox {
  readonly #receive: (notice: Notice) => Promise<unknown>;
  readonly #waiting = new Map<string, Waiting>();
  #isWorking = false;

  constructor(receive: (notice: Notice) => Promise<unknown>) {
    this.#receive = receive;
  }

  /**
   * Resolves once all of them had their effect, to true, or to false when there was no room for one.
   *
   * @throws what the reception of one of them threw.
   */
  async take(notices: readonly Notice[]): Promise<boolean> {
    const effects = notices.map((notice) => this.#enter(notice));
    void this.#work();
    return (await Promise.all(effects)).every(Boolean);
  }

  /** True after the effect, false without room. */
  async #enter(notice: Notice): Promise<boolean> {
    const key = keyOfNotice(notice);
    const equal = this.#waiting.get(key);
    if (equal === undefined && this.#waiting.size >= MOST_WAITING) return false;
    const waiting = equal ?? { notice, done: Promise.withResolvers<void>() };
    this.#waiting.set(key, waiting);
    await waiting.done.promise;
    return true;
  }

  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    for (const [key, { notice, done }] of this.#waiting) {
      this.#waiting.delete(key);
      await this.#receive(notice).then(() => done.resolve(), done.reject);
    }
    this.#isWorking = false;
  }
}
