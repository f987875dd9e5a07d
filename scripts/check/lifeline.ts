import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Service {
  url: string;
  stop(): Promise<void>;
}

/** The user a server runs as; a server that refuses to run as root needs another. */
export interface RunsAs {
  uid: number;
  gid: number;
}

/**
 * Runs the server `$@` with its folder `$0` until standard input ends, then stops it and removes the folder. Standard input is a pipe
 * from this process: it ends when this process does, however that happens, so no server is ever left behind.
 */
const supervise =
  'trap "" INT TERM HUP; "$@" <&- & pid=$!; read -r _; kill -INT $pid; wait $pid; /bin/rm -rf "$0"';

const startDeadlineMs = 30_000;
const stopDeadlineMs = 10_000;

/** A new folder in the temporary directory for the files of one server. */
export function serviceFolder(name: string, runsAs?: RunsAs): string {
  const folder = mkdtempSync(join(tmpdir(), `syncgrant-test-${name}-`));
  if (runsAs) chownSync(folder, runsAs.uid, runsAs.gid);
  return folder;
}

/** A port nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('A TCP server has no port');
  return address.port;
}

/**
 * Starts a server that lives no longer than this process and that says `ready` in its output once it accepts connections.
 * Rejects with that output if it ends or stays silent instead.
 */
export async function startService(service: {
  url: string;
  folder: string;
  command: readonly string[];
  ready: RegExp;
  runsAs?: RunsAs | undefined;
}): Promise<Service> {
  const supervisor = spawn('/bin/sh', ['-c', supervise, service.folder, ...service.command], {
    cwd: service.folder,
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    ...service.runsAs,
  });
  const stop = () => stopSupervisor(supervisor);
  try {
    await outputMatches(supervisor, service.ready);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: service.url, stop };
}

function outputMatches(supervisor: ChildProcess, ready: RegExp): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let output = '';
  let isReady = false;
  const failed = (reason: string) => reject(new Error(`${reason}:\n${output}`));
  const deadline = setTimeout(failed, startDeadlineMs, `The server did not start in ${startDeadlineMs} ms`);
  const read = (chunk: Buffer) => {
    if (isReady) return; // The pipe is still read, so that the server never blocks on it.
    output += chunk.toString();
    isReady = ready.test(output);
    if (isReady) resolve();
  };
  supervisor.stdout?.on('data', read).on('end', () => failed('The server ended'));
  supervisor.stderr?.on('data', read);
  supervisor.on('error', reject);
  return promise.finally(() => clearTimeout(deadline));
}

async function stopSupervisor(supervisor: ChildProcess): Promise<void> {
  if (supervisor.exitCode !== null || supervisor.signalCode !== null || supervisor.pid === undefined) return;
  const group = -supervisor.pid;
  const deadline = setTimeout(() => process.kill(group, 'SIGKILL'), stopDeadlineMs);
  supervisor.stdin?.end();
  await once(supervisor, 'exit');
  clearTimeout(deadline);
}
