import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import {
  composeEngine,
  createAgent,
  inMicrosoftCloud,
  inviteFirstAdministrator,
  needVariables,
  openProductDatabase,
  openRedisQueue,
  openTickQueue,
  QUEUE_TIMING,
  type EngineDeps,
  type EngineTiming,
  type TickQueue,
} from '@syncgrant/agent';
import type { ProcessConfiguration, SealingKeyConfiguration } from '@syncgrant/contracts';
import type { Emulator } from '@syncgrant/emulator';
import { createWebServer } from '@syncgrant/extension-ui';
import type { MicrosoftConfig } from '@syncgrant/microsoft';
import type { Database, DatabaseConfig, Db } from '@syncgrant/store';
import { dataFolderAt, prepareDataFolder, type DataFolder } from './data-folder.ts';
import { createDemo } from './demo/create-demo.ts';
import { plantDemo } from './demo/plant-demo.ts';
import { startEmulatedCloud } from './emulated-cloud.ts';
import { claimPort, listeningOn } from './ports.ts';
import { ownSealingKeys } from './sealing-keys.ts';

export interface ProductOptions {
  /** A port of 0 takes any free one. */
  readonly configuration: ProcessConfiguration;
  readonly log: Logger;
  /** What runs in this process; by default both. */
  readonly parts?: readonly ProductPart[];
  /** Replaces the Microsoft of the configuration; no emulator is started then. */
  readonly microsoft?: MicrosoftConfig;
  /** Whether an empty database gets the demonstration organisation. By default it does when Microsoft is emulated. */
  readonly demo?: boolean;
  readonly now?: () => Date;
  readonly fetch?: typeof fetch;
  readonly timing?: Partial<EngineTiming>;
  /** Between two looks at what is due, in milliseconds. */
  readonly dispatchMs?: number;
  /** The folder of the built web client. */
  readonly webRoot?: string;
}

export type ProductPart = 'web' | 'agent';

/** The running product. */
export interface Product {
  /** The address for browsers, without a trailing slash. */
  readonly webUrl: string;
  /** Null when Microsoft is not emulated here. */
  readonly emulatorUrl: string | null;
  readonly emulator: Emulator | null;
  readonly microsoft: MicrosoftConfig;
  readonly database: Database;
  readonly db: Db;
  readonly engine: EngineDeps;
  readonly queue: TickQueue;
  /** Ends everything in the order in which nothing is missed: pages, agent, queue, emulator, database. */
  stop(): Promise<void>;
}

const CONCURRENCY = 4;

/** Against Microsoft the intervals are those of production; against the emulator a change shows up while one looks. */
const PRODUCTION = { timing: {}, dispatchMs: 5_000 } as const;
const DEMONSTRATION = {
  timing: { poll: { busiest: 4_000, idlest: 15_000, withNotifications: 30_000 } },
  dispatchMs: 1_000,
} as const;

/** Twice this and the rest of a stop stay below the five seconds that a person at a terminal waits. */
const AGENT_GRACE_MS = 1_500;

const WEB_ROOT = fileURLToPath(new URL('../../extension-ui/web/dist', import.meta.url));

/**
 * Starts the whole product in this process: on the embedded database or Postgres, with the queue there or on Redis, with
 * Microsoft or its emulator, as the configuration says. What has started is stopped again when a later step fails.
 *
 * @throws {StartFailure} in one sentence that names a variable, for whatever the environment can cause.
 */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const { configuration, log, parts = ['web', 'agent'], now = () => new Date() } = options;
  const registration = configuration.microsoft === null ? null : inMicrosoftCloud(configuration.microsoft);
  const cloud = options.microsoft ?? registration;
  const ports = {
    web: parts.includes('web') ? await claimPort(configuration.port, 'PORT') : configuration.port,
    emulator: cloud === null ? await claimPort(configuration.emulatorPort, 'EMULATOR_PORT') : null,
  };
  const webUrl = publicUrlOn(configuration, ports.web);
  const folder = dataFolderAt(configuration.dataDir);
  if (configuration.databaseUrl === null || cloud === null) await prepareDataFolder(configuration.dataDir);

  await using starting = new AsyncDisposableStack();
  const { database, db } = await openProductDatabase(databaseOf(configuration, folder), log);
  starting.defer(() => database.close());
  const keys = keysOf(configuration, folder, now(), log);

  const emulated =
    ports.emulator === null
      ? null
      : await startEmulatedCloud({
          port: ports.emulator,
          webUrl,
          journalFile: folder.emulatorJournal,
          autoConsent: configuration.emulatorAutoConsent,
          now,
        });
  if (emulated !== null) starting.defer(() => emulated.emulator.close());
  const microsoft = cloud ?? emulated?.microsoft;
  assert(microsoft, 'Microsoft is either given or emulated');
  if (options.demo ?? emulated !== null)
    await plantDemo(createDemo(now()), db, emulated?.emulator ?? null, now());
  await inviteFirstAdministrator(db, configuration, log, now());

  const pace = emulated === null ? PRODUCTION : DEMONSTRATION;
  const engine = composeEngine({
    db,
    microsoft,
    keys,
    log,
    publicUrl: webUrl,
    now,
    ...(options.fetch !== undefined && { fetch: options.fetch }),
    timing: { ...pace.timing, ...options.timing },
  });
  const queue = await openQueue(configuration, database, log);
  starting.defer(() => queue.close());
  const dispatchMs = options.dispatchMs ?? pace.dispatchMs;
  const agent = parts.includes('agent')
    ? createAgent(engine, database, queue, { concurrency: CONCURRENCY, dispatchMs })
    : null;
  if (agent !== null) starting.defer(() => agent.stop());
  if (parts.includes('web')) {
    const web = createWebServer({
      database,
      engine,
      publicUrl: webUrl,
      randomBytes: (size) => randomBytes(size),
      webRoot: options.webRoot ?? WEB_ROOT,
    });
    const listening = await listeningOn('PORT', () => web.listen(ports.web));
    starting.defer(() => listening.close());
  }
  /* After the web server, where Microsoft asks before it promises to tell of changes. */
  void agent?.run();

  const started = starting.move();
  return {
    webUrl,
    emulatorUrl: emulated?.microsoft.graphOrigin ?? null,
    emulator: emulated?.emulator ?? null,
    microsoft,
    database,
    db,
    engine,
    queue,
    stop: () => started.disposeAsync(),
  };
}

/** The address browsers use; one that was only derived from port 0 gets the port that was found. */
const publicUrlOn = ({ port, publicUrl }: ProcessConfiguration, found: number): string =>
  publicUrl === `http://localhost:${port}` ? `http://localhost:${found}` : publicUrl;

const databaseOf = ({ databaseUrl }: ProcessConfiguration, folder: DataFolder): DatabaseConfig =>
  databaseUrl === null ? { dataDir: folder.database } : { url: databaseUrl };

/** Where others share the database, they need the keys too; a folder of this machine cannot be the place for them. */
function keysOf(
  configuration: ProcessConfiguration,
  folder: DataFolder,
  now: Date,
  log: Logger,
): readonly SealingKeyConfiguration[] {
  if (configuration.keys !== null) return configuration.keys;
  return configuration.databaseUrl === null
    ? ownSealingKeys(folder.keys, now, log)
    : needVariables(configuration, ['keys']).keys;
}

async function openQueue(
  { redisUrl }: ProcessConfiguration,
  database: Database,
  log: Logger,
): Promise<TickQueue> {
  const timing = { ...QUEUE_TIMING, graceMs: AGENT_GRACE_MS };
  if (redisUrl === null) return openTickQueue({ kind: 'postgres', database }, log, timing);
  return openRedisQueue(redisUrl, log, timing);
}
