import { Refusal } from './answer.ts';

/** Of one user, and of all of them together. */
const OWN_BYTES = 64 * 1_048_576;
const ALL_BYTES = 4 * OWN_BYTES;

/** The memory of this process for forms with files, from their first byte until they are answered. */
export class FormRoom {
  readonly #taken = new Map<string, number>();

  /** Does the work once there is room for it; otherwise the user is asked to come back. Forms do not wait in line. */
  async hold<T>(userId: string, bytes: number, work: () => Promise<T>): Promise<T | Refusal> {
    const own = this.#taken.get(userId) ?? 0;
    const all = [...this.#taken.values()].reduce((sum, taken) => sum + taken, 0);
    if (own + bytes > OWN_BYTES || all + bytes > ALL_BYTES) return FULL;
    this.#taken.set(userId, own + bytes);
    try {
      return await work();
    } finally {
      const left = (this.#taken.get(userId) ?? 0) - bytes;
      if (left > 0) this.#taken.set(userId, left);
      else this.#taken.delete(userId);
    }
  }
}

const FULL = new Refusal(429, 'TOO_MANY_REQUESTS', 'Too many files are being uploaded; try again soon.');
