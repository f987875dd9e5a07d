import type { Canonical, CanonicalElement } from './canonical.ts';
import { elementsOf } from './equality.ts';

/** What a participant answered; who has not answered is not in the list of answers. */
export type Answer = 'accepted' | 'tentative' | 'declined';

const ANSWERS: Readonly<Record<string, Answer>> = {
  accepted: 'accepted',
  tentative: 'tentative',
  tentativelyAccepted: 'tentative',
  declined: 'declined',
};

/** An answer in the words of either side; `null` for none. */
export const answerOf = (word: string | null | undefined): Answer | null =>
  (typeof word === 'string' && Object.hasOwn(ANSWERS, word) && ANSWERS[word]) || null;

export const answerElement = (address: string, answer: Answer): CanonicalElement => ({
  address: address.toLowerCase(),
  answer,
});

/** What the attendee with this address answered, according to these values. */
export function answerBy({ answers }: Canonical, address: string): Answer | null {
  const found = elementsOf(answers).find((element) => isBy(element, address));
  return found === undefined || typeof found === 'string' ? null : answerOf(String(found['answer']));
}

/** The meeting's answers with this one in place of the attendee's former; `null` when the meeting has no such attendee. */
export function withAnswer(
  { attendees, answers }: Canonical,
  address: string,
  answer: Answer,
): readonly CanonicalElement[] | null {
  if (!elementsOf(attendees).some((element) => isBy(element, address))) return null;
  return [
    ...elementsOf(answers).filter((element) => !isBy(element, address)),
    answerElement(address, answer),
  ];
}

/** Whether this is the answer of the attendee with this address. */
export const isBy = (element: CanonicalElement, address: string): boolean =>
  typeof element !== 'string' && String(element['address']).toLowerCase() === address.toLowerCase();
