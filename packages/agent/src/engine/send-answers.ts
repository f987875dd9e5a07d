import { isDeepStrictEqual } from 'node:util';
import { answerBy, answerElement, ITEM_MAPPING, type Bases, type SeenItem } from '@syncgrant/core';
import { MAILBOX_MODULES, type MailboxItem } from '@syncgrant/microsoft';
import { addOutcomes, updateLink, type Tenant } from '@syncgrant/store';
import { done, keepLosers, madeNow } from './act-crm.ts';
import type { Acting } from './acting.ts';
import { storeRefusal } from './item-refusal.ts';
import { isAnswer, type AnswerOperation } from './item-request.ts';
import { titleOf } from './link-views.ts';
import { deletedSeen } from './store-seen.ts';
import { readContext } from './read-context.ts';

/**
 * Tells organisers what their invitations were answered with in the CRM. Each copy is read before, so that an answer which
 * was carried out although its own answer was lost is not sent twice, and one that was given in the mailbox meanwhile is
 * merged first.
 */
export async function sendAnswers(acting: Acting, deadline: Date): Promise<void> {
  const { deps, run, planned } = acting;
  for (const operation of planned.plan.operations) {
    if (!isAnswer(operation) || planned.stale.has(operation.linkId)) continue;
    if (run.stop !== null || deps.now() >= deadline) return;
    await sendAnswer(acting, operation);
  }
}

async function sendAnswer(acting: Acting, operation: AnswerOperation): Promise<void> {
  const { deps, gate, mailbox, run, planned } = acting;
  const link = planned.links.get(operation.linkId);
  const module = MAILBOX_MODULES[run.module];
  const address = operation.traits.invitedAs ?? '';
  const answer = answerBy(operation.itemChanges, address);
  if (link?.seen?.state !== 'present' || module.respond === undefined || answer === null) return;
  const { containerId } = run.configuration;
  const [read] = await mailbox.batch([run.module], [module.getItem(containerId, operation.itemId)]);
  if (read === undefined) return;
  if (!read.ok) return storeRefusal(acting, operation, read.failure);
  const row = module.parseItem(read.body);
  if (row.kind !== 'present') return;
  const item = ITEM_MAPPING[run.module].fromItem(row.item, {
    ...readContext(run),
    before: link.seen.item.values,
  });
  const settle = async (tenant: Tenant, seen: SeenItem | null): Promise<void> => {
    const state = seen === null ? deletedSeen(link, deps.now()) : ({ state: 'present', item: seen } as const);
    await updateLink(tenant, link.id, { seen: state });
    await done(tenant, planned, link.id, { ...madeNow(run, agreedOf(acting, operation)) }, operation);
  };
  if (answerBy(item.values, address) === answer) {
    await gate.note((tenant) => settle(tenant, item));
    return;
  }
  if (!isDeepStrictEqual(item.values, link.seen.item.values)) {
    await gate.note((tenant) =>
      updateLink(tenant, link.id, { seen: { state: 'present', item }, touch: true }),
    );
    return;
  }
  await gate.note((tenant) => keepLosers(deps, tenant, run, planned, operation));
  const request = module.respond(containerId, operation.itemId, answer, wantsAnswer(row.item));
  const [result] = await mailbox.batch([run.module], [request]);
  if (result === undefined) return;
  if (!result.ok) return storeRefusal(acting, operation, result.failure);
  await gate.note(async (tenant) => {
    const answers = [answerElement(address, answer)];
    await settle(tenant, answer === 'declined' ? null : { ...item, values: { ...item.values, answers } });
    const told = {
      linkId: link.id,
      recordId: link.record_id,
      kind: 'updated',
      side: 'microsoft',
      reason: null,
      message: 'Your answer was given at Microsoft.',
      title: titleOf(planned.views.get(link.id)),
    } as const;
    await addOutcomes(tenant, run.setup.id, [told], deps.now());
  });
}

const agreedOf = ({ planned }: Acting, { linkId, agreed }: AnswerOperation): Bases =>
  planned.carried.get(linkId) ?? agreed;

/** An organiser who asked for no answers gets none; the copy keeps it. */
const wantsAnswer = (item: MailboxItem): boolean =>
  !('responseRequested' in item) || item.responseRequested !== false;
