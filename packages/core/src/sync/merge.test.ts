import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Canonical, CanonicalElement, FieldSpec } from './canonical.ts';
import { elementsOf, sameValue } from './equality.ts';
import { FIELDS } from './fields.ts';
import type { Bases } from './link.ts';
import { merge, settled, winnerOf, type Merge } from './merge.ts';
import { mergeList, type ListMergeInput } from './merge-list.ts';
import { CANONICAL, syncModule } from './testing-arbitraries.ts';
import { valuesOf } from './testing-items.ts';

/** `{}` would match any object. */
const NOTHING: unknown = expect.toSatisfy((changes: object) => Object.keys(changes).length === 0);

const FREE = { toCrm: null, toMicrosoft: null };
const both = (values: Canonical): Bases => ({ crm: values, microsoft: values });

const mergeOf = (
  module: keyof typeof FIELDS,
  record: Canonical,
  item: Canonical,
  bases: Bases | null,
  winner: 'crm' | 'microsoft' = 'crm',
): Merge => merge({ fields: FIELDS[module], flow: () => FREE, record, item, bases, winner });

const threeOf = syncModule.chain((module) =>
  fc.tuple(fc.constant(module), CANONICAL[module], CANONICAL[module], CANONICAL[module]),
);

describe('laws', () => {
  test('nothing changed, nothing written, and the bases stay', () => {
    fc.assert(
      fc.property(threeOf, ([module, crm, microsoft]) => {
        const result = mergeOf(module, crm, microsoft, { crm, microsoft });
        expect(result).toMatchObject({
          recordChanges: NOTHING,
          itemChanges: NOTHING,
          conflicts: [],
          barred: [],
        });
      }),
    );
  });

  test('a merge carried out leaves nothing to merge, and both sides say the same where they did before', () => {
    fc.assert(
      fc.property(threeOf, ([module, base, record, item]) => {
        const first = mergeOf(module, record, item, both(base));
        const newRecord = { ...record, ...first.recordChanges };
        const newItem = { ...item, ...first.itemChanges };
        expect(mergeOf(module, newRecord, newItem, first.agreed)).toMatchObject({
          recordChanges: NOTHING,
          itemChanges: NOTHING,
        });
        for (const spec of FIELDS[module].filter(({ kind }) => kind === 'scalar')) {
          expect(newRecord[spec.name] ?? null).toEqual(newItem[spec.name] ?? null);
        }
      }),
    );
  });

  test('a change on one side only arrives on the other, whoever would win', () => {
    fc.assert(
      fc.property(threeOf, fc.constantFrom('crm', 'microsoft'), ([module, base, changed], winner) => {
        const fromCrm = mergeOf(module, changed, base, both(base), winner);
        expect(fromCrm).toMatchObject({ recordChanges: NOTHING, conflicts: [] });
        expect(same(module, { ...base, ...fromCrm.itemChanges }, changed)).toBe(true);
        const fromMicrosoft = mergeOf(module, base, changed, both(base), winner);
        expect(fromMicrosoft).toMatchObject({ itemChanges: NOTHING, conflicts: [] });
        expect(same(module, { ...base, ...fromMicrosoft.recordChanges }, changed)).toBe(true);
      }),
    );
  });

  test('no value is lost: what neither side holds afterwards is among the conflicts or was given up by its own side', () => {
    fc.assert(
      fc.property(threeOf, fc.constantFrom('crm', 'microsoft'), ([module, base, record, item], winner) => {
        const result = mergeOf(module, record, item, both(base), winner);
        for (const { name } of FIELDS[module].filter(({ kind }) => kind === 'scalar')) {
          const after = { ...record, ...result.recordChanges }[name] ?? null;
          for (const value of [record[name] ?? null, item[name] ?? null]) {
            const kept = value === after || value === (base[name] ?? null);
            expect(
              kept || result.conflicts.some((conflict) => conflict.field === name && conflict.lost === value),
            ).toBe(true);
          }
        }
      }),
    );
  });

  const same = (module: keyof typeof FIELDS, left: Canonical, right: Canonical): boolean =>
    FIELDS[module].every((spec) => sameValue(spec, left[spec.name], right[spec.name]));
});

describe('bases per side', () => {
  const normalised = {
    crm: valuesOf('contacts', { firstName: 'ANNA' }),
    microsoft: valuesOf('contacts', { firstName: 'Anna' }),
  };

  test('what each side made of a value does not come back as a change', () => {
    expect(mergeOf('contacts', normalised.crm, normalised.microsoft, normalised)).toMatchObject({
      recordChanges: NOTHING,
      itemChanges: NOTHING,
    });
  });

  test('what a side returned for what was written becomes its base, and nothing else does', () => {
    const bases = both({ firstName: 'Anna', lastName: 'Berg' });
    const returned = { firstName: 'ANNA', lastName: 'changed meanwhile', jobTitle: 'never agreed' };
    expect(settled(bases, 'crm', { firstName: 'Anna', jobTitle: 'x' }, returned)).toEqual({
      crm: { firstName: 'ANNA', lastName: 'Berg' },
      microsoft: { firstName: 'Anna', lastName: 'Berg' },
    });
  });

  test('a list element that could not flow stays a change when its list is written for another', () => {
    const base = valuesOf('contacts', {});
    const record = { ...base, emails: ['crm@x.org'] };
    const item = { ...base, emails: ['ms@x.org'] };
    const flow = () => ({ toCrm: null, toMicrosoft: 'direction' as const });
    const oneWay = merge({ fields: FIELDS.contacts, flow, record, item, bases: both(base), winner: 'crm' });
    expect(oneWay.recordChanges).toEqual({ emails: ['crm@x.org', 'ms@x.org'] });
    const written = { ...record, ...oneWay.recordChanges };
    const bases = settled(oneWay.agreed, 'crm', oneWay.recordChanges, written);
    const later = mergeOf('contacts', written, item, bases);
    expect(later.itemChanges).toEqual({ emails: ['ms@x.org', 'crm@x.org'] });
  });

  test('a field that may not flow is a change again when it may', () => {
    const base = valuesOf('contacts', { firstName: 'Anna' });
    const record = { ...base, firstName: 'Bo' };
    const hidden = merge({
      fields: FIELDS.contacts,
      flow: ({ name }) => (name === 'firstName' ? { toCrm: 'hidden', toMicrosoft: 'hidden' } : FREE),
      record,
      item: base,
      bases: both(base),
      winner: 'crm',
    });
    expect(hidden).toMatchObject({ recordChanges: NOTHING, itemChanges: NOTHING });
    expect(mergeOf('contacts', record, base, hidden.agreed).itemChanges).toEqual({ firstName: 'Bo' });
  });
});

describe('a first match without bases', () => {
  test('each side fills what the other lacks, and of two values the winner stands', () => {
    const record = valuesOf('contacts', { firstName: 'Anna', jobTitle: 'Head', emails: ['a@x.org'] });
    const item = valuesOf('contacts', {
      firstName: 'Anna',
      jobTitle: 'Boss',
      department: 'Sales',
      emails: ['b@x.org'],
    });
    expect(mergeOf('contacts', record, item, null)).toMatchObject({
      recordChanges: { department: 'Sales', emails: ['a@x.org', 'b@x.org'] },
      itemChanges: { jobTitle: 'Head', emails: ['b@x.org', 'a@x.org'] },
      conflicts: [{ field: 'jobTitle', winner: 'crm', kept: 'Head', lost: 'Boss' }],
    });
  });
});

describe('who wins', () => {
  test('the newest, and of two at the same instant the CRM', () => {
    const [early, late] = ['2026-03-01T10:00:00Z', '2026-03-01T10:00:00.0010000Z'];
    expect(winnerOf('newest', early, late)).toBe('microsoft');
    expect(winnerOf('newest', late, early)).toBe('crm');
    expect(winnerOf('newest', early, early)).toBe('crm');
    expect(winnerOf('newest', '2026-03-01T11:00:00+05:30', early)).toBe('microsoft');
    expect(winnerOf('microsoft', late, early)).toBe('microsoft');
  });
});

describe('lists', () => {
  const emails = specOf('contacts', 'emails');
  const attendees = specOf('meetings', 'attendees');
  const addresses = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd'), { maxLength: 3 });
  const listMerge = (spec: FieldSpec, input: Partial<ListMergeInput>) =>
    mergeList(spec, {
      record: [],
      item: [],
      baseCrm: [],
      baseMicrosoft: [],
      mayWriteCrm: true,
      mayWriteMicrosoft: true,
      winner: 'crm',
      ...input,
    });

  test('additions and removals of both sides all happen', () => {
    const noSlots: FieldSpec = { ...emails, slots: {} };
    fc.assert(
      fc.property(addresses, addresses, addresses, (base, record, item) => {
        const result = listMerge(noSlots, { record, item, baseCrm: base, baseMicrosoft: base });
        const expected = ['a', 'b', 'c', 'd'].filter((key) =>
          base.includes(key)
            ? record.includes(key) && item.includes(key)
            : record.includes(key) || item.includes(key),
        );
        expect(new Set(result.record)).toEqual(new Set(expected));
        expect(new Set(result.item)).toEqual(new Set(expected));
      }),
    );
  });

  test('an element without room on the other side stays, and does not come and go', () => {
    fc.assert(
      fc.property(
        addresses,
        fc.uniqueArray(fc.constantFrom('a', 'b', 'e'), { maxLength: 2 }),
        (item, record) => {
          const first = listMerge(emails, { record, item });
          const second = listMerge(emails, {
            record: first.record,
            item: first.item,
            baseCrm: first.agreedCrm,
            baseMicrosoft: first.agreedMicrosoft,
          });
          expect(second.record).toBe(first.record);
          expect(second.item).toBe(first.item);
          expect(first.record.length).toBeLessThanOrEqual(2);
          expect(first.item.length).toBeLessThanOrEqual(3);
          const held = new Set([...first.record, ...first.item]);
          for (const element of [...record, ...item]) expect(held.has(element)).toBe(true);
        },
      ),
    );
  });

  test('a changed element survives its removal on the other side', () => {
    const [plain, spelt] = [['+49 1'], ['+491']];
    const phones = specOf('contacts', 'businessPhones');
    const result = listMerge(phones, { record: spelt, item: [], baseCrm: plain, baseMicrosoft: plain });
    expect(result).toMatchObject({ record: spelt, item: spelt });
  });

  test('one element spelt differently on both sides is a conflict of that element alone', () => {
    const phones = specOf('contacts', 'businessPhones');
    const base = ['+49 1', '+49 2'];
    const result = listMerge(phones, {
      record: ['+491', '+49 2'],
      item: ['+49-1', '+49 2'],
      baseCrm: base,
      baseMicrosoft: base,
    });
    expect(result).toMatchObject({
      item: ['+491', '+49 2'],
      conflict: { winner: 'crm', kept: ['+491'], lost: ['+49-1'] },
    });
  });

  test('a replaced first address stays the first', () => {
    const base = ['a', 'b'];
    expect(
      listMerge(emails, { record: base, item: ['d', 'b'], baseCrm: base, baseMicrosoft: base }).record,
    ).toEqual(['d', 'b']);
  });

  test("an element's change that may not flow stays a change", () => {
    const barred = listMerge(emails, { record: ['a'], item: [], mayWriteMicrosoft: false });
    expect(barred).toMatchObject({ item: [], agreedCrm: [], barred: { crm: true, microsoft: false } });
    const later = listMerge(emails, { record: ['a'], item: [], baseCrm: barred.agreedCrm });
    expect(later.item).toEqual(['a']);
  });

  test("attendees: a name or a CRM reference alone writes nothing, and Microsoft's type is kept", () => {
    const base: CanonicalElement[] = [{ address: 'a@x.org', name: 'A', type: 'optional' }];
    const crmBase: CanonicalElement[] = [{ address: 'a@x.org', name: null, type: null, crm: null }];
    const record: CanonicalElement[] = [
      { address: 'A@x.org', name: 'Anna', type: null, crm: 'contact:1' },
      { address: null, name: 'No address', type: null, crm: 'lead:2' },
    ];
    const result = listMerge(attendees, { record, item: base, baseCrm: crmBase, baseMicrosoft: base });
    expect(result.item).toBe(elementsOf(base));
    expect(result.record).toBe(record);
  });
});

function specOf(module: keyof typeof FIELDS, name: string): FieldSpec {
  const found = FIELDS[module].find((spec) => spec.name === name);
  if (found === undefined) throw new Error(`no field ${name}`);
  return found;
}
