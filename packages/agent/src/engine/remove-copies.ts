import { isUnchanged, ITEM_MAPPING, peopleMailed, type SeenItem } from '@syncgrant/core';
import { MAILBOX_MODULES, type GraphFailure, type GraphResult } from '@syncgrant/microsoft';
import {
  addOutcomes,
  copiesToRemove,
  forgetCopy,
  markCopies,
  openIntents,
  saveRun,
  updateLink,
  type LinkRow,
  type NewOutcome,
  type Tenant,
} from '@syncgrant/store';
import type { Working } from './acting.ts';
import { asOwner, linkViews, titleOf } from './link-views.ts';
import { BATCH_SIZE } from './mailbox.ts';
import { stopOf } from './module-run.ts';
import { readContext } from './read-context.ts';

/** Batches of one run; what is left is removed by the next. */
const MOST_ROUNDS = 100;
/** How often Microsoft may say that it finds none of what it has. */
const MOST_ATTEMPTS = 3;

/**
 * Removes the copies of a sync that its user has ended: each is read first, and stays if it was changed there since both
 * sides agreed, or if more people would be written to than the user has confirmed. A removal is announced in its link
 * before it is sent, so that a copy which is gone after a lost answer is known to be our doing.
 */
export async function removeCopies(working: Working, deadline: Date): Promise<void> {
  const { deps, gate, run } = working;
  if (run.setup.progress === null && !(await begin(working))) return;
  for (let round = 0; round < MOST_ROUNDS && run.stop === null; round += 1) {
    if (round > 0 && deps.now() >= deadline) return;
    const links = await gate.note((tenant) => copiesToRemove(tenant, run.setup.id, BATCH_SIZE));
    if (links.length === 0) return;
    await removeSome(working, links);
  }
}

/** Counts what is to be removed, once no create is under way any more; false while one is. */
async function begin({ gate, run }: Working): Promise<boolean> {
  return gate.note(async (tenant) => {
    if ((await openIntents(tenant, run.setup.id)).length > 0) return false;
    const total = await markCopies(tenant, run.setup.id);
    return saveRun(tenant, run.setup, { progress: { done: 0, total } }, 'removing');
  });
}

interface Copy {
  readonly link: LinkRow;
  readonly item: SeenItem;
}

async function removeSome(working: Working, links: readonly LinkRow[]): Promise<void> {
  const { gate, run } = working;
  const module = MAILBOX_MODULES[run.module];
  const read = await ask(working, links, (link) => module.getItem(containerOf(working, link), idOf(link)));
  const present: Copy[] = [];
  for (const [link, result] of read) {
    if (!result.ok) await settleUnread(working, link, result.failure);
    else {
      const row = module.parseItem(result.body);
      const item =
        row.kind === 'present' ? ITEM_MAPPING[run.module].fromItem(row.item, readContext(run)) : null;
      if (item === null)
        await keep(working, link, 'failed', 'refused', 'Microsoft sent what cannot be read.');
      else if (isUnchanged(run.module, item, basesOf(link), run.configuration)) present.push({ link, item });
      else await keep(working, link, 'skipped', 'changed_copy', KEPT.changed);
    }
  }
  if (run.stop !== null || present.length === 0) return;
  const announced = await announce(working, present);
  const removed = await ask(working, announced, (link) =>
    module.deleteItem(containerOf(working, link), idOf(link)),
  );
  for (const [link, result] of removed) {
    if (result.ok) await gate.note((tenant) => storeRemoved(working, tenant, link));
    else await settleRefused(working, link, result.failure);
  }
}

const KEPT = {
  changed: 'Kept at Microsoft, because it was changed there since both sides agreed.',
  mail: 'Kept at Microsoft: to remove it would write to more people than you have confirmed.',
  gone: 'It was not at Microsoft any more.',
} as const;

const idOf = (link: LinkRow): string => link.item_id ?? '';
const containerOf = ({ run }: Working, link: LinkRow): string =>
  link.container_id ?? run.configuration.containerId;
const basesOf = ({ base_crm: crm, base_microsoft: microsoft }: LinkRow) =>
  crm === null || microsoft === null ? null : { crm, microsoft };

/** One request for each link, in one batch, with its answer. */
async function ask(
  { mailbox, run }: Working,
  links: readonly LinkRow[],
  requestOf: (link: LinkRow) => Parameters<Working['mailbox']['batch']>[1][number],
): Promise<readonly (readonly [LinkRow, GraphResult])[]> {
  const results = await mailbox.batch([run.module], links.map(requestOf));
  return links.flatMap((link, index) => {
    const result = results[index];
    return result === undefined ? [] : [[link, result] as const];
  });
}

/** Notes that these are about to be removed, and what that takes of the confirmed mail; the others are kept. */
async function announce(working: Working, copies: readonly Copy[]): Promise<readonly LinkRow[]> {
  const { gate, run } = working;
  const tooMuch: LinkRow[] = [];
  await gate.note(async (tenant) => {
    let left = run.setup.confirmed_mail;
    for (const { link, item } of copies) {
      if (link.removal === 'sent') continue;
      const people = peopleMailed({
        kind: 'delete_item',
        linkId: link.id,
        itemId: idOf(link),
        traits: item.traits,
      });
      if (people > left) tooMuch.push(link);
      else {
        left -= people;
        await updateLink(tenant, link.id, { removal: 'sent' });
      }
    }
    if (left !== run.setup.confirmed_mail) await saveRun(tenant, run.setup, { confirmedMail: left });
    run.setup.confirmed_mail = left;
  });
  for (const link of tooMuch) await keep(working, link, 'skipped', 'mail_brake', KEPT.mail);
  return copies.map(({ link }) => link).filter((link) => !tooMuch.includes(link));
}

/** What cannot be found was removed by an earlier attempt whose answer was lost, or by somebody at Microsoft. */
async function settleUnread(working: Working, link: LinkRow, failure: GraphFailure): Promise<void> {
  const { gate } = working;
  if (failure.class !== 'missing') await settleRefused(working, link, failure);
  else if (link.removal === 'sent') await gate.note((tenant) => storeRemoved(working, tenant, link));
  else await keep(working, link, 'skipped', 'gone_copy', KEPT.gone);
}

/** A refusal of one copy is told and leaves it; what concerns the mailbox is waited out. */
async function settleRefused(working: Working, link: LinkRow, failure: GraphFailure): Promise<void> {
  const { gate, run } = working;
  run.stop ??= stopOf(failure);
  if (stopOf(failure) !== null) return;
  const failures = link.failures + 1;
  if (failure.class === 'missing' && failures < MOST_ATTEMPTS)
    await gate.note((tenant) => updateLink(tenant, link.id, { failures })); // Reading it will tell.
  else await keep(working, link, 'failed', 'refused', `Microsoft did not remove it: ${failure.message}`);
}

async function storeRemoved(working: Working, tenant: Tenant, link: LinkRow): Promise<void> {
  await forgetCopy(tenant, link.id, working.deps.newId());
  await tell(working, tenant, link, 'deleted', null, 'Removed at Microsoft, because the sync was disabled.');
}

/** The copy stays where it is, and its link with it. */
function keep(
  working: Working,
  link: LinkRow,
  kind: 'skipped' | 'failed',
  reason: string,
  message: string,
): Promise<void> {
  return working.gate.note(async (tenant) => {
    await updateLink(tenant, link.id, { removal: null, failures: 0 });
    await tell(working, tenant, link, kind, reason, message);
  });
}

async function tell(
  { deps, run }: Working,
  tenant: Tenant,
  link: LinkRow,
  kind: NewOutcome['kind'],
  reason: string | null,
  message: string,
): Promise<void> {
  const [view] = await linkViews(tenant, asOwner(run.setup), [link]);
  const outcome: NewOutcome = {
    linkId: link.id,
    recordId: link.record_id,
    kind,
    side: 'microsoft',
    reason,
    message,
    title: titleOf(view),
  };
  await addOutcomes(tenant, run.setup.id, [outcome], deps.now());
}
