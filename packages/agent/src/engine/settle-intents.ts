import { ITEM_MAPPING, withAllDates } from '@syncgrant/core';
import { MAILBOX_MODULES, nextLinkOf, type FoundItem } from '@syncgrant/microsoft';
import {
  leaveFormerSeries,
  linksByItem,
  nameMeeting,
  openIntents,
  updateLink,
  type LinkRow,
} from '@syncgrant/store';
import { containerIsThere } from './container-check.ts';
import type { EngineDeps } from './engine-deps.ts';
import type { Gate } from './gate.ts';
import type { Mailbox } from './mailbox.ts';
import { stopOf, type ModuleRun } from './module-run.ts';
import { readContext } from './read-context.ts';

/** Pages of one look-up: tasks have no filter, so a list may have to be read through. */
const MOST_PAGES = 50;

/**
 * Creates whose answer was lost: found by their correlation id and attached. What is not found is sent again only after
 * a settling time, because Graph may show a new item late.
 */
export async function settleIntents(
  deps: EngineDeps,
  gate: Gate,
  mailbox: Mailbox,
  run: ModuleRun,
): Promise<void> {
  const links = await gate.note((tenant) => openIntents(tenant, run.setup.id));
  for (const link of links) {
    if (run.stop !== null) return;
    const found = await find(mailbox, run, link);
    if (found === null) return;
    const [first] = found;
    if (first !== undefined) await attach(deps, gate, run, link, first);
    else if (isSettled(deps, link)) {
      await gate.noteOf(run.module, (tenant) => updateLink(tenant, link.id, { intentAt: null, touch: true }));
    }
  }
}

const isSettled = (deps: EngineDeps, link: LinkRow): boolean =>
  link.intent_at !== null && deps.now().getTime() - link.intent_at.getTime() >= deps.timing.intentSettleMs;

/** All items that carry the link's correlation id; null when Microsoft could not be asked. */
async function find(mailbox: Mailbox, run: ModuleRun, link: LinkRow): Promise<FoundItem[] | null> {
  const module = MAILBOX_MODULES[run.module];
  const found: FoundItem[] = [];
  let request = module.findByCorrelation(
    link.container_id ?? run.configuration.containerId,
    link.correlation_id,
  );
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const [result] = await mailbox.batch([run.module], [request]);
    if (result === undefined) return null;
    if (!result.ok) {
      if (result.failure.class === 'missing') {
        // What was in a former container is gone with it; the one in use may come back with the item.
        if (isOutOfReach(run, link)) return found;
        if (!(await containerIsThere(mailbox, run))) return null;
      }
      run.stop = stopOf(result.failure) ?? {
        problem: { class: 'microsoft_down', detail: result.failure.message },
        retryAfterMs: null,
      };
      return null;
    }
    found.push(...module.parseFound(result.body, link.correlation_id));
    const next = nextLinkOf(result.body);
    if (next === null) return found;
    request = module.nextPage(next);
  }
  return found;
}

/** The item is the link's other side. A half link that a delta made for it is folded in. */
async function attach(
  deps: EngineDeps,
  gate: Gate,
  run: ModuleRun,
  link: LinkRow,
  found: FoundItem,
): Promise<void> {
  const item = ITEM_MAPPING[run.module].fromItem(found.item, readContext(run));
  await gate.noteOf(run.module, async (tenant) => {
    const others = (await linksByItem(tenant, run.setup.id, [found.itemId])).filter(
      ({ id }) => id !== link.id,
    );
    for (const other of others) {
      if (other.record_id !== null) return;
      await tenant.delete('link').where('id', '=', other.id).execute();
    }
    const { item_id: former, base_crm: crm, base_microsoft: microsoft } = link;
    if (former !== null && former !== found.itemId) await leaveFormerSeries(tenant, run.setup.id, former);
    await updateLink(tenant, link.id, {
      itemId: found.itemId,
      seenGeneration: 0,
      // A series is made again with all of its dates, so none is left out on both sides.
      ...(run.module === 'meetings' &&
        former !== null &&
        crm !== null &&
        microsoft !== null && { bases: withAllDates({ crm, microsoft }) }),
      containerId: link.container_id ?? run.configuration.containerId,
      seen: { state: 'present', item },
      intentAt: null,
      isCopy: true,
      touch: true,
      ...(isOutOfReach(run, link) && { detachedBy: 'microsoft' as const }),
    });
    const { iCalUId: icalUid } = item.traits;
    if (run.module === 'meetings' && icalUid !== null && link.record_id !== null)
      await nameMeeting(tenant, icalUid, link.record_id);
  });
  deps.log.info({ linkId: link.id }, 'a create whose answer was lost was found again');
}

/** The user has chosen another container since. */
const isOutOfReach = (run: ModuleRun, link: LinkRow): boolean =>
  link.container_id !== null && link.container_id !== run.configuration.containerId;
