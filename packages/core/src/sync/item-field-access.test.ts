import { describe, expect, test } from 'vitest';
import { decideSync, SYNC_MODULES, type SyncModule } from '../permission/index.ts';
import { contextOf, without } from '../permission/testing.ts';
import type { Canonical } from './canonical.ts';
import { isEmpty } from './equality.ts';
import { FIELDS } from './fields.ts';
import type { LinkView } from './link.ts';
import { plan } from './plan.ts';
import type { FlowGrant } from './plan-types.ts';
import {
  CONTENT,
  DIRECTIONS,
  HAPPENINGS,
  linkAfter,
  MODULES,
  told,
  type Direction,
  type Happening,
} from './testing-happenings.ts';
import { FULL_GRANT, inputOf, itemOf, linkOf, recordOf, valuesOf } from './testing-items.ts';

type Access = 'read_write' | 'read_only' | 'hidden';
type FieldHappening = Happening | 'both edited';
type Cells = readonly [both: string, toCrm: string, toMicrosoft: string];
type FieldTable = Readonly<Record<FieldHappening, Readonly<Record<Access, Cells>>>>;

/**
 * What access to a single field decides about it, written down by hand for each direction. Of something created, "with it" and
 * "without it" tell of this field.
 */
const FIELD_TABLE: FieldTable = {
  'item new': {
    read_write: ['with it', 'with it', 'direction'],
    read_only: ['without it', 'without it', 'direction'],
    hidden: ['without it', 'without it', 'direction'],
  },
  'record new': {
    read_write: ['with it', 'direction', 'with it'],
    read_only: ['with it', 'direction', 'with it'],
    hidden: ['without it', 'direction', 'without it'],
  },
  'item edited': {
    read_write: ['write record', 'write record', 'direction'],
    read_only: ['read_only_field', 'read_only_field', 'direction'],
    hidden: ['nothing', 'nothing', 'nothing'],
  },
  'record edited': {
    read_write: ['write item', 'direction', 'write item'],
    read_only: ['write item', 'direction', 'write item'],
    hidden: ['nothing', 'nothing', 'nothing'],
  },
  // The CRM wins where both may be written; where only one side may, that side yields.
  'both edited': {
    read_write: ['write item', 'write record', 'write item'],
    read_only: ['write item', 'direction + read_only_field', 'write item'],
    hidden: ['nothing', 'nothing', 'nothing'],
  },
  'item deleted': {
    read_write: ['delete_record', 'delete_record', 'direction'],
    read_only: ['delete_record', 'delete_record', 'direction'],
    hidden: ['delete_record', 'delete_record', 'direction'],
  },
  'record deleted': {
    read_write: ['delete_item', 'direction', 'delete_item'],
    read_only: ['delete_item', 'direction', 'delete_item'],
    hidden: ['delete_item', 'direction', 'delete_item'],
  },
  // An edit beats a deletion, whether or not it may flow.
  'record edited, item deleted': {
    read_write: ['with it', 'direction', 'with it'],
    read_only: ['with it', 'direction', 'with it'],
    hidden: ['without it', 'direction', 'without it'],
  },
  'item edited, record deleted': {
    read_write: ['with it', 'with it', 'direction'],
    read_only: ['without it', 'without it', 'direction'],
    hidden: ['without it', 'without it', 'direction'],
  },
};
/** Of a list each side's new elements go to the other. */
const BOTH_EDITED_LIST: FieldTable['both edited'] = {
  read_write: ['write record + write item', 'write record + direction', 'write item + direction'],
  read_only: ['write item + read_only_field', 'direction + read_only_field', 'write item + direction'],
  hidden: ['nothing', 'nothing', 'nothing'],
};
const FIELD_HAPPENINGS = [...HAPPENINGS, 'both edited'] as const;

/** What no profile can restrict, times and rules (tried below), answers (never an edit), and a list that has room for one element in the CRM. */
const OTHERS: ReadonlySet<string> = new Set(
  'lastName title subject allDay start end recurrence homePhones answers excludedDates'.split(' '),
);

/** The CRM fields that a profile can restrict, each with the field of the sync that it is, or is a part of. */
const RESTRICTABLE = MODULES.flatMap((module) =>
  FIELDS[module]
    .filter(({ name, crmFields }) => crmFields.length > 0 && !OTHERS.has(name))
    .flatMap(({ name, kind, crmFields }) => crmFields.map((crmField) => ({ module, name, kind, crmField }))),
);

const restricted = (module: SyncModule, crmField: string, access: Access): FlowGrant => {
  const fields = access === 'read_write' ? {} : { [crmField]: access };
  const profile = { ...without(), fieldAccess: { [SYNC_MODULES[module].module]: fields } };
  const grant = decideSync(contextOf(profile), module);
  if (!grant.granted) throw new Error('the profile may sync');
  return grant;
};

describe.each(RESTRICTABLE)('access to a field decides about it alone: $module, $crmField', (field) => {
  const { module, name, kind, crmField } = field;
  const value = (content: string): Canonical => ({ [name]: kind === 'list' ? [content] : content });
  const table = kind === 'list' ? { ...FIELD_TABLE, 'both edited': BOTH_EDITED_LIST } : FIELD_TABLE;
  const { values } = CONTENT[module];
  const held = { ...values, ...value('a') };

  /** Told of this field: everything else that is created comes along in any case. */
  const toldOf = (link: LinkView, grant: FlowGrant, direction: Direction): string => {
    const choices = { direction, conflictPolicy: 'crm' } as const;
    const [operation] = plan(inputOf(module, [link], { grant, choices })).operations;
    if (operation?.kind !== 'create_item' && operation?.kind !== 'create_record')
      return told(module, link, grant, direction);
    return isEmpty(operation.values[name]) ? 'without it' : 'with it';
  };

  test.each(['read_write', 'read_only', 'hidden'] as const)('%s, in every direction', (access) => {
    const grant = restricted(module, crmField, access);
    for (const happening of FIELD_HAPPENINGS) {
      const bases = { crm: held, microsoft: held };
      const link =
        happening === 'both edited'
          ? linkOf({
              item: itemOf({ ...held, ...value('b') }),
              record: recordOf({ ...held, ...value('c') }),
              bases,
            })
          : linkAfter(happening, { item: held, record: held, bases }, value('b'));
      for (const [index, direction] of DIRECTIONS.entries()) {
        const expected = table[happening][access][index];
        expect([happening, direction, toldOf(link, grant, direction)]).toEqual([
          happening,
          direction,
          expected,
        ]);
      }
    }
  });

  test.each(['read_only', 'hidden'] as const)(
    '%s: what was made without it can still be deleted on either side',
    (access) => {
      const grant = restricted(module, crmField, access);
      const begun = (link: LinkView) => {
        const [operation] = plan(inputOf(module, [link], { grant })).operations;
        if (operation?.kind !== 'create_item' && operation?.kind !== 'create_record')
          throw new Error('nothing was created');
        return { made: operation.values, bases: operation.agreed };
      };
      const atMicrosoft = begun(linkOf({ record: recordOf(held) }));
      const item = itemOf(atMicrosoft.made);
      const inCrm = begun(linkOf({ item: itemOf(held) }));
      const record = recordOf(inCrm.made);
      for (const [link, deletion] of [
        [linkOf({ item: 'deleted', record: recordOf(held), bases: atMicrosoft.bases }), 'delete_record'],
        [
          linkOf({ item, record: recordOf(held, { deleted: true }), bases: atMicrosoft.bases }),
          'delete_item',
        ],
        [linkOf({ item: 'deleted', record, bases: inCrm.bases }), 'delete_record'],
        [
          linkOf({ item: itemOf(held), record: { ...record, deleted: true }, bases: inCrm.bases }),
          'delete_item',
        ],
      ] as const)
        expect(told(module, link, grant, 'both')).toBe(deletion);
    },
  );
});

describe('fields that belong together', () => {
  const { values } = CONTENT.meetings;
  const moved = { start: '2026-03-01T09:00:00Z' };
  const bases = { crm: values, microsoft: values };

  test.each([
    ['read_only', 'item', 'read_only_field'],
    ['read_only', 'record', 'write item'],
    ['hidden', 'item', 'nothing'],
    ['hidden', 'record', 'nothing'],
  ] as const)('all-day is %s: times that moved in the %s: %s', (access, side, expected) => {
    const grant = restricted('meetings', 'All_day', access);
    const link = linkOf({
      item: itemOf({ ...values, ...(side === 'item' && moved) }),
      record: recordOf({ ...values, ...(side === 'record' && moved) }),
      bases,
    });
    expect(told('meetings', link, grant, 'both')).toBe(expected);
  });

  test('a last name that has to be made up is not made of a name that is hidden', () => {
    const grant = { ...FULL_GRANT, hiddenFields: new Set(['First_Name']) };
    const unnamed = valuesOf('contacts', { firstName: 'Secret' });
    const created = plan(inputOf('contacts', [linkOf({ item: itemOf(unnamed) })], { grant })).operations;
    expect(created).toMatchObject([
      { kind: 'create_record', values: { firstName: null, lastName: 'Not Provided' } },
    ]);

    const named = { ...unnamed, lastName: 'Berg' };
    const cleared = linkOf({
      item: itemOf(valuesOf('contacts', {})),
      record: recordOf(named),
      bases: { crm: named, microsoft: valuesOf('contacts', { lastName: 'Berg' }) },
    });
    expect(plan(inputOf('contacts', [cleared], { grant })).operations).toMatchObject([
      { kind: 'update', recordChanges: { lastName: 'Not Provided' } },
    ]);
  });
});
