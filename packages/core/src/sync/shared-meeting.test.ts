import { describe, expect, test } from 'vitest';
import type { Bases, ItemTraits, LinkView, SharedRecord } from './link.ts';
import type { Canonical } from './canonical.ts';
import { plan } from './plan.ts';
import { FULL_GRANT, inputOf, itemOf, linkOf, recordOf, valuesOf } from './testing-items.ts';

const attendees = [{ address: 'ben@x.org', name: 'Ben', type: null, crm: null }];
const meeting = valuesOf('meetings', {
  title: 'Review',
  start: '2026-01-05T09:00:00Z',
  end: '2026-01-05T10:00:00Z',
  attendees,
});
const accepted = [{ address: 'ben@x.org', answer: 'accepted' }];
const declined = [{ address: 'ben@x.org', answer: 'declined' }];
const COPY: Partial<ItemTraits> = { role: 'attendee', attendeeCount: 1, invitedAs: 'ben@x.org' };
const OTHERS: SharedRecord = {
  ownedByOther: true,
  ownerAttends: false,
  heldByOthers: true,
  writes: false,
};
const OWN: SharedRecord = { ...OTHERS, ownedByOther: false, writes: true };
const same = (values: Canonical): Bases => ({ crm: values, microsoft: values });

const planned = (link: LinkView, grant = FULL_GRANT) => plan(inputOf('meetings', [link], { grant }));
const kinds = (link: LinkView, grant = FULL_GRANT) => planned(link, grant).operations.map(({ kind }) => kind);
const reasons = (link: LinkView, grant = FULL_GRANT) =>
  planned(link, grant).outcomes.map(({ reason }) => reason);

describe("an attendee's copy of somebody else's record", () => {
  const copy = (changes: Canonical, shared = OTHERS, bases: Bases | null = same(meeting)) =>
    linkOf({
      item: itemOf({ ...meeting, ...changes }, COPY),
      record: recordOf(meeting),
      bases,
      more: { shared },
    });

  test('carries its own answer and no content', () => {
    const [operation] = planned(copy({ title: 'Renamed', answers: accepted })).operations;
    expect(operation).toMatchObject({
      kind: 'update',
      recordChanges: { answers: accepted },
      itemChanges: {},
    });
    expect(Object.keys(operation?.kind === 'update' ? operation.recordChanges : {})).toEqual(['answers']);
  });

  test('writes nothing at all without the right to records of others', () => {
    const grant = { ...FULL_GRANT, othersRecords: false };
    expect(kinds(copy({ answers: accepted }), grant)).toEqual([]);
    expect(kinds(copy({ title: 'Renamed' }, { ...OTHERS, writes: true }), grant)).toEqual([]);
  });

  test('brings the content in where it is the one that does', () => {
    const [operation] = planned(copy({ title: 'Renamed' }, { ...OTHERS, writes: true })).operations;
    expect(operation).toMatchObject({ kind: 'update', recordChanges: { title: 'Renamed' } });
  });

  test('turns into a declined answer when it is removed, once, and takes nothing along', () => {
    const seen = {
      state: 'deleted' as const,
      at: '2026-01-02T10:00:00Z',
      traits: itemOf(meeting, COPY).traits,
    };
    const removed = (answers: Canonical[string], shared = OTHERS) => ({
      ...linkOf({ item: 'deleted', record: recordOf({ ...meeting, answers }), bases: same(meeting) }),
      seen,
      shared,
    });
    expect(planned(removed([])).operations).toMatchObject([
      { kind: 'update', recordChanges: { answers: declined }, itemChanges: {} },
    ]);
    expect(planned(removed(declined))).toMatchObject({ operations: [], outcomes: [] });
    expect(kinds(removed([]), { ...FULL_GRANT, editRecord: false })).toEqual([]);
    expect(kinds(removed(declined, OWN))).toEqual([]);
  });

  test("stays when the record's owner deletes it, until the organiser calls the meeting off", () => {
    const gone = recordOf(meeting, { deleted: true });
    const link = { ...copy({ title: 'Renamed' }), record: gone };
    expect(kinds(link)).toEqual([]);
    expect(reasons(link)).toEqual(['others_record']);
    const item = itemOf(meeting, { ...COPY, cancelled: true });
    expect(kinds({ ...link, seen: { state: 'present', item } })).toEqual(['forget']);
  });
});

describe('an organiser whose meeting is an attendee’s record', () => {
  const link = (shared: Partial<SharedRecord>, bases: Bases | null = null, iCalUId: string | null = null) =>
    linkOf({
      item: itemOf(meeting),
      record: recordOf(meeting, { iCalUId }),
      bases,
      more: { shared: { ...OTHERS, ...shared } },
    });

  test('makes it their own with the right to edit, where a sync made it of the attendee’s copy', () => {
    const made = link({ ownerAttends: true }, null, 'uid');
    expect(kinds(made, { ...FULL_GRANT, othersRecords: false })).toEqual(['take_over']);
    expect(reasons(made, { ...FULL_GRANT, editRecord: false })).toEqual(['others_record']);
  });

  test('makes what a person made their own, where the profile reaches records of others', () => {
    expect(kinds(link({ ownerAttends: true }))).toEqual(['take_over']);
    for (const right of ['othersRecords', 'editRecord'] as const) {
      const grant = { ...FULL_GRANT, [right]: false };
      expect(kinds(link({ ownerAttends: true }), grant)).toEqual([]);
      expect(reasons(link({ ownerAttends: true }), grant)).toEqual(['others_record']);
    }
  });

  test('leaves to others what was given to them on purpose', () => {
    expect(kinds(link({ ownerAttends: false }))).toEqual([]);
    expect(kinds(link({ ownerAttends: true }, same(meeting)))).toEqual([]);
  });
});

describe('a record whose meeting is in mailboxes of others', () => {
  test('is not sent out again from the mailbox of its owner', () => {
    const half = linkOf({ record: recordOf(meeting), more: { shared: { ...OWN, writes: false } } });
    expect(kinds(half)).toEqual([]);
    expect(reasons(half)).toEqual(['in_other_mailbox']);
  });

  test('goes when the organiser called it off, for its owner', () => {
    const link = linkOf({
      item: itemOf(meeting, { ...COPY, cancelled: true }),
      record: recordOf(meeting),
      bases: same(meeting),
      more: { shared: OWN },
    });
    expect(kinds(link)).toEqual(['delete_record']);
  });
});
