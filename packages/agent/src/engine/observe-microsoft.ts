import { MAILBOX_MODULES, type GraphResult } from '@syncgrant/microsoft';
import { readCursor, saveCursor, type PageEnd } from '@syncgrant/store';
import { afterRefusal, moveWindow, nextRequest, type Asked } from './begin-round.ts';
import type { EngineDeps } from './engine-deps.ts';
import type { Gate } from './gate.ts';
import type { Mailbox } from './mailbox.ts';
import type { ModuleRun } from './module-run.ts';
import { settleRows, whatIsKnown } from './settle-rows.ts';
import { storeRows } from './store-rows.ts';

/** Pages of one round; a longer one goes on in the next run. */
const MOST_PAGES = 200;

/**
 * Reads the changes of all runnable modules, one request for each in a common batch, page by page. What a page says
 * goes into the links in the transaction that stores where the next page begins.
 */
export async function observeMicrosoft(
  deps: EngineDeps,
  gate: Gate,
  mailbox: Mailbox,
  runs: readonly ModuleRun[],
  deadline: Date,
): Promise<void> {
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const pending = runs.filter((run) => run.stop === null && !run.observed);
    if (pending.length === 0 || (page > 0 && deps.now() >= deadline)) return;
    const asked = await Promise.all(pending.map((run) => nextRequest(deps, gate, run)));
    const results = await mailbox.batch(
      pending.map((run) => run.module),
      asked.map(({ request }) => request),
    );
    for (const [index, run] of pending.entries()) {
      const [result, question] = [results[index], asked[index]];
      if (result !== undefined && question !== undefined)
        await readPage(deps, gate, mailbox, run, question, result);
    }
  }
}

async function readPage(
  deps: EngineDeps,
  gate: Gate,
  mailbox: Mailbox,
  run: ModuleRun,
  asked: Asked,
  result: GraphResult,
): Promise<void> {
  const { containerId } = run.configuration;
  if (!result.ok) {
    await afterRefusal(gate, mailbox, run, asked, result.failure);
    return;
  }
  const page = MAILBOX_MODULES[run.module].parseDeltaPage(result.body);
  const end = endOf(page);
  if (end === null) {
    run.stop = { problem: { class: 'microsoft_down', detail: 'a page without a link' }, retryAfterMs: null };
    return;
  }
  if (page.rows.length > 0) run.changed = true;
  const known = await whatIsKnown(gate, run, page.rows, asked.begun);
  const rows = await settleRows(mailbox, run, page.rows, known);
  if (run.stop !== null) return; // The page is read again: nothing of it was stored.
  await gate.noteOf(run.module, async (tenant) => {
    const start = asked.begun?.start ?? (await readCursor(tenant, run.setup.id, containerId))?.start_at;
    await storeRows(deps, tenant, run, rows, { generation: known.generation, start: start ?? null });
    await saveCursor(tenant, run.setup.id, containerId, end, deps.now(), asked.begun);
  });
  run.observed = 'deltaLink' in end;
  if (run.observed && (await moveWindow(deps, gate, run))) run.observed = false;
}

const endOf = (page: { nextLink: string | null; deltaLink: string | null }): PageEnd | null =>
  page.nextLink !== null
    ? { nextLink: page.nextLink }
    : page.deltaLink !== null
      ? { deltaLink: page.deltaLink }
      : null;
