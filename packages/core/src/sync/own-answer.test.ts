import { describe, expect, test } from 'vitest';
import type { Bases, ItemTraits, LinkView } from './link.ts';
import type { Canonical, CanonicalElement } from './canonical.ts';
import { plan } from './plan.ts';
import type { OwnAnswer } from './own-answer.ts';
import { FULL_GRANT, inputOf, itemOf, linkOf, recordOf, valuesOf } from './testing-items.ts';

const people = ['ada@x.org', 'ben@x.org'].map((address) => ({ address, name: null, type: null, crm: null }));
const meeting = valuesOf('meetings', {
  title: 'Review',
  start: '2026-01-05T09:00:00Z',
  end: '2026-01-05T10:00:00Z',
  attendees: people,
});
const by = (name: string, answer: string): CanonicalElement => ({ address: `${name}@x.org`, answer });
const COPY: Partial<ItemTraits> = { role: 'attendee', attendeeCount: 2, invitedAs: 'ben@x.org' };
const given = (answer: OwnAnswer['answer'], more: Partial<OwnAnswer> = {}): OwnAnswer => ({
  answer,
  at: '2026-01-02T10:00:00Z',
  start: '2026-01-05T09:00:00Z',
  end: '2026-01-05T10:00:00Z',
  ...more,
});
interface Sides {
  readonly crm?: readonly CanonicalElement[];
  readonly microsoft?: readonly CanonicalElement[];
  readonly bases?: Bases;
  readonly ownAnswer?: OwnAnswer;
  readonly moved?: Canonical;
}
const copy = ({ crm = [], microsoft = [], ownAnswer, moved = {}, bases }: Sides): LinkView =>
  linkOf({
    item: itemOf({ ...meeting, answers: microsoft, ...moved }, COPY),
    record: recordOf({ ...meeting, answers: crm, ...moved }),
    bases: bases ?? { crm: { ...meeting, ...moved }, microsoft: { ...meeting, ...moved } },
    more: ownAnswer === undefined ? {} : { ownAnswer },
  });
const planned = (link: LinkView, more = {}) => plan(inputOf('meetings', [link], more));
const operation = (link: LinkView, more = {}) => planned(link, more).operations[0];

describe("an attendee's answer in the CRM", () => {
  const accepted = { crm: [by('ada', 'declined'), by('ben', 'accepted')], ownAnswer: given('accepted') };

  test('goes to Microsoft alone, without the answers of others', () => {
    expect(operation(copy(accepted))).toMatchObject({
      kind: 'update',
      recordChanges: {},
      itemChanges: { answers: [by('ben', 'accepted')] },
      settledAnswer: '2026-01-02T10:00:00Z',
    });
  });

  test('does not go anywhere when somebody else wrote it', () => {
    expect(operation(copy({ crm: accepted.crm }))).toBeUndefined();
    expect(operation(copy({ crm: [by('ben', 'declined')], ownAnswer: given('accepted') }))).toBeUndefined();
  });

  test('does not go where nothing goes to Microsoft', () => {
    const choices = { direction: 'to_crm', conflictPolicy: 'newest' } as const;
    expect(operation(copy(accepted), { choices })).toBeUndefined();
    const grant = { ...FULL_GRANT, hiddenFields: new Set(['Participants']) };
    expect(operation(copy(accepted), { grant })).toBeUndefined();
  });

  test('goes though the user may not write the record', () => {
    const grant = { ...FULL_GRANT, editRecord: false, readOnlyFields: new Set(['Participants']) };
    expect(operation(copy(accepted), { grant })).toMatchObject({
      itemChanges: { answers: [by('ben', 'accepted')] },
    });
  });

  test('is settled without a word where Microsoft has the same already', () => {
    expect(operation(copy({ ...accepted, microsoft: [by('ben', 'accepted')] }))).toMatchObject({
      kind: 'agree',
      settledAnswer: '2026-01-02T10:00:00Z',
    });
  });

  test('is decided by the policy where both sides were answered differently', () => {
    const link = copy({ ...accepted, microsoft: [by('ben', 'tentative')] });
    const choices = (conflictPolicy: 'crm' | 'microsoft') => ({ direction: 'both', conflictPolicy }) as const;
    expect(operation(link, { choices: choices('crm') })).toMatchObject({
      itemChanges: { answers: [by('ben', 'accepted')] },
      conflicts: [{ field: 'answers', winner: 'crm' }],
    });
    expect(operation(link, { choices: choices('microsoft') })).toMatchObject({
      itemChanges: {},
      recordChanges: { answers: [by('ada', 'declined'), by('ben', 'tentative')] },
      settledAnswer: '2026-01-02T10:00:00Z',
    });
  });

  test('counts for the time it was given for, and gives way once the meeting has moved', () => {
    const moved = { start: '2026-01-06T09:00:00Z', end: '2026-01-06T10:00:00Z' };
    expect(operation(copy({ ...accepted, moved }))).toMatchObject({
      kind: 'update',
      itemChanges: {},
      recordChanges: { answers: [by('ada', 'declined')] },
      settledAnswer: '2026-01-02T10:00:00Z',
    });
  });
});

describe('a declined meeting that has left the calendar', () => {
  const { traits } = itemOf(meeting, COPY);
  const gone = (link: LinkView): LinkView => ({
    ...link,
    seen: { state: 'deleted', at: '2026-01-02T10:00:00Z', traits },
  });
  const declined = [by('ben', 'declined')];

  test('keeps its record, also when the answer to the decline was lost', () => {
    const agreed = { ...meeting, answers: declined };
    const bases = { crm: agreed, microsoft: agreed };
    expect(planned(gone(copy({ crm: declined, bases })))).toMatchObject({ operations: [], outcomes: [] });
    const lost = gone(copy({ crm: declined, ownAnswer: given('declined') }));
    expect(operation(lost)).toMatchObject({
      kind: 'agree',
      agreed: { microsoft: { answers: declined } },
      settledAnswer: '2026-01-02T10:00:00Z',
    });
  });

  test('is no other copy that was removed', () => {
    expect(operation(gone(copy({})))).toMatchObject({ kind: 'delete_record' });
    const accepting = gone(copy({ crm: [by('ben', 'accepted')], ownAnswer: given('accepted') }));
    expect(operation(accepting)).toMatchObject({ kind: 'delete_record' });
  });

  test('goes once the organiser calls it off', () => {
    const agreed = { ...meeting, answers: declined };
    const item = itemOf(agreed, { ...COPY, cancelled: true });
    const link = { ...copy({ crm: declined, bases: { crm: agreed, microsoft: agreed } }) };
    expect(operation({ ...link, seen: { state: 'present', item } })).toMatchObject({ kind: 'delete_record' });
  });
});
