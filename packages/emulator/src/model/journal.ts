import {
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { type Journal, type JournalEntry, Store } from './store.ts';

/** Opens a store on a journal: takes over what the file holds, and compacts it. */
export function openStore(seed: string, file: string | undefined): Store {
  if (file === undefined) return new Store(seed);
  const previous = new Store(seed);
  previous.restore(readJournal(file));
  compactJournal(file, previous);
  const store = new Store(seed, openJournal(file));
  store.restore(previous.snapshot());
  return store;
}

/**
 * Reads a journal: one JSON array of entries per line, each line one acknowledged step. A last line that a crash cut
 * short was never acknowledged and is left out.
 */
function* readJournal(file: string): Generator<JournalEntry> {
  if (!existsSync(file)) return;
  const lines = readFileSync(file, 'utf8').split('\n');
  // What follows the last line break is a torn write, or nothing.
  lines.pop();
  for (const line of lines) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the emulator's own format, written by `append` below
    yield* JSON.parse(line) as JournalEntry[];
  }
}

/** Opens a journal for appending. Each append reaches the operating system before it returns, so kill -9 loses nothing. */
function openJournal(file: string): Journal {
  const descriptor = openSync(file, 'a');
  return {
    append: (entries) => {
      const line = Buffer.from(`${JSON.stringify(entries)}\n`);
      for (let written = 0; written < line.length;) written += writeSync(descriptor, line, written);
    },
    clear: () => ftruncateSync(descriptor),
    close: () => closeSync(descriptor),
  };
}

/** Replaces a journal by one that holds each row once. */
function compactJournal(file: string, store: Store): void {
  const lines = [...store.snapshot()].map((entry) => `${JSON.stringify([entry])}\n`);
  writeFileSync(`${file}.next`, lines.join(''));
  renameSync(`${file}.next`, file);
}
