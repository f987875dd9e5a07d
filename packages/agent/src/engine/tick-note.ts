import {
  addTick,
  countOutcomesSince,
  newIds,
  type NewTick,
  type Tenant,
  type TickModule,
} from '@syncgrant/store';
import type { EngineDeps } from './engine-deps.ts';
import type { Mailbox } from './mailbox.ts';
import type { ModuleRun, Stop } from './module-run.ts';

/** What a run keeps of itself while it goes on, for those who look after the syncs. */
export interface TickNote {
  readonly accountId: string;
  readonly begunAt: Date;
  /** Ids grow: what has a higher one was written since the run began. */
  id: string | null;
  mailbox: Mailbox | null;
  runs: readonly ModuleRun[];
}

/** Gives the note its id; before anything of the run is written. */
export async function numberNote(tenant: Tenant, note: TickNote): Promise<string> {
  const [id] = await newIds(tenant, 1);
  if (id === undefined) throw new Error('no id was given');
  note.id = id;
  return id;
}

/** These pass by themselves, and the next runs go on with what was asked for. */
const PASSING: ReadonlySet<string | undefined> = new Set(['throttled', 'microsoft_down']);

/** How a run ended. `waits`: a module could not run before its next attempt. */
export type TickEnd =
  | { readonly kind: 'failed' }
  | { readonly kind: 'paused'; readonly waits: boolean }
  | { readonly kind: 'done'; readonly more: boolean; readonly accountStop: Stop | null };

/** Stores the note in the transaction that settles the run. */
export async function endNote(deps: EngineDeps, tenant: Tenant, note: TickNote, end: TickEnd): Promise<void> {
  const accountStop = end.kind === 'done' ? end.accountStop : null;
  const id = note.id ?? (await numberNote(tenant, note));
  const setupIds = note.runs.map(({ setup }) => setup.id);
  const outcomes = await countOutcomesSince(tenant, setupIds, id);
  const modules = note.runs.map(({ module, setup, stop }): TickModule => {
    const ofSetup = outcomes.filter((outcome) => outcome.setup_id === setup.id);
    return {
      module,
      items: Object.fromEntries(ofSetup.map(({ kind, count }) => [kind, count])),
      problem: (accountStop ?? stop)?.problem?.class ?? null,
    };
  });
  const problems = modules.flatMap(({ problem }) => problem ?? []);
  await addTick(tenant, {
    id,
    accountId: note.accountId,
    begunAt: note.begunAt,
    endedAt: deps.now(),
    kind: end.kind,
    more: end.kind === 'done' && end.more,
    requests: note.mailbox?.requests ?? 0,
    throttled: note.mailbox?.throttled ?? 0,
    modules,
    wish: wishAfter(end, problems),
  });
}

function wishAfter(end: TickEnd, problems: readonly string[]): NewTick['wish'] {
  switch (end.kind) {
    case 'failed':
      return 'goes_on';
    case 'paused':
      return end.waits ? 'goes_on' : 'dropped';
    case 'done':
      if (end.more || problems.some((problem) => PASSING.has(problem))) return 'goes_on';
      return problems.length === 0 ? 'fulfilled' : 'dropped';
  }
}
