import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { readConfiguration, type ProcessConfiguration } from '@syncgrant/contracts';
import type { Emulator } from '@syncgrant/emulator';
import { startProduct } from '@syncgrant/standalone';
import { openDatabase } from '@syncgrant/store';
import { dropDatabase } from '../support/databases.ts';
import { waitFor } from './wait-for.ts';

/** The running product with its demonstration company, however it is put together. */
export interface Site {
  readonly webUrl: string;
  readonly emulatorUrl: string;
  readonly emulator: Emulator;
  /** The registration's, for calling Graph as a user. */
  readonly client: { readonly id: string; readonly secret: string };
  close(): Promise<void>;
}

export interface SiteKind {
  readonly name: string;
  open(): Promise<Site>;
}

const databaseUrl = process.env['SYNCGRANT_TEST_DATABASE_URL'];
const redisUrl = process.env['SYNCGRANT_TEST_REDIS_URL'];

/** The embedded default always; separate processes on Postgres and Redis where both are given. */
export const SITE_KINDS: readonly SiteKind[] = [
  { name: 'the embedded default', open: openEmbedded },
  ...(databaseUrl === undefined || redisUrl === undefined
    ? []
    : [{ name: 'Postgres, Redis and two processes', open: () => openProcesses(databaseUrl, redisUrl) }]),
];

const level = process.env['TEST_LOG'] ?? 'silent';

async function openEmbedded(): Promise<Site> {
  const dataDir = await mkdtemp(join(tmpdir(), 'syncgrant-story-'));
  const product = await startProduct({
    configuration: configured({ DATA_DIR: dataDir }),
    log: pino({ level }),
  });
  return {
    ...siteOf(product),
    async close() {
      await product.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** Emulator and demonstration in this process; web server and agent as processes of their own, as in production. */
async function openProcesses(serverUrl: string, redis: string): Promise<Site> {
  const name = `story_${randomUUID().replaceAll('-', '')}`;
  const server = await openDatabase({ url: serverUrl, poolSize: 1 });
  await server.pool.query(`create database ${name}`);
  const ownDatabase = new URL(serverUrl);
  ownDatabase.pathname = `/${name}`;
  const dataDir = await mkdtemp(join(tmpdir(), 'syncgrant-story-'));
  const environment = {
    PORT: String(await freePort()),
    DATA_DIR: dataDir,
    DATABASE_URL: ownDatabase.href,
    REDIS_URL: redis,
    SYNCGRANT_KEYS: `story:${randomBytes(32).toString('base64')}`,
  };
  const product = await startProduct({
    configuration: configured(environment),
    log: pino({ level }),
    parts: [],
  });
  const site = siteOf(product);
  const forChildren = {
    ...environment,
    MICROSOFT_CLIENT_ID: site.client.id,
    MICROSOFT_CLIENT_SECRET: site.client.secret,
    MICROSOFT_ENTRA_ORIGIN: site.emulatorUrl,
    MICROSOFT_GRAPH_ORIGIN: site.emulatorUrl,
    LOG_LEVEL: level,
  };
  const children = [
    start('../../../packages/extension-ui/src/main.ts', forChildren),
    start('../../../packages/agent/src/main.ts', forChildren),
  ];
  const close = async () => {
    await Promise.all(children.map(end));
    await product.stop();
    await dropDatabase(server, name);
    await server.close();
    await rm(dataDir, { recursive: true });
  };
  try {
    const isReady = async () => (await fetch(`${site.webUrl}/readyz`)).ok;
    await waitFor('the web server', isReady);
    return { ...site, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function configured(environment: Record<string, string>): ProcessConfiguration {
  const read = readConfiguration({
    PORT: '0',
    EMULATOR_PORT: '0',
    EMULATOR_AUTO_CONSENT: '1',
    ...environment,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.configuration;
}

export function siteOf(product: Awaited<ReturnType<typeof startProduct>>): Omit<Site, 'close'> {
  const { emulator, emulatorUrl, microsoft, webUrl } = product;
  if (emulator === null || emulatorUrl === null || microsoft.credential.kind !== 'secret') {
    throw new Error('the story needs an emulator');
  }
  return {
    webUrl,
    emulatorUrl,
    emulator,
    client: { id: microsoft.clientId, secret: microsoft.credential.secret },
  };
}

/** A port that nobody listens on now: web server and redirect address must agree on it before either exists. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0);
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function start(main: string, environment: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [fileURLToPath(new URL(main, import.meta.url))], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}
