/** The emulator's clock: the given one, shifted or stopped for tests. */
export class Clock {
  readonly #source: () => Date;
  #offsetMs = 0;
  #frozenAt: number | null = null;

  constructor(source: () => Date) {
    this.#source = source;
  }

  /** Milliseconds since 1970. */
  readonly now = (): number => this.#frozenAt ?? this.#source().getTime() + this.#offsetMs;

  /** Runs on from the source's time plus an offset. */
  shift(offsetMs: number): void {
    this.#frozenAt = null;
    this.#offsetMs = offsetMs;
  }

  freeze(at: number): void {
    this.#frozenAt = at;
  }

  get state() {
    return {
      now: new Date(this.now()).toISOString(),
      offsetMs: this.#offsetMs,
      frozen: this.#frozenAt !== null,
    };
  }
}
