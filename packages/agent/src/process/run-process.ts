/* oxlint-disable unicorn/no-process-exit -- the one place that decides how a process ends */
import { pino, type DestinationStream, type Logger } from 'pino';
import { describeProblems, readConfiguration, type ProcessConfiguration } from '@syncgrant/contracts';
import { StartFailure } from './start-failure.ts';

/** What has started and can be stopped. */
export interface Running {
  /** Lets what runs come to a safe point, and ends everything. */
  stop(): Promise<void>;
}

export interface ProcessOptions {
  readonly start: (configuration: ProcessConfiguration, log: Logger) => Promise<Running>;
  /** Where log lines go; JSON on the standard output by default. */
  readonly logTo?: DestinationStream;
}

/** A stop that takes longer is cut off. Nothing is lost by that: whatever was under way is found again at the next start. */
const STOP_WITHIN_MS = 4_500;

/**
 * The life of a process: reads the environment, starts, and stops at SIGINT or SIGTERM with exit code 0; a second signal
 * ends it at once. What keeps it from starting is said in one sentence, with exit code 1, and so ends a process whose
 * state cannot be trusted after an error that nobody caught.
 */
export async function runProcess({ start, logTo }: ProcessOptions): Promise<void> {
  const read = readConfiguration(process.env);
  if (!read.ok) return refuse(describeProblems(read.problems));
  const log = pino({ level: read.configuration.logLevel }, logTo);
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'an error that nobody caught ends the process');
    process.exit(1);
  });
  const told = untilTold(log);
  let running: Running;
  try {
    running = await start(read.configuration, log);
  } catch (error) {
    if (error instanceof StartFailure) return refuse(error.message);
    log.fatal({ err: error }, 'the process could not start');
    process.exit(1);
  }
  await told;
  await running.stop();
  log.info('stopped');
  process.exit(0);
}

/** Resolves at the first signal; from then on time runs, and a second signal ends the process at once. */
function untilTold(log: Logger): Promise<void> {
  const told = Promise.withResolvers<void>();
  let first = true;
  const onSignal = (signal: 'SIGINT' | 'SIGTERM'): void => {
    if (!first) process.exit(signal === 'SIGINT' ? 130 : 143);
    first = false;
    log.info('stopping');
    setTimeout(() => {
      log.warn('stopping took too long and was cut off; the next start takes up what was under way');
      process.exit(0);
    }, STOP_WITHIN_MS);
    told.resolve();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return told.promise;
}

function refuse(message: string): never {
  process.stderr.write(`syncgrant cannot start.\n${message}\n`);
  process.exit(1);
}
