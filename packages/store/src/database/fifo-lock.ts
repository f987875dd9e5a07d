import assert from 'node:assert/strict';

/** One holder at a time; whoever asks first is served first. */
export class FifoLock {
  #held = false;
  readonly #waiting: (() => void)[] = [];

  /** Resolves when the lock is the caller's. */
  async acquire(): Promise<void> {
    if (!this.#held) {
      this.#held = true;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Hands the lock to the next in line. Only its holder may call this. */
  release(): void {
    assert(this.#held, 'the lock is not held');
    const next = this.#waiting.shift();
    if (next) next();
    else this.#held = false;
  }
}
