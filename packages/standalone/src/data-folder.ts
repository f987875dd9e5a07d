import { accessSync, constants, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { failingWith, reasonOf } from '@syncgrant/agent';

/** What the product keeps on this machine, when no servers are given. */
export interface DataFolder {
  readonly database: string;
  readonly emulatorJournal: string;
  readonly keys: string;
}

export function dataFolderAt(dataDir: string): DataFolder {
  const folder = resolve(dataDir);
  return {
    database: join(folder, 'database'),
    emulatorJournal: join(folder, 'emulator.journal'),
    keys: join(folder, 'keys'),
  };
}

/**
 * Makes sure that the folder is there and can be written.
 *
 * @throws {StartFailure}
 */
export async function prepareDataFolder(dataDir: string): Promise<void> {
  const folder = resolve(dataDir);
  await failingWith(
    () => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    },
    (error) =>
      `DATA_DIR: ${folder} is no folder that can be written (${reasonOf(error)}). Set DATA_DIR to one that can.`,
  );
}
