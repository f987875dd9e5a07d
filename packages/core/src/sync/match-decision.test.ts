import { describe, expect, test } from 'vitest';
import type { LinkView, MatchDecision } from './link.ts';
import { ambiguousGroups } from './match-groups.ts';
import { match } from './match.ts';
import { plan } from './plan.ts';
import { inputOf, itemOf, linkOf, recordOf, valuesOf } from './testing-items.ts';

const contact = (email: string) => valuesOf('contacts', { lastName: 'Berg', emails: [email] });
const record = (id: string, email: string, decision?: MatchDecision): LinkView =>
  linkOf({ id, record: recordOf(contact(email), { id }), more: decision === undefined ? {} : { decision } });
const item = (id: string, email: string, decision?: MatchDecision): LinkView =>
  linkOf({ id, item: itemOf(contact(email)), more: decision === undefined ? {} : { decision } });
const ALONE = { kind: 'stands_alone' } as const;
const sameAs = (itemLinkId: string) => ({ kind: 'same_as', itemLinkId }) as const;

const planned = (links: readonly LinkView[]) =>
  plan(inputOf('contacts', links))
    .operations.map((operation) =>
      operation.kind === 'join'
        ? `${operation.recordLinkId}=${operation.itemLinkId} by ${operation.by}`
        : `${operation.kind} ${operation.linkId}`,
    )
    .toSorted();

describe('what the user says about several candidates', () => {
  const others = [item('i1', 'b@x.org'), item('i2', 'b@x.org')];

  test('the named pair is joined, and the candidate that is left is somebody else', () => {
    expect(planned([record('r', 'b@x.org'), ...others])).toEqual([]);
    const links = [record('r', 'b@x.org', sameAs('i2')), ...others];
    expect(planned(links)).toEqual(['create_record i1', 'r=i2 by user']);
    expect(planned(links.toReversed())).toEqual(['create_record i1', 'r=i2 by user']);
  });

  test('who stands alone is created on the other side, and so is what it was mistaken for', () => {
    expect(planned([record('r', 'b@x.org', ALONE), ...others])).toEqual([
      'create_item r',
      'create_record i1',
      'create_record i2',
    ]);
  });

  test('one that stands alone leaves the others to be recognised', () => {
    expect(planned([record('r', 'b@x.org'), item('i1', 'b@x.org'), item('i2', 'b@x.org', ALONE)])).toEqual([
      'create_record i2',
      'r=i1 by email',
    ]);
  });

  test('a pair whose item is gone is not made, and nothing is guessed in its stead', () => {
    for (const left of [others, others.slice(1)]) {
      const links = [record('r', 'b@x.org', sameAs('gone')), ...left];
      expect(planned(links)).toEqual([]);
      expect(ambiguousGroups('contacts', links)).toHaveLength(1);
    }
    expect(planned([record('r', 'b@x.org', sameAs('gone'))])).toEqual(['create_item r']);
  });

  test('two records cannot be the same item', () => {
    const links = [record('r1', 'b@x.org', sameAs('i1')), record('r2', 'b@x.org', sameAs('i1')), ...others];
    expect(planned(links)).toEqual([]);
  });

  test('an announced create waits for its answer, whatever the user said', () => {
    const links = [{ ...record('r', 'b@x.org', sameAs('i1')), intentOpen: true }, ...others];
    expect(plan(inputOf('contacts', links)).operations.map(({ kind }) => kind)).not.toContain('join');
  });

  test('groups hold every ambiguous link once, with all that it could be', () => {
    const links = [
      record('r1', 'b@x.org'),
      ...others,
      record('r2', 'c@x.org'),
      record('r3', 'c@x.org'),
      item('i3', 'c@x.org'),
      record('r4', 'sure@x.org'),
      item('i4', 'sure@x.org'),
    ];
    const groups = ambiguousGroups('contacts', links).map(({ records, items }) => [
      records.map(({ id }) => id),
      items.map(({ id }) => id),
    ]);
    expect(groups).toEqual([
      [['r1'], ['i1', 'i2']],
      [['r2', 'r3'], ['i3']],
    ]);
    expect(groups.flat(2).toSorted()).toEqual([...match('contacts', links).ambiguous].toSorted());
  });
});
