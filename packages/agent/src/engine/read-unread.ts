import { deleteLink, readCursor, unreadLinks } from '@syncgrant/store';
import type { EngineDeps } from './engine-deps.ts';
import type { Gate } from './gate.ts';
import type { Mailbox } from './mailbox.ts';
import type { ModuleRun } from './module-run.ts';
import { readAlone } from './settle-rows.ts';
import { storeRows } from './store-rows.ts';

/** Items of one run; the others are read by the next. */
const MOST_ITEMS = 100;

/** A delta tells of a change once. What could not be read then is asked for by its id until Microsoft shows it or has it no more. */
export async function readUnread(
  deps: EngineDeps,
  gate: Gate,
  mailbox: Mailbox,
  run: ModuleRun,
): Promise<void> {
  const { containerId } = run.configuration;
  const due = { now: deps.now(), limit: MOST_ITEMS };
  const links = await gate.note((tenant) => unreadLinks(tenant, run.setup.id, containerId, due));
  if (links.length === 0) return;
  const known = new Map(links.map((link) => [link.item_id ?? '', link]));
  const rows = await readAlone(mailbox, run, [...known.keys()], new Map(), known);
  if (run.stop !== null) return;
  await gate.noteOf(run.module, async (tenant) => {
    const cursor = await readCursor(tenant, run.setup.id, containerId);
    for (const { kind, itemId } of rows) {
      const link = known.get(itemId ?? '');
      // Nothing of it was ever seen: it is taken in as what is new.
      if (kind === 'present' && link?.seen === null && link.record_id === null)
        await deleteLink(tenant, link.id);
    }
    const about = { generation: cursor?.generation ?? 1, start: cursor?.start_at ?? null };
    await storeRows(deps, tenant, run, rows, about);
  });
}
