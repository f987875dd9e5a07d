import { z } from 'zod';
import { idSchema } from '@syncgrant/contracts';
import { GRANTS_CHANNEL, WANTED_CHANNEL, type Database, type Unlisten } from '@syncgrant/store';
import { dispatch } from './engine/dispatch.ts';
import type { EngineDeps } from './engine/engine-deps.ts';
import { runTick } from './engine/run-tick.ts';
import type { TickQueue } from './queue/index.ts';

export interface AgentOptions {
  /** Accounts that run at the same time in this process. */
  readonly concurrency: number;
  /** Between two looks at what is due. */
  readonly dispatchMs: number;
}

export interface Agent {
  /** Begins to work; resolves once it listens. */
  run(): Promise<void>;
  /** Takes no more work, lets running ticks come to a safe point, and ends. */
  stop(): Promise<void>;
}

const wantedSchema = z.object({ organisationId: idSchema, accountId: idSchema });

/**
 * The agent of one process: a worker for ticks, a dispatcher for what is due, and ears for what cannot wait. What is
 * not heard is found by the dispatcher.
 */
export function createAgent(
  deps: EngineDeps,
  database: Database,
  queue: TickQueue,
  options: AgentOptions,
): Agent {
  const worker = queue.work(
    {
      async tick(job, signal) {
        const result = await runTick(deps, job, signal);
        deps.log.debug({ ...job, result }, 'tick');
        if (result.kind === 'done' && result.more) await queue.enqueueTick({ ...job, reason: 'more' });
      },
      dispatch: () => dispatch(deps, queue),
    },
    { concurrency: options.concurrency },
  );
  const ears: Unlisten[] = [];
  const background = new Set<Promise<void>>();
  const inBackground = (work: Promise<void>, what: string): void => {
    const heard = work
      .catch((error: unknown) => deps.log.error({ err: error }, what))
      .finally(() => background.delete(heard));
    background.add(heard);
  };

  return {
    async run() {
      await queue.ensureDispatch(options.dispatchMs);
      const look = () => inBackground(dispatch(deps, queue), 'due accounts could not be dispatched');
      ears.push(
        await database.listen(WANTED_CHANNEL, (payload) => {
          const wanted = wantedSchema.safeParse(parseJson(payload ?? ''));
          if (!wanted.success) return look(); // The connection was lost for a while: who knows what was said.
          const tick = queue.enqueueTick({ ...wanted.data, reason: 'wanted' });
          inBackground(tick, 'a tick could not be enqueued');
        }),
        await database.listen(GRANTS_CHANNEL, look),
      );
      inBackground(worker.run(), 'the worker ended');
      look();
    },
    async stop() {
      for (const unlisten of ears.splice(0)) await unlisten();
      await worker.stop();
      await Promise.all(background);
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
