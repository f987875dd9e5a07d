import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Thrown where a folder is opened that a process, perhaps this one, has open already. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';

  constructor(folder: string, holderPid: number, cause: unknown) {
    super(
      `the database folder ${folder} is in use by process ${holderPid}: only one process at a time can open it`,
      { cause },
    );
  }
}

/** SQLite's result code for a lock that another connection holds. */
const SQLITE_BUSY = 5;

/**
 * Takes a folder for this process until the returned function is called or the process ends, however it ends. The lock is the
 * operating system's, on a small SQLite file beside the folder, so a killed process leaves no stale one, and a process id that is
 * used again (in a container it is always the same) means nothing.
 *
 * @throws {FolderInUseError}
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(dirname(folder), { recursive: true, mode: 0o700 });
  const file = new DatabaseSync(`${folder}.lock`);
  try {
    // Written for whoever is refused: the second transaction is the lock, and lets others read.
    file.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${process.pid}; COMMIT; BEGIN IMMEDIATE`);
    return () => file.close();
  } catch (error) {
    const holder = file.prepare('PRAGMA user_version').get();
    file.close();
    if (!isBusy(error)) throw error;
    throw new FolderInUseError(folder, Number(holder?.['user_version']), error);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}
