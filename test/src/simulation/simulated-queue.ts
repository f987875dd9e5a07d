import type { TickCounts, TickQueue, TickWorker } from '@syncgrant/agent';

type TickJob = Parameters<TickQueue['enqueueTick']>[0];

/** The port of the agent's queue without BullMQ: what waits is worked on when the simulation says so. */
export class SimulatedQueue implements TickQueue {
  readonly #waiting = new Map<string, TickJob>();

  async enqueueTick(job: TickJob): Promise<void> {
    this.#waiting.set(job.accountId, job);
  }

  /** Takes a job off, whichever `pick` falls on; null when none waits. */
  take(pick: number): TickJob | null {
    const jobs = [...this.#waiting.values()];
    const job = jobs[pick % Math.max(jobs.length, 1)];
    if (job === undefined) return null;
    this.#waiting.delete(job.accountId);
    return job;
  }

  async ensureDispatch(): Promise<void> {}

  work(): TickWorker {
    throw new Error('the simulation works on the jobs itself');
  }

  async counts(): Promise<TickCounts> {
    return { waiting: this.#waiting.size, active: 0, delayed: 0, failed: 0 };
  }

  async close(): Promise<void> {}
}
