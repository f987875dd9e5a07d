import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import type { Logger } from 'pino';
import { StartFailure } from '@syncgrant/agent';
import { readConfiguration, type SealingKeyConfiguration } from '@syncgrant/contracts';

const KEY_BYTES = 32;
const OWNER_ONLY = 0o600;

/**
 * The keys that seal tokens, from a file of this machine that is made once: the same text that SYNCGRANT_KEYS takes. To
 * be called by whoever has the folder to itself.
 *
 * @throws {StartFailure} when the file holds something else.
 */
export function ownSealingKeys(file: string, now: Date, log: Logger): readonly SealingKeyConfiguration[] {
  if (!existsSync(file)) {
    const id = now.toISOString().slice(0, 10);
    writeWhole(file, `${id}:${randomBytes(KEY_BYTES).toString('base64')}\n`);
    log.info({ file }, 'made a key that seals tokens; keep the file, or set SYNCGRANT_KEYS');
  }
  const read = readConfiguration({ SYNCGRANT_KEYS: readFileSync(file, 'utf8').trim() });
  if (read.ok && read.configuration.keys !== null) return read.configuration.keys;
  throw new StartFailure(
    `DATA_DIR: ${file} does not hold sealing keys. Put the former file back, or set SYNCGRANT_KEYS; without either, remove it, and everybody signs in to Microsoft again.`,
  );
}

/** Either the whole text or no file, also after a crash. */
function writeWhole(file: string, text: string): void {
  const next = `${file}.next`;
  const descriptor = openSync(next, 'w', OWNER_ONLY);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(next, file);
}
