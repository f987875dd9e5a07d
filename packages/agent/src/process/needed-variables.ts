import type { ProcessConfiguration } from '@syncgrant/contracts';
import { StartFailure } from './start-failure.ts';

/** What the embedded default does without and a process of its own does not. */
const WHAT_TO_SET = {
  databaseUrl: 'DATABASE_URL must be set to the Postgres that all processes share',
  redisUrl: 'REDIS_URL must be set to the Redis that all processes share',
  microsoft: 'MICROSOFT_CLIENT_ID must be set, with a secret or a certificate',
  keys: 'SYNCGRANT_KEYS must be set to the same keys for all processes, as id:key with 32 bytes in base64',
} as const satisfies Partial<Record<keyof ProcessConfiguration, string>>;

export type NeededVariable = keyof typeof WHAT_TO_SET;

type Complete<Needed extends NeededVariable> = ProcessConfiguration & {
  readonly [Name in Needed]: NonNullable<ProcessConfiguration[Name]>;
};

/**
 * The configuration with what this process cannot do without.
 *
 * @throws {StartFailure} that names every variable that is missing.
 */
export function needVariables<Needed extends NeededVariable>(
  configuration: ProcessConfiguration,
  needed: readonly Needed[],
): Complete<Needed> {
  if (isComplete(configuration, needed)) return configuration;
  const missing = needed.filter((name) => configuration[name] === null);
  throw new StartFailure(missing.map((name) => `${WHAT_TO_SET[name]}.`).join('\n'));
}

const isComplete = <Needed extends NeededVariable>(
  configuration: ProcessConfiguration,
  needed: readonly Needed[],
): configuration is Complete<Needed> => needed.every((name) => configuration[name] !== null);
