import { answerBy, answerElement, withAnswer } from './answers.ts';
import { sameValue } from './equality.ts';
import { fieldsOf } from './fields.ts';
import { flowOf } from './flow.ts';
import type { ItemTraits, LinkView, RecordView, SeenItem } from './link.ts';
import { flowContext, NOTHING, operation, outcome, type LinkContext, type LinkPlan } from './link-plan.ts';

/**
 * An organiser whose sync finds the meeting as an attendee's record makes it their own, once: a record that was given to
 * somebody on purpose is left to them. What a sync made of the attendee's copy is the organiser's meeting and nothing else; a
 * record that a person made takes the right to records of others. `null` when the record is the user's already.
 */
export function organiserOfOthersRecord(
  link: LinkView,
  { traits }: SeenItem,
  record: RecordView,
  { grant, choices }: LinkContext,
): LinkPlan | null {
  if (traits.role !== 'owner' || link.shared?.ownedByOther !== true) return null;
  if (link.bases !== null || !link.shared.ownerAttends) return outcome(link, 'skipped', 'others_record');
  if (choices.direction === 'to_microsoft') return outcome(link, 'skipped', 'direction');
  const madeBySync = (record.iCalUId ?? null) !== null;
  if (!grant.editRecord || !(madeBySync || grant.othersRecords))
    return outcome(link, 'held', 'others_record');
  const { id: recordId, version: recordVersion } = record;
  return operation({ kind: 'take_over', linkId: link.id, recordId, recordVersion });
}

/** Of a meeting that others have, nothing goes but this mailbox's part in it: its user does not attend. */
export function copyWasRemoved(
  link: LinkView,
  traits: ItemTraits,
  record: RecordView,
  context: LinkContext,
): LinkPlan {
  const spec = fieldsOf(context.module, context.choices).find(({ answer }) => answer === true);
  const address = traits.invitedAs;
  if (spec === undefined || address === undefined || isCancelled(link) || link.bases === null) return NOTHING;
  const declined = withAnswer(record.values, address, 'declined');
  if (declined === null || sameValue(spec, declined, record.values[spec.name])) return NOTHING;
  if (flowOf(spec, flowContext(link, traits, context)).toCrm !== null) return NOTHING;
  return operation({
    kind: 'update',
    linkId: link.id,
    recordId: record.id,
    recordVersion: record.version,
    itemId: link.itemId ?? '',
    recordChanges: { [spec.name]: declined },
    itemChanges: {},
    traits,
    conflicts: [],
    ...(link.ownAnswer !== undefined && { settledAnswer: link.ownAnswer.at }),
    agreed: link.bases,
  });
}

/**
 * A declined meeting leaves the calendar: its copy was not deleted, and the record stays as what the user declined. `null`
 * where that is not what happened.
 */
export function declinedMeeting(
  link: LinkView,
  { invitedAs }: ItemTraits,
  record: RecordView,
): LinkPlan | null {
  const { bases, ownAnswer } = link;
  if (invitedAs === undefined || bases === null || isCancelled(link)) return null;
  if (ownAnswer?.answer !== 'declined' || answerBy(record.values, invitedAs) !== 'declined')
    return answerBy(bases.microsoft, invitedAs) === 'declined' ? NOTHING : null;
  // The decline was carried out, and only its answer was lost.
  const agreed = {
    crm: { ...bases.crm, answers: record.values['answers'] ?? [] },
    microsoft: { ...bases.microsoft, answers: [answerElement(invitedAs, 'declined')] },
  };
  return operation({ kind: 'agree', linkId: link.id, agreed, settledAnswer: ownAnswer.at });
}

export const isCancelled = ({ seen }: LinkView): boolean =>
  seen?.state === 'present' && seen.item.traits.cancelled === true;
