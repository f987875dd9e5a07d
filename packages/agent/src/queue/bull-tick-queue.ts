import { type TickJob, tickJobSchema } from '@syncgrant/contracts';
import { refuseInsideTransaction } from '@syncgrant/store';
import { type DefaultJobOptions, type IQueueBackend, Queue } from 'bullmq';
import type { Logger } from 'pino';
import { BullTickWorker } from './bull-tick-worker.ts';
import type { QueueBackend } from './queue-backend.ts';
import type { QueueTiming } from './queue-timing.ts';
import type { TickCounts, TickHandlers, TickQueue, TickWorker } from './tick-queue.ts';

type BullQueue = Queue<unknown, void, string, unknown, void, string, IQueueBackend, unknown>;

const SCHEDULER_ID = 'dispatch';
const DAY_SECONDS = 86_400;

/** A failed job is not repeated: the dispatcher finds its account again. What has ended is kept for a look, within bounds. */
const JOB_OPTIONS: DefaultJobOptions = {
  attempts: 1,
  removeOnComplete: { count: 100, age: DAY_SECONDS },
  removeOnFail: { count: 1_000, age: 7 * DAY_SECONDS },
};

/** BullMQ's own stream of events, which nobody here reads. */
const KEPT_EVENTS = 1_000;

/** The tick queue on BullMQ, whatever BullMQ stands on. */
export class BullTickQueue implements TickQueue {
  readonly #backend: QueueBackend;
  readonly #logger: Pick<Logger, 'warn' | 'error'>;
  readonly #timing: QueueTiming;
  readonly #ticks: BullQueue;
  readonly #dispatches: BullQueue;
  readonly #workers = new Set<TickWorker>();
  #dispatchEveryMs: number | undefined;

  constructor(backend: QueueBackend, logger: Pick<Logger, 'warn' | 'error'>, timing: QueueTiming) {
    this.#backend = backend;
    this.#logger = logger;
    this.#timing = timing;
    this.#ticks = this.#open(backend.tickQueue);
    this.#dispatches = this.#open(backend.dispatchQueue);
  }

  async enqueueTick(job: TickJob, { delayMs = 0 }: { readonly delayMs?: number } = {}): Promise<void> {
    refuseInsideTransaction('a tick was enqueued');
    const data = tickJobSchema.parse(job);
    await this.#ticks.add('tick', data, {
      delay: delayMs,
      deduplication: {
        id: `${data.organisationId}.${data.accountId}`,
        keepLastIfActive: true,
        replace: delayMs === 0,
      },
    });
  }

  async ensureDispatch(everyMs: number): Promise<void> {
    refuseInsideTransaction('the dispatcher was scheduled');
    this.#dispatchEveryMs = everyMs;
    await this.#dispatches.upsertJobScheduler(
      SCHEDULER_ID,
      { every: everyMs },
      { name: 'dispatch', opts: JOB_OPTIONS },
    );
  }

  work(handlers: TickHandlers, { concurrency }: { readonly concurrency: number }): TickWorker {
    const worker = new BullTickWorker({
      backend: this.#backend,
      handlers,
      concurrency,
      timing: this.#timing,
      logger: this.#logger,
      heal: () => this.#scheduleIfMissing(),
    });
    this.#workers.add(worker);
    return worker;
  }

  async counts(): Promise<TickCounts> {
    const found = await this.#ticks.getJobCounts('waiting', 'active', 'delayed', 'failed');
    return {
      waiting: found['waiting'] ?? 0,
      active: found['active'] ?? 0,
      delayed: found['delayed'] ?? 0,
      failed: found['failed'] ?? 0,
    };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#workers].map((worker) => worker.stop()));
    await Promise.all([this.#ticks.close(), this.#dispatches.close()]);
    await this.#backend.close();
  }

  async #scheduleIfMissing(): Promise<void> {
    if (this.#dispatchEveryMs === undefined || (await this.#dispatches.getJobScheduler(SCHEDULER_ID))) return;
    this.#logger.warn('the dispatcher was no longer scheduled: the queue must have been emptied');
    await this.ensureDispatch(this.#dispatchEveryMs);
  }

  #open(name: string): BullQueue {
    const queue: BullQueue = new Queue(
      name,
      {
        connection: {},
        prefix: this.#backend.keyPrefix,
        defaultJobOptions: JOB_OPTIONS,
        streams: { events: { maxLen: KEPT_EVENTS } },
      },
      this.#backend.factory,
    );
    queue.on('error', (error) => this.#logger.error({ err: error }, `the queue ${name} had a problem`));
    return queue;
  }
}
