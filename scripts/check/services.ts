import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { freePort, serviceFolder, startService, type RunsAs, type Service } from './lifeline.ts';
import { canInstall, findPostgresFolder, findProgram, installPackages } from './programs.ts';

/** What the tests are told about a part of their surroundings, or why they have to do without it. */
type Provided = { url: string } | { leftOut: string };

interface Part {
  title: string;
  /** The environment variable the tests read; when it is set already, it is taken as it is. */
  variable: string;
  debianPackage: string;
  isInstalled(): boolean;
  provide(running: Service[]): Promise<string>;
}

const parts: readonly Part[] = [
  {
    title: 'Postgres',
    variable: 'SYNCGRANT_TEST_DATABASE_URL',
    debianPackage: 'postgresql',
    isInstalled: () => findPostgresFolder() !== undefined,
    provide: startPostgres,
  },
  {
    title: 'Redis',
    variable: 'SYNCGRANT_TEST_REDIS_URL',
    debianPackage: 'redis-server',
    isInstalled: () => findRedis() !== undefined,
    provide: startRedis,
  },
  {
    title: 'Chromium',
    variable: 'CHROMIUM_PATH',
    debianPackage: 'chromium',
    isInstalled: () => findChromium() !== undefined,
    provide: () => Promise.resolve(findChromium() ?? ''),
  },
];

/**
 * What the tests need besides Node: a private Postgres and Redis that end with this process, and a browser. Given by URL or path in the
 * environment, found on this machine, or installed if it is Debian and we may.
 */
export class Services {
  /** The variables for the tests. */
  readonly environment: Record<string, string> = {};
  /** One line for each part that could not be had, with the reason. */
  readonly leftOut: string[] = [];
  readonly #running: Service[] = [];

  /** Rejects if a part that is there does not start; that is a failure, not something to leave out. */
  async start(): Promise<void> {
    const problem = installMissing();
    for (const part of parts) {
      const provided = await this.#provide(part, problem);
      if ('url' in provided) this.environment[part.variable] = provided.url;
      else this.leftOut.push(`${part.title}: ${provided.leftOut}`);
      console.log(
        `${part.title.padEnd(9)} ${'url' in provided ? provided.url : `left out: ${provided.leftOut}`}`,
      );
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#running.splice(0).map((service) => service.stop()));
  }

  async #provide(part: Part, problem: string | undefined): Promise<Provided> {
    const given = process.env[part.variable];
    if (given) return { url: given };
    if (part.isInstalled()) return { url: await part.provide(this.#running) };
    return { leftOut: problem ?? `${part.debianPackage} was installed, but is not found` };
  }
}

/** Installs what is neither given nor found. Returns why it is still missing, if it is. */
function installMissing(): string | undefined {
  const missing = parts.filter((part) => !process.env[part.variable] && !part.isInstalled());
  if (missing.length === 0) return undefined;
  const packages = missing.map((part) => part.debianPackage);
  if (!canInstall())
    return `not found, and this user cannot install it (apt-get install ${packages.join(' ')})`;
  console.log(`Installing ${packages.join(', ')} with apt-get`);
  return installPackages(packages);
}

async function startPostgres(running: Service[]): Promise<string> {
  const programs = findPostgresFolder() ?? '';
  const runsAs = notRoot();
  const folder = serviceFolder('postgres', runsAs);
  const data = join(folder, 'data');
  const initdb = spawnSync(
    join(programs, 'initdb'),
    [
      '--pgdata',
      data,
      '--username=postgres',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    ],
    { cwd: folder, encoding: 'utf8', ...runsAs },
  );
  if (initdb.status !== 0) throw new Error(`initdb failed: ${initdb.stderr}`, { cause: initdb.error });
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '300',
    // Its data need not survive this machine's crash.
    fsync: 'off',
    full_page_writes: 'off',
  };
  const service = await startService({
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    folder,
    command: [
      join(programs, 'postgres'),
      '-D',
      data,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    ready: /ready to accept connections/,
    runsAs,
  });
  running.push(service);
  return service.url;
}

async function startRedis(running: Service[]): Promise<string> {
  const folder = serviceFolder('redis');
  const port = await freePort();
  const settings = {
    bind: '127.0.0.1',
    port: String(port),
    dir: folder,
    save: '',
    appendonly: 'no',
    'maxmemory-policy': 'noeviction',
  };
  const service = await startService({
    url: `redis://127.0.0.1:${port}`,
    folder,
    command: [
      findRedis() ?? '',
      ...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    ],
    ready: /Ready to accept connections/,
  });
  running.push(service);
  return service.url;
}

/** Postgres refuses to run as root. */
function notRoot(): RunsAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: idOf('-u'), gid: idOf('-g') };
}

function findRedis(): string | undefined {
  return findProgram(['redis-server', 'valkey-server']);
}

function findChromium(): string | undefined {
  return findProgram(['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']);
}
