const RealDate = Date;

/** The one clock of a run. It stands still but for what the run says, so that no result depends on how fast a machine is. */
export class VirtualTime {
  #ms = Date.UTC(2031, 0, 1, 8);
  readonly #waiting = new Set<Waiting>();

  readonly now = (): Date => new RealDate(this.#ms);

  /** Backwards too: clocks are set. Wakes whoever has waited long enough. */
  advance(ms: number): void {
    this.#ms += ms;
    for (const one of this.#waiting) {
      if (one.at > this.#ms) continue;
      this.#waiting.delete(one);
      one.wake();
    }
  }

  /** Time goes on while a process stands still: nobody in it wakes before it goes on as well. */
  stall(ms: number): void {
    this.#ms += ms;
  }

  readonly sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = this.#wait(ms, resolve);
      const callOff = () => (end(), reject(new Error('called off')));
      signal.addEventListener('abort', callOff, { once: true });
    });

  #wait(ms: number, wake: () => void): () => void {
    const one = { at: this.#ms + ms, wake };
    this.#waiting.add(one);
    return () => void this.#waiting.delete(one);
  }

  /**
   * Puts this clock in place of the process's: MSAL, the embedded database and time-outs of requests take no clock as an argument.
   * Answers with the way back.
   */
  install(): () => void {
    const now = () => this.#ms;
    const { Date: date, setTimeout: timer, clearTimeout: end } = globalThis;
    const { timeout } = AbortSignal;
    const running = performance.now;
    globalThis.Date = new Proxy(RealDate, {
      construct: (target, args, newTarget) =>
        Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
      get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
    });
    performance.now = now;
    AbortSignal.timeout = (ms) => {
      const controller = new AbortController();
      this.#wait(ms, () => controller.abort(new DOMException('the time is over', 'TimeoutError')));
      return controller.signal;
    };
    const timers = new WeakMap<object, () => void>();
    /* A turn of the event loop is no time. */
    const later = new Proxy(timer, {
      apply: (_target, _self, [act, ms, ...args]: Parameters<typeof setTimeout>) => {
        if (!ms) return timer(act, 0, ...args);
        const handle = timer(() => undefined, 0);
        timers.set(
          handle,
          this.#wait(ms, () => act(...args)),
        );
        return handle;
      },
    });
    globalThis.setTimeout = later;
    globalThis.clearTimeout = (handle) => {
      if (typeof handle === 'object' && handle !== null) timers.get(handle)?.();
      end(handle);
    };
    return () => {
      globalThis.Date = date;
      globalThis.setTimeout = timer;
      globalThis.clearTimeout = end;
      performance.now = running;
      AbortSignal.timeout = timeout;
    };
  }
}

interface Waiting {
  readonly at: number;
  readonly wake: () => void;
}
