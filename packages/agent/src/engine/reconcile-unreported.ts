import { MAILBOX_MODULES } from '@syncgrant/microsoft';
import { ITEM_MAPPING, type Seen } from '@syncgrant/core';
import { readCursor, unreportedLinks, updateLink, type LinkRow } from '@syncgrant/store';
import type { EngineDeps } from './engine-deps.ts';
import type { Gate } from './gate.ts';
import { fatesOf, storeMoved } from './gone-items.ts';
import { BATCH_SIZE, type Mailbox } from './mailbox.ts';
import { stopOf, type ModuleRun } from './module-run.ts';
import { readContext } from './read-context.ts';
import { deletedSeen, storeSeen } from './observe-microsoft.ts';

/** Batches of one run; what is left is asked for by the next. */
const MOST_BATCHES = 50;

/**
 * After a dead delta token everything is read anew, and deletions made meanwhile are not reported. So whatever we know
 * and did not see again is asked for by its id: only a clear "not there" is a deletion. When nothing at all that we
 * know was seen again, something else is wrong (another mailbox, other ids) and nothing is concluded.
 */
export async function reconcileUnreported(
  deps: EngineDeps,
  gate: Gate,
  mailbox: Mailbox,
  run: ModuleRun,
): Promise<void> {
  const { containerId } = run.configuration;
  const module = MAILBOX_MODULES[run.module];
  const cursor = await gate.note((tenant) => readCursor(tenant, run.setup.id, containerId));
  if (cursor === null || cursor.generation === 1) return;
  for (let round = 0; round < MOST_BATCHES && run.stop === null; round += 1) {
    const links = await gate.note((tenant) =>
      unreportedLinks(tenant, run.setup.id, containerId, cursor.generation, BATCH_SIZE),
    );
    if (links.length === 0) return;
    if (await nothingFound(gate, run, cursor.generation)) {
      run.stop = {
        problem: { class: 'defect', detail: 'none of the known items was found in the mailbox' },
        retryAfterMs: null,
      };
      return;
    }
    const results = await mailbox.batch(
      [run.module],
      links.map((link) => module.getItem(containerId, link.item_id ?? '')),
    );
    const missing: LinkRow[] = [];
    for (const [index, link] of links.entries()) {
      const result = results[index];
      if (result === undefined) continue;
      if (result.ok) {
        const row = module.parseItem(result.body);
        if (row.kind !== 'present') continue;
        const item = ITEM_MAPPING[run.module].fromItem(row.item, readContext(run));
        await store(gate, run, link, { state: 'present', item }, cursor.generation, containerId);
      } else if (result.failure.class === 'missing') missing.push(link);
      else {
        run.stop = stopOf(result.failure);
        if (run.stop !== null) return;
        await gate.noteOf(run.module, (tenant) =>
          updateLink(tenant, link.id, { seenGeneration: cursor.generation }),
        );
      }
    }
    const fates = await fatesOf(mailbox, run, missing);
    if (fates === null) return;
    for (const link of missing) {
      const fate = fates.get(link.id);
      if (fate?.kind === 'moved')
        await gate.noteOf(run.module, (tenant) => storeMoved(deps, tenant, run, link, fate));
      else await store(gate, run, link, deletedSeen(link, deps.now()), cursor.generation, containerId);
    }
  }
}

const store = (
  gate: Gate,
  run: ModuleRun,
  link: LinkRow,
  seen: Seen,
  generation: number,
  containerId: string,
): Promise<void> =>
  gate.noteOf(run.module, (tenant) => storeSeen(tenant, link, seen, generation, containerId));

async function nothingFound(gate: Gate, run: ModuleRun, generation: number): Promise<boolean> {
  return gate.note(async (tenant) => {
    const found = await tenant
      .select('link')
      .where('setup_id', '=', run.setup.id)
      .where('item_id', 'is not', null)
      .where('record_id', 'is not', null)
      .where('seen_generation', '>=', generation)
      .select('id')
      .limit(1)
      .executeTakeFirst();
    const known = await tenant
      .select('link')
      .where('setup_id', '=', run.setup.id)
      .where('item_id', 'is not', null)
      .where('record_id', 'is not', null)
      .select('id')
      .limit(6)
      .execute();
    return found === undefined && known.length > 5;
  });
}
