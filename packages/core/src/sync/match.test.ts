import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SyncModule } from '../permission/index.ts';
import type { Canonical } from './canonical.ts';
import type { ItemTraits, LinkView } from './link.ts';
import { match } from './match.ts';
import { plan } from './plan.ts';
import { inputOf, itemOf, linkOf, recordOf, valuesOf } from './testing-items.ts';

const itemLink = (
  module: SyncModule,
  id: string,
  values: Canonical,
  traits: Partial<ItemTraits> = {},
): LinkView => linkOf({ id, item: itemOf(valuesOf(module, values), traits) });
const recordLink = (module: SyncModule, id: string, values: Canonical, iCalUId?: string): LinkView =>
  linkOf({
    id,
    record: recordOf(valuesOf(module, values), { id, ...(iCalUId === undefined ? {} : { iCalUId }) }),
  });

const found = (module: SyncModule, links: readonly LinkView[]) => {
  const { pairs, ambiguous } = match(module, links);
  return {
    pairs: pairs.map((pair) => `${pair.itemLink.id}=${pair.recordLink.id} by ${pair.by}`),
    ambiguous: [...ambiguous].toSorted(),
  };
};

describe('contacts', () => {
  test('are known by any e-mail, whatever its case', () => {
    const links = [
      itemLink('contacts', 'i', { emails: ['x@x.org', 'Anna@X.org'] }),
      recordLink('contacts', 'r', { emails: ['anna@x.org'] }),
    ];
    expect(found('contacts', links).pairs).toEqual(['i=r by email']);
  });

  test('else by full name and a phone, however it is written', () => {
    const name = { firstName: 'Anna', lastName: 'Berg' };
    const links = [
      itemLink('contacts', 'i', { ...name, businessPhones: ['+49 (171) 1'] }),
      recordLink('contacts', 'r', { ...name, mobilePhone: '+491711' }),
      recordLink('contacts', 'other', { ...name, lastName: 'Li', mobilePhone: '+491711' }),
    ];
    expect(found('contacts', links)).toEqual({ pairs: ['i=r by name_and_phone'], ambiguous: [] });
  });

  test('several candidates are shown, never guessed, on either side', () => {
    const emails = ['a@x.org'];
    const links = [
      itemLink('contacts', 'i', { emails }),
      recordLink('contacts', 'r', { emails }),
      recordLink('contacts', 's', { emails }),
    ];
    expect(found('contacts', links)).toEqual({ pairs: [], ambiguous: ['i', 'r', 's'] });
    const outcomes = plan(inputOf('contacts', links)).outcomes;
    expect(outcomes.map(({ reason }) => reason)).toEqual([
      'ambiguous_match',
      'ambiguous_match',
      'ambiguous_match',
    ]);
  });

  test('one item that two of its addresses lead to two records is ambiguous', () => {
    const links = [
      itemLink('contacts', 'i', { emails: ['a@x.org', 'b@x.org'] }),
      recordLink('contacts', 'r', { emails: ['a@x.org'] }),
      recordLink('contacts', 's', { emails: ['b@x.org'] }),
    ];
    expect(found('contacts', links)).toEqual({ pairs: [], ambiguous: ['i', 'r', 's'] });
  });

  test('twins on one side alone are no doubt', () => {
    const emails = ['a@x.org'];
    const links = [recordLink('contacts', 'r', { emails }), recordLink('contacts', 's', { emails })];
    expect(found('contacts', links)).toEqual({ pairs: [], ambiguous: [] });
  });
});

describe('meetings', () => {
  const times = { start: '2026-03-01T10:00:00Z', end: '2026-03-01T11:00:00Z' };

  test('are known by iCalUId before anything else', () => {
    const links = [
      itemLink('meetings', 'i', { title: 'Renamed', ...times }, { iCalUId: 'uid-1' }),
      recordLink('meetings', 'r', { title: 'Review', ...times }, 'uid-1'),
      recordLink('meetings', 's', { title: 'Renamed', ...times }),
    ];
    expect(found('meetings', links).pairs).toEqual(['i=r by ical_uid']);
  });

  test('else by title, start and end; a private title, a series and its exceptions say nothing of a single one', () => {
    const record = recordLink('meetings', 'r', { title: 'Private', ...times });
    expect(
      found('meetings', [itemLink('meetings', 'i', { title: 'private ', ...times }), record]).pairs,
    ).toEqual(['i=r by title_start_end']);
    for (const traits of [{ private: true }, { series: 'exception' }, { cancelled: true }] as const) {
      const links = [itemLink('meetings', 'i', { title: 'Private', ...times }, traits), record];
      expect(found('meetings', links)).toEqual({ pairs: [], ambiguous: [] });
    }
    const series = itemLink('meetings', 'i', { title: 'Private', ...times, recurrence: 'FREQ=DAILY' });
    expect(found('meetings', [series, record])).toEqual({ pairs: [], ambiguous: [] });
  });
});

test('tasks are known by subject and due date', () => {
  const due = { subject: 'Call', dueDate: '2026-03-01' };
  const links = [
    itemLink('tasks', 'i', due),
    recordLink('tasks', 'r', due),
    recordLink('tasks', 's', { ...due, dueDate: null }),
  ];
  expect(found('tasks', links).pairs).toEqual(['i=r by subject_and_due']);
});

test('what may be the item of an announced create waits for its answer', () => {
  const emails = ['a@x.org'];
  const announced = { ...recordLink('contacts', 'r', { emails }), intentOpen: true };
  const { operations, outcomes } = plan(
    inputOf('contacts', [itemLink('contacts', 'i', { emails }), announced]),
  );
  expect(operations).toEqual([]);
  expect(outcomes.map(({ reason }) => reason)).toEqual(['intent_open', 'intent_open']);
});

test('every link is in one pair, or ambiguous, or neither; pairs do not depend on the order of links', () => {
  const addresses = fc.uniqueArray(fc.constantFrom('a@x.org', 'b@x.org', 'c@x.org'), { maxLength: 2 });
  const contacts = fc.array(fc.record({ item: fc.boolean(), emails: addresses }), { maxLength: 6 });
  fc.assert(
    fc.property(contacts, (all) => {
      const links = all.map(({ item, emails }, index) =>
        (item ? itemLink : recordLink)('contacts', `l${index}`, { emails }),
      );
      const { pairs, ambiguous } = match('contacts', links);
      const ids = pairs.flatMap((pair) => [pair.itemLink.id, pair.recordLink.id]);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) expect(ambiguous.has(id)).toBe(false);
      const reversed = found('contacts', links.toReversed());
      expect([...reversed.pairs].toSorted()).toEqual(found('contacts', links).pairs.toSorted());
      expect(reversed.ambiguous).toEqual([...ambiguous].toSorted());
    }),
  );
});

test('ten thousand tasks of one name are settled without comparing each with each', () => {
  const links = Array.from({ length: 10_000 }, (_, index) =>
    (index % 2 === 0 ? itemLink : recordLink)('tasks', `l${index}`, { subject: 'Call' }),
  );
  expect(match('tasks', links).ambiguous.size).toBe(10_000);
});
