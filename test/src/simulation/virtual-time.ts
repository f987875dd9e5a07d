const RealDate = Date;

/** The one clock of a run. It stands still but for what the run says, so that no result depends on how fast a machine is. */
export class VirtualTime {
  #ms = Date.UTC(2031, 0, 1, 8);

  readonly now = (): Date => new RealDate(this.#ms);

  /** Backwards too: clocks are set. */
  advance(ms: number): void {
    this.#ms += ms;
  }

  /** Nobody wakes before it is called off: the clock stands still while a run works, and what moves it leaves no time to act. */
  readonly sleep = (_: number, signal: AbortSignal): Promise<never> =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('called off')), { once: true });
    });

  /**
   * Puts this clock in place of the process's: MSAL and the embedded database take no clock as an argument. Time-outs of requests
   * never come, because everything is answered or cut at once. Answers with the way back.
   */
  install(): () => void {
    const now = () => this.#ms;
    globalThis.Date = new Proxy(RealDate, {
      construct: (target, args, newTarget) =>
        Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
      get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
    });
    const { timeout } = AbortSignal;
    AbortSignal.timeout = () => new AbortController().signal;
    return () => {
      globalThis.Date = RealDate;
      AbortSignal.timeout = timeout;
    };
  }
}
