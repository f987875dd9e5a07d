const RealDate = Date;

/** The one clock of a run. It stands still but for what the run says, so that no result depends on how fast a machine is. */
export class VirtualTime {
  #ms = Date.UTC(2031, 0, 1, 8);

  readonly now = (): Date => new RealDate(this.#ms);

  /** Backwards too: clocks are set. */
  advance(ms: number): void {
    this.#ms += ms;
  }

  /**
   * Puts this clock in place of the process's: MSAL and the embedded database take no clock as an argument. Answers with
   * the way back.
   */
  install(): () => void {
    const now = () => this.#ms;
    globalThis.Date = new Proxy(RealDate, {
      construct: (target, args, newTarget) =>
        Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
      get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
    });
    return () => {
      globalThis.Date = RealDate;
    };
  }
}
