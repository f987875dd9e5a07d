import {
  BRAKE_MEMORY_MS,
  OUTCOME_TEXT,
  plan,
  type Bases,
  type HoldReason,
  type LinkView,
  type PlannedOutcome,
  type Plan,
  type PlanInput,
} from '@syncgrant/core';
import {
  addOutcomes,
  countDeletions,
  countLinks,
  halfLinks,
  linksToPlan,
  openIntents,
  readCursor,
  saveRun,
  standingLinks,
  touchEveryLink,
  updateLink,
  type LinkRow,
  type NewOutcome,
  type Tenant,
} from '@syncgrant/store';
import type { EngineDeps } from './engine-deps.ts';
import type { Gate } from './gate.ts';
import { linkViews, titleOf } from './link-views.ts';
import type { ModuleRun } from './module-run.ts';

/** Links of one plan; more are planned after these were dealt with. */
const MOST_LINKS = 2_000;

export interface PlannedSetup {
  readonly plan: Plan;
  readonly input: PlanInput;
  readonly links: ReadonlyMap<string, LinkRow>;
  readonly views: ReadonlyMap<string, LinkView>;
  /** Why something of a link waits, also where the rest of it goes on. */
  readonly held: ReadonlyMap<string, HoldReason>;
  /** Bases of links whose CRM part is done while Microsoft's part follows. */
  readonly carried: Map<string, Bases>;
  /** Links whose CRM part did not succeed: Microsoft's part must not follow. */
  readonly stale: Set<string>;
}

/** Plans what changed since the last plan, or everything when grant or choices changed. */
export async function planSetup(deps: EngineDeps, gate: Gate, run: ModuleRun): Promise<PlannedSetup> {
  return gate.noteOf(run.module, async (tenant) => {
    const key = planKey(run);
    if (run.setup.plan_key !== key) {
      await touchEveryLink(tenant, run.setup.id);
      await saveRun(tenant, run.setup, { planKey: key });
      run.setup.plan_key = key;
    }
    const { input, rows } = await planInput(deps, tenant, run);
    const planned = plan(input);
    return {
      plan: planned,
      input,
      links: new Map(rows.map((row) => [row.id, row])),
      views: new Map(input.links.map((view) => [view.id, view])),
      held: firstHeld(planned.outcomes),
      carried: new Map(),
      stale: new Set(),
    };
  });
}

const firstHeld = (outcomes: readonly PlannedOutcome[]): Map<string, HoldReason> => {
  const held = outcomes.filter(({ kind }) => kind === 'held');
  return new Map(held.toReversed().map(({ linkId, reason }) => [linkId, reason]));
};

/**
 * What a plan is made of: the changed links, with half links among them all others that might match, the deletions and
 * mails that wait for the user, so that the brake always counts them all, and what waits for the fate of a create.
 */
export async function planInput(
  deps: EngineDeps,
  tenant: Tenant,
  run: ModuleRun,
): Promise<{ input: PlanInput; rows: readonly LinkRow[] }> {
  const changed = await linksToPlan(tenant, run.setup.id, deps.now(), MOST_LINKS);
  const standing = await standingLinks(tenant, run.setup.id);
  const half = [...changed, ...standing].some(isHalf) ? await halfLinks(tenant, run.setup.id) : [];
  const rows = [...new Map([...changed, ...half, ...standing].map((row) => [row.id, row])).values()];
  const announced = (await openIntents(tenant, run.setup.id)).length > 0;
  const { full } = await countLinks(tenant, run.setup.id);
  const calendar = await readCursor(tenant, run.setup.id, run.configuration.containerId);
  const { othersRecords } = run.grant;
  const viewer = { ...run, userId: run.setup.user_id, othersRecords };
  return {
    rows,
    input: {
      module: run.module,
      links: (await linkViews(tenant, viewer, rows)).map((view, index) =>
        announced && isNewItem(rows[index]) ? { ...view, mayBeAnnounced: true } : view,
      ),
      grant: run.grant,
      choices: run.configuration,
      ...(calendar?.start_at != null && { calendarStart: calendar.start_at }),
      linkCount: full,
      alreadyDeleted: await countDeletions(tenant, run.setup.id, brakeFrom(deps, run)),
      confirmedDeletions: run.setup.confirmed_deletions,
      confirmedMail: run.setup.confirmed_mail,
      alreadyMailed: run.mailed,
    },
  };
}

/** Since when deletions count together. */
function brakeFrom({ now }: EngineDeps, { setup: { deletions_seen_at: seenAt } }: ModuleRun): Date {
  return new Date(Math.max(now().getTime() - BRAKE_MEMORY_MS, seenAt?.getTime() ?? 0));
}

const isHalf = (link: LinkRow): boolean => link.item_id === null || link.record_id === null;

/** Never planned, or not planned yet because a create was under way. */
const isNewItem = (link: LinkRow | undefined): boolean =>
  link !== undefined && link.record_id === null && (link.planned === 0 || link.held_reason === 'intent_open');

/** Links that the plan leaves as they are were dealt with; what is held, or a part of it, says why, once for each reason. */
export async function noteUnplanned(
  deps: EngineDeps,
  gate: Gate,
  run: ModuleRun,
  planned: PlannedSetup,
): Promise<void> {
  const { operations, outcomes, brake } = planned.plan;
  const busy = new Set(
    operations.flatMap((operation) =>
      operation.kind === 'join' ? [operation.recordLinkId, operation.itemLinkId] : [operation.linkId],
    ),
  );
  const byLink = Map.groupBy(outcomes, ({ linkId }) => linkId);
  await gate.noteOf(run.module, async (tenant) => {
    const news: NewOutcome[] = [];
    for (const [id, link] of planned.links) {
      const reasons = byLink.get(id) ?? [];
      const held = planned.held.get(id) ?? null;
      const changed = link.touched > link.planned;
      if (busy.has(id)) {
        if (held !== null && held !== link.held_reason) await updateLink(tenant, id, { heldReason: held });
      } else if (changed || link.held_reason !== held) {
        await updateLink(tenant, id, {
          planned: link.touched,
          heldReason: held,
          // Nothing is to be done any more of what failed.
          ...(changed && { failures: 0, nextAttemptAt: null, problem: null }),
        });
      }
      const worthTelling = reasons.filter(
        ({ kind, reason }) => kind === 'held' && reason !== link.held_reason && reason !== 'intent_open',
      );
      const title = titleOf(planned.views.get(id));
      for (const { kind, reason } of worthTelling) {
        const message = OUTCOME_TEXT[reason];
        news.push({ linkId: id, recordId: link.record_id, kind, side: null, reason, message, title });
      }
    }
    await addOutcomes(tenant, run.setup.id, news, deps.now());
    const waiting = run.setup.confirmation !== null;
    if (brake !== null) {
      const since = run.setup.confirmation?.since ?? deps.now().toISOString();
      await saveRun(tenant, run.setup, { confirmation: { ...brake, since } });
    } else if (waiting) await saveRun(tenant, run.setup, { confirmation: null });
  });
}

/** Everything besides the links that a plan depends on. */
function planKey({ grant, configuration }: ModuleRun): string {
  return JSON.stringify([
    grant.createRecord,
    grant.editRecord,
    grant.deleteRecord,
    grant.othersRecords,
    [...grant.hiddenFields].toSorted(),
    [...grant.readOnlyFields].toSorted(),
    configuration.direction,
    configuration.conflictPolicy,
    configuration.containerId,
    configuration.contactMapping?.version ?? 0,
  ]);
}
