import { describe, expect, test } from 'vitest';
import type { Canonical } from './canonical.ts';
import type { Bases, SeenItem } from './link.ts';
import { plan } from './plan.ts';
import type { PlanInput } from './plan-types.ts';
import { FULL_GRANT, inputOf, itemOf, linkOf, recordOf, valuesOf } from './testing-items.ts';

/** `{}` would match any object. */
const NOTHING: unknown = expect.toSatisfy((changes: object) => Object.keys(changes).length === 0);

const contact = (values: Canonical): Canonical => valuesOf('contacts', values);
const meeting = (values: Canonical): Canonical =>
  valuesOf('meetings', {
    title: 'Review',
    start: '2026-03-01T10:00:00Z',
    end: '2026-03-01T11:00:00Z',
    ...values,
  });

const planOf = (input: PlanInput) => {
  const { operations, outcomes, brake } = plan(input);
  return {
    kinds: operations.map(({ kind }) => kind),
    operations,
    reasons: outcomes.map(({ reason }) => reason),
    brake,
  };
};

const same = (values: Canonical) => ({ crm: values, microsoft: values });
const anna = contact({ firstName: 'Anna', lastName: 'Berg' });
const annaMoved = contact({ firstName: 'Anna', lastName: 'Berg', jobTitle: 'Head of sales' });

describe('creating', () => {
  test('an item without a record becomes a record', () => {
    const { operations } = planOf(inputOf('contacts', [linkOf({ item: itemOf(anna) })]));
    const agreed = { microsoft: { firstName: 'Anna', lastName: 'Berg' } };
    expect(operations).toMatchObject([{ kind: 'create_record', values: anna, agreed }]);
  });

  test('a record without an item becomes an item', () => {
    const { operations } = planOf(inputOf('contacts', [linkOf({ record: recordOf(anna) })]));
    expect(operations).toMatchObject([{ kind: 'create_item', recordId: '1', values: anna }]);
  });

  test('no Create permission holds the item and says so', () => {
    const grant = { ...FULL_GRANT, createRecord: false };
    const result = planOf(inputOf('contacts', [linkOf({ item: itemOf(anna) })], { grant }));
    expect(result).toMatchObject({ kinds: [], reasons: ['no_create_permission'] });
  });

  test('a hidden field leaves neither side when something is created', () => {
    const grant = { ...FULL_GRANT, hiddenFields: new Set(['Title']) };
    const links = [
      linkOf({ id: 'a', item: itemOf(annaMoved) }),
      linkOf({ id: 'b', record: recordOf({ ...annaMoved, lastName: 'Other' }) }),
    ];
    for (const operation of plan(inputOf('contacts', links, { grant })).operations) {
      expect(operation).toMatchObject({ values: { jobTitle: null } });
      expect(operation).not.toHaveProperty('agreed.crm.jobTitle');
    }
  });

  test.each([
    [{ firstName: 'Anna' }, {}, 'Anna'],
    [{ emails: ['info@example.com'] }, { displayName: 'Example Ltd' }, 'Example Ltd'],
    [{ emails: ['info@example.com'] }, {}, 'info'],
    [{}, {}, 'Not Provided'],
  ])('a contact %j %j without a last name is called %s, in the CRM only', (values, traits, lastName) => {
    const item = itemOf(contact(values), traits);
    const [operation] = plan(inputOf('contacts', [linkOf({ item })])).operations;
    expect(operation).toMatchObject({
      kind: 'create_record',
      values: { lastName },
      agreed: { crm: { lastName }, microsoft: { lastName: null } },
    });
    if (operation?.kind !== 'create_record') throw new Error('not created');
    const linked = linkOf({ item, record: recordOf(operation.values), bases: operation.agreed });
    expect(plan(inputOf('contacts', [linked])).operations).toEqual([]);
  });

  test('a meeting without times is held, not invented', () => {
    const result = planOf(inputOf('meetings', [linkOf({ item: itemOf(meeting({ end: null })) })]));
    expect(result).toMatchObject({ kinds: [], reasons: ['missing_required_field'] });
  });

  test('a required field that the user may not write holds the creation', () => {
    const grant = { ...FULL_GRANT, readOnlyFields: new Set(['Last_Name']) };
    const result = planOf(inputOf('contacts', [linkOf({ item: itemOf(anna) })], { grant }));
    expect(result).toMatchObject({ kinds: [], reasons: ['missing_required_field'] });
  });

  test('an exception of a series becomes no record', () => {
    const result = planOf(
      inputOf('meetings', [linkOf({ item: itemOf(meeting({}), { series: 'exception' }) })]),
    );
    expect(result).toMatchObject({ kinds: [], reasons: ['series_content'] });
  });

  test('a repeating CRM meeting is created with its rule', () => {
    const record = recordOf(meeting({ recurrence: 'FREQ=DAILY' }));
    expect(planOf(inputOf('meetings', [linkOf({ record })]))).toMatchObject({
      operations: [{ kind: 'create_item', values: { recurrence: 'FREQ=DAILY' } }],
      reasons: [],
    });
  });

  test.each([
    ['without a pattern', 'FREQ=HOURLY', FULL_GRANT],
    ['that is hidden', 'FREQ=DAILY', { ...FULL_GRANT, hiddenFields: new Set(['Recurring_Activity']) }],
  ])('a CRM meeting with a rule %s is not flattened into a single one', (_, recurrence, grant) => {
    const record = recordOf(meeting({ recurrence }));
    expect(planOf(inputOf('meetings', [linkOf({ record })], { grant }))).toMatchObject({
      kinds: [],
      reasons: ['series_content'],
    });
  });

  test('nothing is planned for a link whose create is announced', () => {
    const link = linkOf({ record: recordOf(anna), more: { intentOpen: true } });
    expect(planOf(inputOf('contacts', [link]))).toMatchObject({ kinds: [], reasons: ['intent_open'] });
  });
});

describe('updating', () => {
  test('a diff that changes nothing plans nothing', () => {
    const link = linkOf({ item: itemOf(anna), record: recordOf(anna), bases: same(anna) });
    expect(plan(inputOf('contacts', [link]))).toEqual({ operations: [], outcomes: [], brake: null });
  });

  test('different fields changed on both sides both survive', () => {
    const link = linkOf({
      item: itemOf(annaMoved),
      record: recordOf({ ...anna, department: 'Sales' }),
      bases: same(anna),
    });
    expect(planOf(inputOf('contacts', [link])).operations).toMatchObject([
      {
        kind: 'update',
        recordChanges: { jobTitle: 'Head of sales' },
        itemChanges: { department: 'Sales' },
        conflicts: [],
      },
    ]);
  });

  test('the same change on both sides is learnt, not written', () => {
    const link = linkOf({ item: itemOf(annaMoved), record: recordOf(annaMoved), bases: same(anna) });
    expect(planOf(inputOf('contacts', [link])).operations).toMatchObject([
      { kind: 'agree', agreed: same(annaMoved) },
    ]);
  });

  test('no Edit permission keeps the change for later', () => {
    const grant = { ...FULL_GRANT, editRecord: false };
    const link = linkOf({ item: itemOf(annaMoved), record: recordOf(anna), bases: same(anna) });
    expect(planOf(inputOf('contacts', [link], { grant }))).toMatchObject({
      kinds: [],
      reasons: ['no_edit_permission'],
    });
    expect(planOf(inputOf('contacts', [link])).kinds).toEqual(['update']);
  });

  test('one direction is never written against', () => {
    const link = linkOf({
      item: itemOf(annaMoved),
      record: recordOf({ ...anna, department: 'Sales' }),
      bases: same(anna),
    });
    const toCrm = plan(
      inputOf('contacts', [link], { choices: { direction: 'to_crm', conflictPolicy: 'crm' } }),
    ).operations;
    expect(toCrm).toMatchObject([{ itemChanges: NOTHING, recordChanges: { jobTitle: 'Head of sales' } }]);
    const toMicrosoft = plan(
      inputOf('contacts', [link], { choices: { direction: 'to_microsoft', conflictPolicy: 'crm' } }),
    ).operations;
    expect(toMicrosoft).toMatchObject([{ itemChanges: { department: 'Sales' }, recordChanges: NOTHING }]);
  });

  test('elements without room stay on their side, and people are told', () => {
    const emails = ['a@x.org', 'b@x.org', 'c@x.org'];
    const item = itemOf({ ...anna, emails });
    const created = plan(inputOf('contacts', [linkOf({ item })]));
    expect(created).toMatchObject({
      operations: [
        { values: { emails: ['a@x.org', 'b@x.org'] }, agreed: { microsoft: { emails: emails.slice(0, 2) } } },
      ],
      outcomes: [{ kind: 'held', reason: 'no_room', detail: 'E-mail' }],
    });
    const held = { ...anna, emails: emails.slice(0, 2) };
    const link = linkOf({ item, record: recordOf(held), bases: { crm: held, microsoft: item.values } });
    expect(planOf(inputOf('contacts', [link]))).toMatchObject({ kinds: [], reasons: ['no_room'] });
    const waiting = linkOf({ item, record: recordOf(held), bases: same(held) });
    expect(planOf(inputOf('contacts', [waiting]))).toMatchObject({ kinds: [], reasons: ['no_room'] });
  });

  test('an element without room follows once there is room', () => {
    const agreed = { ...anna, emails: ['a@x.org', 'b@x.org'] };
    const item = itemOf({ ...anna, emails: ['a@x.org', 'b@x.org', 'c@x.org'] });
    const record = recordOf({ ...anna, emails: ['a@x.org'] });
    const [operation] = plan(inputOf('contacts', [linkOf({ item, record, bases: same(agreed) })])).operations;
    expect(operation).toMatchObject({
      recordChanges: { emails: ['a@x.org', 'c@x.org'] },
      itemChanges: { emails: ['a@x.org', 'c@x.org'] },
    });
  });

  test('an element that never had room does not bring back what was deleted', () => {
    const agreed = { ...anna, emails: ['a@x.org', 'b@x.org'] };
    const deleted = recordOf(agreed, { deleted: true });
    const kindsWith = (emails: readonly string[], bases = same(agreed)) =>
      planOf(inputOf('contacts', [linkOf({ item: itemOf({ ...anna, emails }), record: deleted, bases })]))
        .kinds;
    expect(kindsWith(['a@x.org', 'b@x.org', 'c@x.org'])).toEqual(['delete_item']);
    expect(kindsWith(['a@x.org', 'c@x.org', 'b@x.org'])).toEqual(['delete_item']);
    expect(kindsWith(['a@x.org', 'c@x.org'])).toEqual(['create_record']);
    const small = same({ ...anna, emails: ['a@x.org'] });
    expect(kindsWith(['a@x.org', 'c@x.org'], small)).toEqual(['create_record']);
  });

  test('a required field that was cleared at Microsoft gets its stand-in', () => {
    const item = itemOf(contact({ firstName: 'Anna' }));
    const link = linkOf({ item, record: recordOf(anna), bases: same(anna) });
    const [operation] = plan(inputOf('contacts', [link])).operations;
    expect(operation).toMatchObject({
      recordChanges: { lastName: 'Anna' },
      agreed: { crm: { lastName: 'Anna' }, microsoft: { lastName: null } },
    });
  });

  test('a match writes nothing to an existing meeting', () => {
    const link = linkOf({
      item: itemOf(meeting({ location: 'Here' })),
      record: recordOf(meeting({ location: 'There' })),
    });
    expect(planOf(inputOf('meetings', [link]))).toMatchObject({
      operations: [
        { kind: 'agree', agreed: { crm: { location: 'There' }, microsoft: { location: 'Here' } } },
      ],
      reasons: [],
    });
  });

  describe('the times of a series', () => {
    const record = meeting({ recurrence: 'FREQ=WEEKLY' });
    const item = { ...record, recurrence: 'FREQ=WEEKLY;BYDAY=SU;WKST=SU', timeZone: 'Europe/Berlin' };
    const linked = (crm: Canonical, microsoft: Canonical, agreed: Bases = { crm: record, microsoft: item }) =>
      planOf(
        inputOf('meetings', [
          linkOf({ item: itemOf(microsoft, { series: 'master' }), record: recordOf(crm), bases: agreed }),
        ]),
      );
    const start = '2026-03-01T09:00:00Z';

    test('are written with a rule that says something else for them', () => {
      expect(linked({ ...record, start }, item)).toMatchObject({
        operations: [{ kind: 'update', itemChanges: { start }, recordChanges: NOTHING }],
        reasons: [],
      });
      const later = { start: '2026-03-03T10:00:00Z', end: '2026-03-03T11:00:00Z' };
      expect(linked({ ...record, ...later }, item)).toMatchObject({
        operations: [{ kind: 'update', itemChanges: { ...later, recurrence: 'FREQ=WEEKLY' } }],
      });
    });

    test('are agreed on in the words of each side, also when both were written', () => {
      expect(linked(record, item)).toMatchObject({ operations: [], reasons: [] });
      expect(linked({ ...record, start }, { ...item, start })).toMatchObject({
        operations: [
          {
            kind: 'agree',
            agreed: { crm: { recurrence: 'FREQ=WEEKLY' }, microsoft: { start, recurrence: item.recurrence } },
          },
        ],
      });
    });

    test('stay when a single record was taken for it', () => {
      const single = { ...record, recurrence: null };
      expect(linked({ ...single, start }, item, { crm: single, microsoft: item })).toMatchObject({
        kinds: [],
        reasons: ['series_content'],
      });
      const { recurrence: _, ...hidden } = item;
      expect(linked({ ...single, start }, item, { crm: hidden, microsoft: hidden }).operations).toMatchObject(
        [{ kind: 'update', itemChanges: NOTHING, recordChanges: { recurrence: item.recurrence } }],
      );
    });
  });

  test.each([
    ['a pattern without a rule', { series: 'master' as const }, null, FULL_GRANT],
    [
      'a hidden rule',
      { series: 'master' as const },
      'FREQ=DAILY',
      { ...FULL_GRANT, hiddenFields: new Set(['Recurring_Activity']) },
    ],
  ])('the times of a series with %s stay while its title is written', (_, traits, recurrence, grant) => {
    const base = meeting({ recurrence });
    const moved = { title: 'Retro', start: '2026-03-01T09:00:00Z' };
    const link = linkOf({
      item: itemOf(base, traits),
      record: recordOf({ ...base, ...moved }),
      bases: same(base),
    });
    expect(planOf(inputOf('meetings', [link], { grant }))).toMatchObject({
      operations: [{ kind: 'update', itemChanges: { title: 'Retro' }, recordChanges: NOTHING }],
      reasons: ['series_content'],
    });
    const atMicrosoft = linkOf({
      item: itemOf({ ...base, ...moved }, traits),
      record: recordOf(base),
      bases: same(base),
    });
    expect(planOf(inputOf('meetings', [atMicrosoft], { grant }))).toMatchObject({
      operations: [{ kind: 'update', itemChanges: NOTHING, recordChanges: moved }],
    });
  });

  test('start, end and all-day move together', () => {
    const base = meeting({});
    const link = linkOf({
      item: itemOf({ ...base, end: '2026-03-01T10:30:00Z' }),
      record: recordOf({ ...base, allDay: true, start: '2026-03-01', end: '2026-03-02' }),
      bases: same(base),
    });
    const choices = { direction: 'both', conflictPolicy: 'crm' } as const;
    expect(plan(inputOf('meetings', [link], { choices })).operations).toMatchObject([
      {
        itemChanges: { allDay: true, start: '2026-03-01', end: '2026-03-02' },
        recordChanges: NOTHING,
        conflicts: [{ field: 'end', winner: 'crm', lost: '2026-03-01T10:30:00Z' }],
      },
    ]);
  });

  test("an attendee's copy is never written to", () => {
    const base = meeting({});
    const link = linkOf({
      item: itemOf(base, { role: 'attendee' }),
      record: recordOf({ ...base, title: 'Mine now' }),
      bases: same(base),
    });
    expect(planOf(inputOf('meetings', [link]))).toMatchObject({ kinds: [], reasons: ['attendee_copy'] });
  });

  test('a meeting that turns private keeps the CRM details and takes new times', () => {
    const base = meeting({ location: 'Room 1' });
    const item = itemOf(
      { ...base, title: 'Private', location: null, end: '2026-03-01T12:00:00Z' },
      { private: true },
    );
    const link = linkOf({ item, record: recordOf(base), bases: same(base) });
    const [operation] = plan(inputOf('meetings', [link])).operations;
    expect(operation).toMatchObject({ kind: 'update', itemChanges: NOTHING });
    expect(operation).toHaveProperty('recordChanges', { end: '2026-03-01T12:00:00Z' });
  });
});

describe('deleting', () => {
  const bases = same(anna);
  const deletedItem = linkOf({ item: 'deleted', record: recordOf(anna), bases });
  const deletedRecord = linkOf({ item: itemOf(anna), record: recordOf(anna, { deleted: true }), bases });

  test('a deletion reaches the side that did not change', () => {
    expect(planOf(inputOf('contacts', [deletedItem])).kinds).toEqual(['delete_record']);
    expect(planOf(inputOf('contacts', [deletedRecord])).kinds).toEqual(['delete_item']);
  });

  test('an edit beats a deletion: the item is created again where it was deleted', () => {
    const editedRecord = { ...deletedItem, record: recordOf(annaMoved) };
    expect(planOf(inputOf('contacts', [editedRecord])).kinds).toEqual(['create_item']);
    const editedItem = linkOf({ item: itemOf(annaMoved), record: recordOf(anna, { deleted: true }), bases });
    expect(planOf(inputOf('contacts', [editedItem])).kinds).toEqual(['create_record']);
  });

  test('what was not read is not deleted', () => {
    const unread = [
      linkOf({ item: itemOf(anna), record: recordOf(anna), bases, more: { record: null } }),
      linkOf({ item: itemOf(anna), record: recordOf(anna), bases, more: { seen: null } }),
      linkOf({ item: 'deleted', record: recordOf(anna), bases, more: { record: null } }),
    ];
    expect(planOf(inputOf('contacts', unread)).kinds).toEqual([]);
  });

  test('without Delete permission the record stays', () => {
    const grant = { ...FULL_GRANT, deleteRecord: false };
    expect(planOf(inputOf('contacts', [deletedItem], { grant }))).toMatchObject({
      kinds: [],
      reasons: ['no_delete_permission'],
    });
  });

  test('one direction is never deleted against', () => {
    const conflictPolicy = 'newest' as const;
    const toMicrosoft = inputOf('contacts', [deletedItem], {
      choices: { direction: 'to_microsoft', conflictPolicy },
    });
    const toCrm = inputOf('contacts', [deletedRecord], { choices: { direction: 'to_crm', conflictPolicy } });
    expect(planOf(toMicrosoft)).toMatchObject({ kinds: [], reasons: ['direction'] });
    expect(planOf(toCrm)).toMatchObject({ kinds: [], reasons: ['direction'] });
  });

  test('what is gone on both sides is forgotten', () => {
    const link = linkOf({ item: 'deleted', record: recordOf(anna, { deleted: true }), bases });
    expect(planOf(inputOf('contacts', [link])).kinds).toEqual(['forget']);
    expect(planOf(inputOf('contacts', [linkOf({ item: 'deleted' })])).kinds).toEqual(['forget']);
  });

  test('a pair that never agreed deletes nothing', () => {
    const links = [
      { ...deletedItem, bases: null },
      { ...deletedRecord, id: 'b', bases: null },
    ];
    expect(planOf(inputOf('contacts', links)).kinds).toEqual(['create_item', 'create_record']);
  });

  const base = meeting({});
  const cancelled: SeenItem = itemOf(base, { role: 'attendee', cancelled: true });

  test('a meeting that its organiser called off is deleted, and no record is made of it', () => {
    expect(planOf(inputOf('meetings', [linkOf({ item: cancelled })])).kinds).toEqual(['forget']);
    const link = linkOf({ item: cancelled, record: recordOf(base), bases: same(base) });
    expect(planOf(inputOf('meetings', [link])).kinds).toEqual(['delete_record']);
  });

  test('an own meeting that was called off and edited in the CRM invites nobody again', () => {
    const edited = recordOf({ ...base, title: 'Retro' });
    for (const attendeeCount of [0, 2]) {
      const own = itemOf(base, { attendeeCount, cancelled: true });
      const tombstone = { state: 'deleted' as const, at: '2026-01-02T10:00:00Z', traits: own.traits };
      for (const seen of [{ state: 'present' as const, item: own }, tombstone]) {
        const link = { ...linkOf({ item: own, record: edited, bases: same(base) }), seen };
        expect(planOf(inputOf('meetings', [link]))).toMatchObject(
          attendeeCount > 0
            ? { kinds: [], reasons: ['called_off'] }
            : { kinds: ['create_item'], reasons: [] },
        );
        const unedited = { ...link, record: recordOf(base) };
        expect(planOf(inputOf('meetings', [unedited])).kinds).toEqual(['delete_record']);
      }
    }
  });

  test("an attendee's copy that never agreed with a record takes no record along", () => {
    const link = linkOf({ item: cancelled, record: recordOf(base) });
    expect(planOf(inputOf('meetings', [link])).kinds).toEqual(['forget']);
  });
});

describe('every state of a link has its step', () => {
  const item = {
    none: {},
    unknown: { itemId: 'i' },
    present: { itemId: 'i', seen: { state: 'present' as const, item: itemOf(anna) } },
    gone: { itemId: 'i', seen: { state: 'deleted' as const, at: '2026-01-02T10:00:00Z' } },
  };
  const record = {
    none: {},
    unknown: { recordId: '1' },
    present: { recordId: '1', record: recordOf(anna) },
    gone: { recordId: '1', record: recordOf(anna, { deleted: true }) },
  };
  test.each([
    ['none', 'none', ['forget']],
    ['none', 'unknown', []],
    ['none', 'present', ['create_item']],
    ['none', 'gone', ['forget']],
    ['unknown', 'none', []],
    ['unknown', 'unknown', []],
    ['unknown', 'present', []],
    ['unknown', 'gone', []],
    ['present', 'none', ['create_record']],
    ['present', 'unknown', []],
    ['present', 'present', []],
    ['present', 'gone', ['delete_item']],
    ['gone', 'none', ['forget']],
    ['gone', 'unknown', []],
    ['gone', 'present', ['delete_record']],
    ['gone', 'gone', ['forget']],
  ] as const)('item %s, record %s: %j', (itemState, recordState, kinds) => {
    const link = linkOf({ bases: same(anna), more: { ...item[itemState], ...record[recordState] } });
    expect(planOf(inputOf('contacts', [link])).kinds).toEqual(kinds);
  });
});
