import type { Canonical, CanonicalElement, FieldSpec } from './canonical.ts';
import { answerBy, isBy, type Answer } from './answers.ts';
import { elementContent, elementsOf } from './equality.ts';
import type { Bases, LinkView, RecordView, SeenItem } from './link.ts';
import type { BarredChange } from './merge.ts';

/** What the user of an attendee's copy answered in the CRM, until it is at Microsoft. */
export interface OwnAnswer {
  readonly answer: Answer;
  /** ISO instant; it tells one answer from the next. */
  readonly at: string;
  /** When the meeting was to be when it was answered, in canonical form. */
  readonly start: string | null;
  readonly end: string | null;
}

/**
 * The fields of an attendee's copy. Of the answers only the user's own is of this mailbox; those of others come from
 * theirs, and from the organiser's.
 */
export function withOwnAnswer(fields: readonly FieldSpec[], { traits }: SeenItem): readonly FieldSpec[] {
  const { role, invitedAs } = traits;
  if (role !== 'attendee' || invitedAs === undefined) return fields;
  return fields.map((spec) => (spec.answer === true ? ownOnly(spec, invitedAs) : spec));
}

const ownOnly = (spec: FieldSpec, address: string): FieldSpec => ({
  ...spec,
  microsoftWritable: true,
  elementContent: (element: CanonicalElement) =>
    isBy(element, address) ? elementContent(spec, element) : null,
});

const sameTime = (left: Partial<Canonical>, right: Partial<Canonical>): boolean =>
  left['start'] === right['start'] && left['end'] === right['end'];

/**
 * Whether the user's answer may be sent: it is what the record says, whoever wrote that, and for the time at which the
 * meeting is to be.
 */
export function mayAnswer({ ownAnswer, record }: LinkView, { traits, values }: SeenItem): boolean {
  if (ownAnswer === undefined || record === null || traits.invitedAs === undefined) return false;
  return (
    answerBy(record.values, traits.invitedAs) === ownAnswer.answer &&
    sameTime({ start: ownAnswer.start, end: ownAnswer.end }, values)
  );
}

/** Bases under which an answer for a time at which the meeting is no more gives way to what Microsoft says. */
export function withoutOutdatedAnswer(
  { ownAnswer, bases }: LinkView,
  { traits, values }: SeenItem,
  record: RecordView,
): Bases | null {
  const { invitedAs } = traits;
  if (bases === null || ownAnswer === undefined || invitedAs === undefined) return bases;
  const { start, end } = ownAnswer;
  const hasMoved = sameTime(values, record.values) || !sameTime(values, bases.microsoft);
  if (sameTime({ start, end }, values) || !hasMoved) return bases;
  const own = elementsOf(record.values['answers']).filter((element) => isBy(element, invitedAs));
  return {
    crm: { ...bases.crm, answers: record.values['answers'] ?? [] },
    microsoft: { ...bases.microsoft, answers: own },
  };
}

/** Once both sides hold the same answer, whichever it is, there is none to be sent any more. */
export const settledAnswer = (
  { ownAnswer }: LinkView,
  { values }: SeenItem,
  barred: readonly BarredChange[],
): { readonly settledAnswer?: string } =>
  ownAnswer === undefined || !('answers' in values) || barred.some(({ field }) => field.answer === true)
    ? {}
    : { settledAnswer: ownAnswer.at };
