import { describe, expect, test } from 'vitest';
import type { Canonical } from './canonical.ts';
import type { ItemTraits, LinkView } from './link.ts';
import { OWN_SINGLE } from './mapping/graph-values.ts';
import { BRAKE_MINIMUM, plan } from './plan.ts';
import type { PlanInput } from './plan-types.ts';
import { inputOf, itemOf, linkOf, recordOf, valuesOf } from './testing-items.ts';

const planOf = (input: PlanInput) => {
  const { operations, outcomes, brake } = plan(input);
  return { kinds: operations.map(({ kind }) => kind), reasons: outcomes.map(({ reason }) => reason), brake };
};

const same = (values: Canonical) => ({ crm: values, microsoft: values });
const anna = valuesOf('contacts', { firstName: 'Anna', lastName: 'Berg' });
const annaMoved = valuesOf('contacts', { ...anna, jobTitle: 'Head of sales' });

describe('the brake on deletions', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      linkOf({
        id: `l${index}`,
        item: 'deleted',
        record: recordOf(anna, { id: `${index}` }),
        bases: same(anna),
      }),
    );

  test('holds every deletion above the share, and lets the rest go on', () => {
    const links = [...many(BRAKE_MINIMUM + 1), linkOf({ id: 'x', item: itemOf(annaMoved) })];
    const result = planOf(inputOf('contacts', links, { linkCount: 20 }));
    expect(result.kinds).toEqual(['create_record']);
    expect(result.brake).toEqual({ deletions: 6, linkCount: 20, peopleMailed: 0 });
    expect(result.reasons).toEqual(Array.from({ length: 6 }, () => 'delete_brake'));
  });

  test('lets a few deletions, a small share and a confirmed number pass', () => {
    expect(planOf(inputOf('contacts', many(BRAKE_MINIMUM))).brake).toBeNull();
    expect(planOf(inputOf('contacts', many(6), { linkCount: 30 })).brake).toBeNull();
    expect(planOf(inputOf('contacts', many(6), { confirmedDeletions: 6 })).kinds).toHaveLength(6);
    expect(planOf(inputOf('contacts', many(7), { confirmedDeletions: 6 })).kinds).toHaveLength(0);
  });

  test('counts what was deleted lately along, and nothing where nothing is to be deleted', () => {
    const few = (alreadyDeleted: number) =>
      planOf(inputOf('contacts', many(2), { linkCount: 20, alreadyDeleted }));
    expect(few(BRAKE_MINIMUM - 2).brake).toBeNull();
    expect(few(BRAKE_MINIMUM - 1).brake).toMatchObject({ deletions: 2 });
    const none = inputOf('contacts', [linkOf({ item: itemOf(anna) })], { alreadyDeleted: 100 });
    expect(planOf(none)).toMatchObject({ kinds: ['create_record'], brake: null });
  });

  test('takes a series and its occurrences for one', () => {
    const values = valuesOf('meetings', {
      title: 'A',
      start: '2040-03-12T10:00:00Z',
      end: '2040-03-12T11:00:00Z',
    });
    const gone = (id: string, traits: Partial<ItemTraits>, more: Partial<LinkView>) =>
      linkOf({
        id,
        record: recordOf(values, { id }),
        bases: same(values),
        more: {
          itemId: id,
          seen: { state: 'deleted', at: '2040-01-01T10:00:00Z', traits: { ...OWN_SINGLE, ...traits } },
          ...more,
        },
      });
    const days = Array.from({ length: 2 * BRAKE_MINIMUM }, (_, index) => `2040-03-${index + 12}`);
    const links = [
      gone('series', { series: 'master' }, {}),
      ...days.map((date) =>
        gone(
          `of ${date}`,
          { series: 'exception', occurrence: { seriesItemId: 'series', originalStart: `${date}T10:00:00Z` } },
          { series: { recordId: 'series', date, leaving: true } },
        ),
      ),
    ];
    const result = planOf(inputOf('meetings', links));
    expect(result.brake).toBeNull();
    expect(new Set(result.kinds)).toEqual(new Set(['delete_record']));
    expect(result.kinds).toHaveLength(links.length);
  });
});
