import { ITEM_MAPPING, restsOutside, type ReadingWindow, type Seen } from '@syncgrant/core';
import { MAILBOX_MODULES } from '@syncgrant/microsoft';
import {
  noteCompared,
  readCursor,
  unreportedLinks,
  type CursorRow,
  type LinkRow,
  type Tenant,
} from '@syncgrant/store';
import type { EngineDeps } from './engine-deps.ts';
import type { Gate } from './gate.ts';
import { fatesOf, storeMoved } from './gone-items.ts';
import { BATCH_SIZE, type Mailbox } from './mailbox.ts';
import { stopOf, type ModuleRun } from './module-run.ts';
import { readContext } from './read-context.ts';
import { noteUnread } from './note-unread.ts';
import { deletedSeen, storeSeen } from './store-seen.ts';

/** Batches of one run; what is left is asked for by the next. */
const MOST_BATCHES = 50;
/** Links that are looked through at once. */
const PAGE = 500;
/** So many items are known before it means something that none of them is reported. */
const FEW = 5;

/**
 * After a dead delta token everything is read anew, and deletions made meanwhile are not reported. So whatever we know
 * and did not see again is asked for by its id: only a clear "not there" is a deletion. What lies outside of what was read rests
 * as it is, because not to see it says nothing.
 */
export async function reconcileUnreported(
  deps: EngineDeps,
  gate: Gate,
  mailbox: Mailbox,
  run: ModuleRun,
): Promise<void> {
  const { containerId } = run.configuration;
  const cursor = await gate.note((tenant) => readCursor(tenant, run.setup.id, containerId));
  if (cursor === null || cursor.compared >= cursor.generation) return;
  if (!(await isMailboxOfBefore(gate, mailbox, run, cursor))) return;
  const window = windowOf(cursor);
  let batches = 0;
  let after = '0';
  for (;;) {
    const start = after;
    const links = await gate.note((tenant) =>
      unreportedLinks(tenant, run.setup.id, cursor, { after: start, limit: PAGE }),
    );
    const last = links.at(-1);
    if (last === undefined) break;
    const doubtful = links.filter(({ seen }) => !rests(seen, window));
    for (let from = 0; from < doubtful.length; from += BATCH_SIZE) {
      if (batches === MOST_BATCHES) return;
      batches += 1;
      const answers = await ask(gate, mailbox, run, cursor, doubtful.slice(from, from + BATCH_SIZE));
      const fates = answers === null ? null : await fatesOf(mailbox, run, answers.missing);
      if (answers === null || fates === null) return;
      await noteRefused(deps, gate, run, answers);
      for (const link of answers.missing) {
        const fate = fates.get(link.id);
        if (fate?.kind === 'moved')
          await gate.noteOf(run.module, (tenant) => storeMoved(deps, tenant, run, link, fate));
        else await store(gate, run, cursor, link, deletedSeen(link, deps.now()));
      }
    }
    after = last.id;
  }
  await gate.noteOf(run.module, (tenant) => noteCompared(tenant, run.setup.id, cursor));
}

const windowOf = ({ window_from: from, window_to: to }: CursorRow): ReadingWindow | null =>
  from === null ? null : { from, to };

const rests = (seen: Seen | null, window: ReadingWindow | null): boolean =>
  window !== null && seen?.state === 'present' && restsOutside(seen.item.values, window);

interface Answers {
  readonly found: number;
  readonly missing: readonly LinkRow[];
  /** Microsoft does not say whether they are there. */
  readonly refused: readonly LinkRow[];
}

/** Asks for items by their ids and stores those that are there; null when the run has to stop. */
async function ask(
  gate: Gate,
  mailbox: Mailbox,
  run: ModuleRun,
  cursor: CursorRow,
  links: readonly LinkRow[],
): Promise<Answers | null> {
  const module = MAILBOX_MODULES[run.module];
  const results = await mailbox.batch(
    [run.module],
    links.map((link) => module.getItem(cursor.container_id, link.item_id ?? '')),
  );
  const missing: LinkRow[] = [];
  const refused: LinkRow[] = [];
  let found = 0;
  for (const [index, link] of links.entries()) {
    const result = results[index];
    if (result === undefined) continue;
    if (result.ok) {
      found += 1;
      const row = module.parseItem(result.body);
      if (row.kind !== 'present') continue;
      const item = ITEM_MAPPING[run.module].fromItem(row.item, readContext(run));
      await store(gate, run, cursor, link, { state: 'present', item });
    } else if (result.failure.class === 'missing') missing.push(link);
    else {
      run.stop = stopOf(result.failure);
      if (run.stop !== null) return null;
      refused.push(link);
    }
  }
  return { found, missing, refused };
}

const noteRefused = (deps: EngineDeps, gate: Gate, run: ModuleRun, { refused }: Answers): Promise<void> =>
  gate.noteOf(run.module, async (tenant) => {
    for (const link of refused) await noteUnread(deps, tenant, link);
  });

const store = (
  gate: Gate,
  run: ModuleRun,
  { generation, container_id: containerId }: CursorRow,
  link: LinkRow,
  seen: Seen,
): Promise<void> =>
  gate.noteOf(run.module, (tenant) => storeSeen(tenant, link, seen, generation, containerId));

/**
 * When nothing at all that we know was seen again, something else may be wrong (another mailbox, other ids). Then the newest of
 * what we know are asked for, also what would rest: unless one of them is there, nothing is concluded, and the run stops.
 */
async function isMailboxOfBefore(
  gate: Gate,
  mailbox: Mailbox,
  run: ModuleRun,
  cursor: CursorRow,
): Promise<boolean> {
  const { known, seenAgain } = await gate.note((tenant) => countSeenAgain(tenant, run.setup.id, cursor));
  if (seenAgain || known <= FEW) return true;
  const newest = await gate.note((tenant) =>
    unreportedLinks(tenant, run.setup.id, cursor, { newestFirst: true, limit: BATCH_SIZE }),
  );
  const answers = await ask(gate, mailbox, run, cursor, newest);
  if (answers === null) return false;
  if (answers.found > 0) return true;
  const detail = 'none of the known items was found in the mailbox';
  run.stop = { problem: { class: 'defect', detail }, retryAfterMs: null };
  return false;
}

async function countSeenAgain(
  tenant: Tenant,
  setupId: string,
  { generation }: CursorRow,
): Promise<{ readonly known: number; readonly seenAgain: boolean }> {
  const full = tenant
    .select('link')
    .where('setup_id', '=', setupId)
    .where('item_id', 'is not', null)
    .where('record_id', 'is not', null)
    .select('id');
  const again = await full.where('seen_generation', '>=', generation).limit(1).executeTakeFirst();
  const known = await full.limit(FEW + 1).execute();
  return { known: known.length, seenAgain: again !== undefined };
}
