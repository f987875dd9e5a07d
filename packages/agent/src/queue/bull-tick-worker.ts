import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type TickJob, tickJobSchema } from '@syncgrant/contracts';
import { type IQueueBackend, type Job, type JobProgress, Worker } from 'bullmq';
import type { Logger } from 'pino';
import type { QueueBackend } from './queue-backend.ts';
import type { QueueTiming } from './queue-timing.ts';
import type { TickHandlers, TickWorker } from './tick-queue.ts';

type BullWorker = Worker<unknown, void, string, IQueueBackend, JobProgress, unknown>;

export interface BullTickWorkerOptions {
  readonly backend: QueueBackend;
  readonly handlers: TickHandlers;
  readonly concurrency: number;
  readonly timing: QueueTiming;
  readonly logger: Pick<Logger, 'warn' | 'error'>;
  /** Called again `healMs` after the last time while the worker runs. */
  readonly heal: () => Promise<void>;
}

/** Two workers, so that dispatching never waits behind ticks. */
export class BullTickWorker implements TickWorker {
  readonly #options: BullTickWorkerOptions;
  readonly #workers: readonly BullWorker[];
  readonly #stop = new AbortController();
  readonly #stopped = Promise.withResolvers<void>();
  #stopping: Promise<void> | undefined;
  #running = false;

  constructor(options: BullTickWorkerOptions) {
    this.#options = options;
    const { backend, handlers, concurrency } = options;
    this.#workers = [
      this.#open(backend.tickQueue, concurrency, async (job, signal) => handlers.tick(tickOf(job), signal)),
      this.#open(backend.dispatchQueue, 1, async () => handlers.dispatch()),
    ];
  }

  async run(): Promise<void> {
    assert(!this.#running, 'a worker runs once');
    this.#running = true;
    const ended = new AbortController();
    const healing = this.#keepHealing(ended.signal);
    try {
      await Promise.race([Promise.all(this.#workers.map((worker) => worker.run())), this.#stopped.promise]);
      // The loops have ended with the last job; the stop may still be closing connections.
      await this.#stopping;
    } finally {
      ended.abort();
      await healing;
    }
  }

  async stop(): Promise<void> {
    this.#stopping ??= this.#stopAll().finally(() => this.#stopped.resolve());
    await this.#stopping;
  }

  async #stopAll(): Promise<void> {
    const { graceMs } = this.#options.timing;
    const drained = Promise.all(this.#workers.map((worker) => worker.pause())).then(
      () => true,
      (error: unknown) => {
        this.#report('the workers could not be paused', error);
        return false;
      },
    );
    let finished = await trueWithin(drained, graceMs);
    if (!finished) {
      this.#stop.abort(new Error('the agent is stopping'));
      finished = await trueWithin(drained, graceMs);
    }
    if (!finished) {
      this.#options.logger.warn(
        'stopped before every job had ended; those will be found abandoned and run again',
      );
    }
    await Promise.all(this.#workers.map((worker) => worker.close(!finished)));
  }

  async #keepHealing(ended: AbortSignal): Promise<void> {
    while (!ended.aborted) {
      await sleep(this.#options.timing.healMs, undefined, { signal: ended }).catch(() => {});
      if (ended.aborted) return;
      await this.#options
        .heal()
        .catch((error: unknown) => this.#report('the dispatcher could not be checked', error));
    }
  }

  #open(
    queue: string,
    concurrency: number,
    process: (job: Job<unknown>, signal: AbortSignal) => Promise<void>,
  ): BullWorker {
    const { backend, timing, logger } = this.#options;
    const worker: BullWorker = new Worker<unknown, void, string, IQueueBackend, JobProgress, unknown>(
      queue,
      async (job: Job<unknown>, _token, cancelled) => {
        const signals = [this.#stop.signal, ...(cancelled ? [cancelled] : [])];
        await process(job, AbortSignal.any(signals));
      },
      {
        connection: {},
        prefix: backend.keyPrefix,
        autorun: false,
        concurrency,
        lockDuration: timing.lockMs,
        stalledInterval: timing.stalledCheckMs,
        maxStalledCount: 1,
      },
      backend.factory,
    );
    worker.on('error', (error) => this.#report(`the worker of ${queue} had a problem`, error));
    worker.on('failed', (job, error) => {
      logger.error({ err: error, jobId: job?.id, job: job?.data }, `a job of ${queue} failed`);
    });
    worker.on('stalled', (jobId) => logger.warn({ jobId }, `a job of ${queue} was abandoned and runs again`));
    worker.on('lockRenewalFailed', (jobIds) => {
      for (const jobId of jobIds) worker.cancelJob(jobId, 'another process may have taken the job over');
    });
    return worker;
  }

  #report(what: string, error: unknown): void {
    this.#options.logger.error({ err: error }, what);
  }
}

function tickOf(job: Job<unknown>): TickJob {
  const parsed = tickJobSchema.safeParse(job.data);
  if (!parsed.success)
    throw new Error('the data of the job are not those of a tick', { cause: parsed.error });
  return parsed.data;
}

async function trueWithin(work: Promise<boolean>, limitMs: number): Promise<boolean> {
  const limit = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => limit.resolve(false), limitMs);
  try {
    return await Promise.race([work, limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}
