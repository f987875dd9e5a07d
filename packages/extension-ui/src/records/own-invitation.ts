import { answerBy, recordMapping, withAnswer, type Answer, type RecordValues } from '@syncgrant/core';
import { keepAnswer, invitationOf, requestTick, type RecordRow } from '@syncgrant/store';
import type { Caller } from '../http/caller.ts';

/** A meeting to which the caller was invited in the own mailbox, as the record has it. */
export interface OwnInvitation {
  readonly answer: Answer | null;
  /** The mailbox was not told yet. */
  readonly waiting: boolean;
  /** What the record holds once the caller has answered like this. */
  fieldsWith(answer: Answer): RecordValues;
  /** Leaves the answer to the sync; to be called in the transaction that writes it into the record. */
  give(answer: Answer, now: Date): Promise<void>;
}

const MAPPING = recordMapping('meetings', {});

/**
 * Null when the meeting is not in the caller's mailbox, its sync is off, it is the caller's own or private, or the record does
 * not name the caller among the participants.
 */
export async function ownInvitation(
  { tenant, facts }: Caller,
  { id, module, fields }: RecordRow,
): Promise<OwnInvitation | null> {
  if (module !== 'Events') return null;
  const found = await invitationOf(tenant, facts.user.id, id);
  if (found?.link.seen?.state !== 'present') return null;
  const { link, accountId } = found;
  const { role, invitedAs, cancelled, private: isPrivate } = found.link.seen.item.traits;
  if (role !== 'attendee' || invitedAs === undefined || cancelled === true || isPrivate) return null;
  const meeting = MAPPING.fromRecord(fields);
  const answersWith = (answer: Answer) => withAnswer(meeting, invitedAs, answer);
  if (answersWith('accepted') === null) return null;
  return {
    answer: answerBy(meeting, invitedAs),
    waiting: link.own_answer !== null,
    fieldsWith: (answer) => MAPPING.toRecord({ answers: answersWith(answer) ?? [] }, meeting),
    async give(answer, now) {
      const [start, end] = [meeting['start'], meeting['end']].map((at) =>
        typeof at === 'string' ? at : null,
      );
      const given = { answer, at: now.toISOString(), start: start ?? null, end: end ?? null };
      await keepAnswer(tenant, link.id, given);
      await requestTick(tenant, accountId, now);
    },
  };
}
