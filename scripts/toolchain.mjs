// What a machine with nothing but Node 20, npm and git needs before anything of the project can run:
// the dependencies, and Node 24 (which is one of them). No imports but Node's own, no syntax newer than Node 20.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The repository's root folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const installedNode = join(root, 'node_modules/node/bin/node');
const orphan = pathToFileURL(join(root, 'scripts/orphan.mjs')).href;
const ownNodeIsEnough = Number(process.versions.node.split('.')[0]) >= 24;

/** The Node 24 (or newer) to run the project with: the one running now if new enough, else the installed dependency. */
export const nodePath = ownNodeIsEnough ? process.execPath : installedNode;

/** The environment of everything the project runs: its own tools and its Node come first on the PATH. */
export const environment = {
  ...process.env,
  PATH: [dirname(nodePath), join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
};

/**
 * Installs what the lock file says, if that is not what is installed. Costs a comparison of two files when it is.
 * Ends the process with a clear message when the installation fails.
 */
export function ensureDependencies() {
  if (dependenciesAreInstalled()) return;
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  say(`Installing the dependencies with ${packageManager} (once, about a minute)`);
  const install = spawnSync('npx', ['--yes', packageManager, 'install', '--frozen-lockfile'], {
    cwd: root,
    // Without a terminal to ask on, pnpm replaces an outdated node_modules only when told it runs unattended.
    env: { ...process.env, CI: 'true', npm_config_update_notifier: 'false' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (install.error) fail(`Cannot run npx: ${install.error.message}. Node 20 or newer with npm is needed.`);
  if (install.status !== 0) {
    fail('The installation failed; its own message is above. It needs the npm registry.');
  }
  if (!dependenciesAreInstalled())
    fail('The installation ended, but node_modules does not match pnpm-lock.yaml.');
}

/** pnpm keeps a copy of the lock file it installed, written last. */
function dependenciesAreInstalled() {
  const installed = join(root, 'node_modules/.pnpm/lock.yaml');
  if (!existsSync(installed) || !existsSync(installedNode)) return false;
  return readFileSync(installed).equals(readFileSync(join(root, 'pnpm-lock.yaml')));
}

/**
 * Becomes a script on Node 24, as far as one process can become another: signals go to it, once each, this process ends with its
 * exit code, and if this process is killed, it is asked to end (see orphan.mjs).
 *
 * The script gets a process group of its own. In a terminal, Ctrl-C reaches every process of the group in front, and npm
 * then passes it on a second time; here both arrive at this process, which hands on one.
 */
export function become(script, args) {
  const child = spawn(nodePath, ['--import', orphan, script, ...args], {
    cwd: root,
    env: environment,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  const sentAt = new Map();
  const handOn = (received) => {
    const signal = received === 'SIGHUP' ? 'SIGTERM' : received;
    if (Date.now() - (sentAt.get(signal) ?? 0) < 500) return;
    sentAt.set(signal, Date.now());
    child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, handOn);
  child.on('error', (error) => fail(`Cannot run ${nodePath}: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

/** Says what is going on, in one line. */
export function say(message) {
  process.stderr.write(`syncgrant: ${message}\n`);
}

/** Ends this process, saying why. */
export function fail(message) {
  say(message);
  process.exit(1);
}
