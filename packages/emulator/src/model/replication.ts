import type { Behaviour } from '../behaviour.ts';
import type { Store } from './store.ts';

/** Up to which change deltas can see: Microsoft's replicas may lag behind what was just written. */
export class Replication {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #behaviour: () => Behaviour;
  /** Changes that may still be hidden, oldest first. */
  #young: { readonly seq: number; readonly at: number }[] = [];

  constructor(store: Store, now: () => number, behaviour: () => Behaviour) {
    this.#store = store;
    this.#now = now;
    this.#behaviour = behaviour;
    store.onChange(({ seq }) => {
      if (behaviour().replicationDelayMs > 0) this.#young.push({ seq, at: now() });
    });
  }

  /** The position of the newest change that every replica has. */
  get seq(): number {
    const until = this.#now() - this.#behaviour().replicationDelayMs;
    this.#young = this.#young.filter(({ at, seq }) => at > until && seq <= this.#store.seq);
    const [hidden] = this.#young;
    return hidden ? hidden.seq - 1 : this.#store.seq;
  }
}
