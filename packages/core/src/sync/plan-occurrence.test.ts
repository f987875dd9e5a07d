import { describe, expect, test } from 'vitest';
import type { Canonical } from './canonical.ts';
import type { ItemTraits, LinkView, SeriesView } from './link.ts';
import { match } from './match.ts';
import { OWN_SINGLE } from './mapping/graph-values.ts';
import { peopleMailed } from './people-mailed.ts';
import { plan } from './plan.ts';
import { preview } from './preview.ts';
import { inputOf, itemOf, linkOf, recordOf, valuesOf } from './testing-items.ts';

const regular = valuesOf('meetings', {
  title: 'Planning',
  start: '2040-03-12T09:00:00Z',
  end: '2040-03-12T10:00:00Z',
});
const changed = { ...regular, title: 'Retro' };
const EXCEPTION: Partial<ItemTraits> = {
  series: 'exception',
  iCalUId: 'e',
  occurrence: { seriesItemId: 'm', originalStart: '2040-03-12T09:00:00Z' },
};
const series = (more: Partial<SeriesView> = {}): Partial<LinkView> => ({
  series: { recordId: '7', date: '2040-03-12', leaving: false, ...more },
});
const ofSeries = { occurrence: { seriesRecordId: '7', date: '2040-03-12' } };
const agreed = { crm: changed, microsoft: changed };
const planned = (link: LinkView) => {
  const { operations, outcomes } = plan(inputOf('meetings', [link]));
  return { operations, reasons: outcomes.map(({ kind, reason }) => `${kind} ${reason}`) };
};
const gone = (traits: Partial<ItemTraits>): Partial<LinkView> => ({
  seen: { state: 'deleted', at: '2040-01-01T00:00:00Z', traits: itemOf(changed, traits).traits },
});

describe('a changed occurrence', () => {
  test('becomes a record of its own in the place of its date', () => {
    expect(planned(linkOf({ item: itemOf(changed, EXCEPTION), more: series() }))).toMatchObject({
      operations: [{ kind: 'create_record', values: { title: 'Retro' }, ...ofSeries }],
    });
  });

  test('waits for the record of its series, and is counted before the first sync', () => {
    const link = linkOf({ item: itemOf(changed, EXCEPTION), more: series({ recordId: null }) });
    expect(planned(link)).toEqual({ operations: [], reasons: [] });
    expect(preview(inputOf('meetings', [link])).createInCrm).toBe(1);
  });

  test('of a series that nobody knows stays where it is', () => {
    expect(planned(linkOf({ item: itemOf(changed, EXCEPTION) }))).toEqual({
      operations: [],
      reasons: ['skipped series_content'],
    });
  });

  test('and its record are one by their place in the series, and by nothing else', () => {
    const item = linkOf({ id: 'i', item: itemOf(changed, EXCEPTION), more: series() });
    const record = linkOf({ id: 'r', record: recordOf(regular, ofSeries) });
    expect(match('meetings', [item, record]).pairs).toMatchObject([{ by: 'occurrence' }]);
    const other = linkOf({ id: 'o', record: recordOf(changed, { iCalUId: 'e' }) });
    expect(match('meetings', [item, other])).toEqual({ pairs: [], ambiguous: new Set() });
  });

  test('that is a regular one again ends, and an edit of it makes it an exception once more', () => {
    const item = itemOf(regular, { ...EXCEPTION, series: 'occurrence', reverted: true });
    const unedited = linkOf({ item, record: recordOf(changed, ofSeries), bases: agreed, more: series() });
    expect(planned(unedited).operations).toMatchObject([{ kind: 'delete_record' }]);
    const record = recordOf({ ...changed, location: 'Room 1' }, ofSeries);
    expect(planned({ ...unedited, record }).operations).toMatchObject([
      { kind: 'update', itemChanges: { location: 'Room 1' } },
    ]);
  });

  test('that Microsoft has no more ends; with an edit it is shown, and never invites anybody', () => {
    const item = itemOf(changed, EXCEPTION);
    const link = linkOf({
      item,
      record: recordOf(changed, ofSeries),
      bases: agreed,
      more: { ...series(), ...gone(EXCEPTION) },
    });
    expect(planned(link).operations).toMatchObject([{ kind: 'delete_record' }]);
    const record = recordOf({ ...changed, location: 'Room 1' }, ofSeries);
    expect(planned({ ...link, record })).toEqual({ operations: [], reasons: ['held called_off'] });
  });

  test('whose record is deleted is cancelled, unless its series goes and takes it along', () => {
    const record = recordOf(changed, { ...ofSeries, deleted: true });
    const link = linkOf({ item: itemOf(changed, EXCEPTION), record, bases: agreed, more: series() });
    expect(planned(link).operations).toMatchObject([{ kind: 'delete_item' }]);
    expect(planned({ ...link, ...series({ leaving: true }) }).operations).toEqual([]);
    const { series: _, ...alone } = link;
    expect(planned(alone).operations).toEqual([]);
  });

  test('does not repeat by itself', () => {
    const record = recordOf({ ...changed, recurrence: 'FREQ=DAILY' }, ofSeries);
    const link = linkOf({ item: itemOf(changed, EXCEPTION), record, bases: agreed, more: series() });
    expect(planned(link)).toEqual({ operations: [], reasons: ['held series_content'] });
  });
});

describe('a record in place of a regular occurrence', () => {
  const bases = { crm: regular, microsoft: regular };
  const searched = { regular: { seriesItemId: 'm', date: '2040-03-12', bases } };
  const halfRecord = (more: Partial<LinkView>) => linkOf({ record: recordOf(changed, ofSeries), more });
  const found = (values: typeof regular) =>
    linkOf({
      item: itemOf(values, { ...EXCEPTION, series: 'occurrence' }),
      record: recordOf(changed, ofSeries),
      bases,
      more: series(),
    });

  test('is looked for at Microsoft once its series is there and stays where it is', () => {
    expect(planned(halfRecord(series(searched)))).toEqual({
      operations: [{ kind: 'find_occurrence', linkId: 'a', recordId: '1', occurrence: searched.regular }],
      reasons: [],
    });
    expect(planned(halfRecord(series()))).toEqual({ operations: [], reasons: [] });
  });

  test('is not sent where the sync runs to the CRM', () => {
    const choices = { direction: 'to_crm', conflictPolicy: 'newest' } as const;
    for (const more of [series(searched), {}]) {
      const { operations, outcomes } = plan(inputOf('meetings', [halfRecord(more)], { choices }));
      expect(operations).toEqual([]);
      expect(outcomes).toMatchObject([{ kind: 'skipped', reason: 'direction' }]);
    }
  });

  test('is held where its series is gone, and never becomes a meeting that invites anybody', () => {
    for (const more of [{}, series({ ...searched, leaving: true })])
      expect(planned(halfRecord(more))).toEqual({ operations: [], reasons: ['held no_occurrence'] });
  });

  test('writes just what differs from the series once it is found', () => {
    expect(planned(found(regular)).operations).toMatchObject([
      { kind: 'update', itemChanges: { title: 'Retro' }, recordChanges: {} },
    ]);
  });

  test('takes what Microsoft changed of it meanwhile', () => {
    const item = linkOf({
      id: 'i',
      item: itemOf({ ...regular, location: 'Room 2' }, EXCEPTION),
      more: series(),
    });
    const { operations } = plan(inputOf('meetings', [item, { ...halfRecord(series(searched)), id: 'r' }]));
    expect(operations).toEqual([
      { kind: 'join', recordLinkId: 'r', itemLinkId: 'i', by: 'occurrence', bases },
    ]);
    expect(planned(found({ ...regular, location: 'Room 2' })).operations).toMatchObject([
      { itemChanges: { title: 'Retro' }, recordChanges: { location: 'Room 2' } },
    ]);
  });

  test('follows what changes of its series at Microsoft, and stays', () => {
    const link = { ...found({ ...regular, title: 'Stand-up' }), record: recordOf(regular, ofSeries) };
    expect(planned(link).operations).toMatchObject([
      { kind: 'update', recordChanges: { title: 'Stand-up' }, itemChanges: {} },
    ]);
  });

  test('goes with a series that is deleted, or is held with its edit', () => {
    const leaving = { ...found(regular), ...series({ leaving: true }) };
    expect(planned(leaving)).toEqual({ operations: [], reasons: ['held called_off'] });
    const unedited = { ...leaving, record: recordOf(regular, ofSeries) };
    expect(planned(unedited).operations).toMatchObject([{ kind: 'delete_record' }]);
  });
});

describe('an occurrence whose series is deleted at Microsoft', () => {
  const times = { start: '2040-03-05T09:00:00Z', end: '2040-03-05T10:00:00Z', recurrence: 'FREQ=WEEKLY' };
  const weekly = valuesOf('meetings', { title: 'Planning', ...times });
  const master = (values: Canonical, traits: Partial<ItemTraits> = {}): LinkView => ({
    ...linkOf({ id: 's', record: recordOf(values), bases: { crm: weekly, microsoft: weekly } }),
    itemId: 'm',
    ...gone({ series: 'master', ...traits }),
  });
  const of = linkOf({ id: 'e', record: recordOf(changed, ofSeries), bases: agreed });
  const leaving = { ...of, itemId: 'i', ...series({ leaving: true, undecided: true }) };
  const exceptions: LinkView[] = [
    { ...leaving, ...gone(EXCEPTION) },
    { ...leaving, seen: { state: 'present', item: itemOf(changed, EXCEPTION) } },
  ];
  const plansOf = (...links: LinkView[]) => {
    const { operations, outcomes } = plan(inputOf('meetings', links));
    const kinds = operations.map((one) => `${one.kind} ${'linkId' in one ? one.linkId : ''}`);
    return [...kinds, ...outcomes.map(({ linkId, kind, reason }) => `${kind} ${reason} ${linkId}`)];
  };

  test.each(exceptions)('goes with it, or waits for it to be created again', (exception) => {
    expect(plansOf(exception, master(weekly))).toEqual(['delete_record s', 'delete_record e']);
    const edited = master({ ...weekly, location: 'Room 4' });
    expect(plansOf(exception, edited)).toEqual(['create_item s']);
    expect(plansOf(exception, { ...edited, intentOpen: true })).toEqual(['held intent_open s']);
    expect(plansOf(exception)).toEqual([]);
  });

  test('is held with it where others were told that it is off', () => {
    const edited = master({ ...weekly, location: 'Room 4' }, { attendeeCount: 1 });
    for (const exception of exceptions)
      expect(plansOf(exception, edited)).toEqual(['held called_off s', 'held called_off e']);
  });
});

describe('the dates that a series leaves out', () => {
  const weekly = { ...regular, recurrence: 'FREQ=WEEKLY;BYDAY=MO' };
  const without = (...excludedDates: string[]) => ({ ...weekly, excludedDates });
  const link = (crm: string[], microsoft: string[], base: string[], apart: string[] = []) =>
    linkOf({
      item: itemOf(without(...microsoft), { series: 'master' }),
      record: recordOf(without(...crm)),
      bases: { crm: without(...base), microsoft: without(...base) },
      more: { apart },
    });

  test('grow and shrink in the CRM as they do at Microsoft', () => {
    expect(planned(link([], ['2040-03-12'], [])).operations).toMatchObject([
      { kind: 'update', recordChanges: { excludedDates: ['2040-03-12'] }, itemChanges: {} },
    ]);
    expect(planned(link(['2040-03-12'], [], ['2040-03-12'])).operations).toMatchObject([
      { kind: 'update', recordChanges: { excludedDates: [] }, itemChanges: {} },
    ]);
  });

  test('are left out again in the CRM as long as Microsoft has them so', () => {
    const [operation] = planned(link([], ['2040-03-12'], ['2040-03-12'])).operations;
    expect(operation).toMatchObject({ recordChanges: { excludedDates: ['2040-03-12'] }, itemChanges: {} });
  });

  test('include those of exceptions, whatever the series says by now', () => {
    expect(planned(link([], [], [], ['2040-03-12'])).operations).toMatchObject([
      { recordChanges: { excludedDates: ['2040-03-12'] } },
    ]);
    expect(planned(link(['2040-03-12'], [], ['2040-03-12'], ['2040-03-12'])).operations).toEqual([]);
  });

  test('that the CRM adds are cancelled at Microsoft one by one, and mail people for each', () => {
    const added = link(['2040-03-12', '2040-03-19'], [], []);
    const [operation] = planned(added).operations;
    expect(operation).toMatchObject({ kind: 'cancel_occurrences', dates: ['2040-03-12', '2040-03-19'] });
    const traits = { ...OWN_SINGLE, attendeeCount: 3 };
    expect(operation?.kind === 'cancel_occurrences' && peopleMailed({ ...operation, traits })).toBe(6);
    const exception = link(['2040-03-12'], [], [], ['2040-03-12']);
    expect(planned(exception).operations.map(({ kind }) => kind)).toEqual(['agree']);
  });

  test('are not cancelled, and not agreed on, while a record in their place is looked for', () => {
    const both = link(['2040-03-12', '2040-03-19'], [], []);
    const awaited = { ...both, awaited: ['2040-03-12'] };
    expect(planned(awaited).operations).toMatchObject([
      { kind: 'cancel_occurrences', dates: ['2040-03-19'], agreed: { crm: { excludedDates: [] } } },
    ]);
    const one = { ...link(['2040-03-12'], [], []), awaited: ['2040-03-12'] };
    expect(planned(one)).toEqual({ operations: [], reasons: [] });
    expect(planned({ ...one, awaited: [] }).operations).toMatchObject([{ kind: 'cancel_occurrences' }]);
    const fresh = linkOf({ record: recordOf(without('2040-03-12')), more: { awaited: ['2040-03-12'] } });
    expect(planned(fresh).operations).toMatchObject([
      { kind: 'create_item', agreed: { crm: { excludedDates: [] } } },
    ]);
  });

  test('are cancelled after a move, which would undo them, and are not agreed on before', () => {
    const moved = link(['2040-03-12'], [], []);
    const record = recordOf({ ...without('2040-03-12'), start: '2040-03-12T08:00:00Z' });
    const [operation] = planned({ ...moved, record }).operations;
    expect(operation).toMatchObject({
      kind: 'update',
      unfinished: true,
      agreed: { crm: { excludedDates: [] }, microsoft: { excludedDates: [] } },
    });
    expect(Object.keys(operation?.kind === 'update' ? operation.itemChanges : {})).not.toContain(
      'excludedDates',
    );
    const fresh = planned(linkOf({ record: recordOf(without('2040-03-12')) }));
    expect(fresh.operations).toMatchObject([
      { kind: 'create_item', unfinished: true, agreed: { crm: { excludedDates: [] } } },
    ]);
  });

  test('are cancelled before anything else is written, and nothing of that is agreed on yet', () => {
    const titled = {
      ...link(['2040-03-12'], [], []),
      record: recordOf({ ...without('2040-03-12'), title: 'P' }),
    };
    expect(planned(titled).operations).toMatchObject([
      { kind: 'cancel_occurrences', agreed: { crm: { title: 'Planning' } } },
    ]);
  });

  test('stay in the CRM where nothing goes to Microsoft', () => {
    const added = link(['2040-03-12'], [], []);
    const choices = { direction: 'to_crm', conflictPolicy: 'newest' } as const;
    expect(plan(inputOf('meetings', [added], { choices })).operations).toEqual([]);
  });

  test('do not save a series that was deleted', () => {
    const deleted = link([], ['2040-03-12'], []);
    const record = recordOf(without(), { deleted: true });
    expect(planned({ ...deleted, record }).operations).toMatchObject([{ kind: 'delete_item' }]);
  });

  test('reach the CRM when two series are found to be one, and nothing else does', () => {
    const pair = {
      ...link([], ['2040-03-12'], []),
      bases: null,
      record: recordOf({ ...weekly, title: 'P' }),
    };
    const [operation] = planned(pair).operations;
    expect(operation?.kind === 'update' && [operation.recordChanges, operation.itemChanges]).toEqual([
      { excludedDates: ['2040-03-12'] },
      {},
    ]);
  });
});
