import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { photoWays, planPhoto, type PhotoView } from './photo.ts';
import type { SyncChoices } from './setup.ts';

const OPEN = { editRecord: true, hiddenFields: new Set<string>(), readOnlyFields: new Set<string>() };
const BOTH: SyncChoices = { direction: 'both', conflictPolicy: 'newest', photos: true };

const AGREED: PhotoView = {
  crm: { id: '1', hash: 'one' },
  microsoft: 'made of one',
  bases: { crm: '1', microsoft: 'made of one' },
  sent: null,
  missed: false,
};
const NEW = { id: '2', hash: 'two' };
const plan = (view: Partial<PhotoView>, choices: Partial<SyncChoices> = {}, grant = OPEN) => {
  const chosen = { ...BOTH, ...choices };
  return planPhoto({ ...AGREED, ...view }, photoWays(grant, chosen), chosen);
};
const hold = (reason: string) => ({ kind: 'hold', reason });

describe('a photo', () => {
  test('that Microsoft has made another one of is agreed on', () => {
    expect(plan({})).toEqual({ kind: 'agree' });
  });

  test('goes from the side that changed it to the other', () => {
    expect(plan({ crm: NEW })).toEqual({ kind: 'send' });
    expect(plan({ microsoft: 'theirs' })).toEqual({ kind: 'take' });
    expect(plan({ crm: null, microsoft: 'theirs', bases: { crm: null, microsoft: null } })).toEqual({
      kind: 'take',
    });
  });

  test.each([
    ['newest', 'send'],
    ['crm', 'send'],
    ['microsoft', 'take'],
  ] as const)('that both sides changed is that of the side that wins: %s', (conflictPolicy, kind) => {
    expect(plan({ crm: NEW, microsoft: 'theirs' }, { conflictPolicy })).toEqual({ kind });
  });

  test('is kept where one side changed it and the other took it away', () => {
    expect(plan({ crm: null, microsoft: 'theirs' }, { conflictPolicy: 'crm' })).toEqual({ kind: 'take' });
    expect(plan({ crm: NEW, microsoft: null }, { conflictPolicy: 'microsoft' })).toEqual({ kind: 'send' });
  });

  test('that is missing at Microsoft is taken away once it is missing again', () => {
    expect(plan({ microsoft: null })).toEqual(hold('photo_missing'));
    expect(plan({ microsoft: null, missed: true })).toEqual({ kind: 'take' });
  });

  test('cannot be taken away at Microsoft', () => {
    expect(plan({ crm: null })).toEqual(hold('photo_stays'));
  });

  test('of which nobody heard whether it arrived is sent again, and not taken for somebody’s change', () => {
    const unheard = { crm: NEW, microsoft: 'made of two', sent: '2' };
    expect(plan(unheard, { conflictPolicy: 'microsoft' })).toEqual({ kind: 'send' });
    expect(plan({ ...unheard, microsoft: 'two' })).toEqual({ kind: 'agree' });
  });

  test.each([
    ['its direction', { direction: 'to_microsoft' }, OPEN, 'direction'],
    ['no right to edit', {}, { ...OPEN, editRecord: false }, 'no_edit_permission'],
    [
      'a field that is only read',
      {},
      { ...OPEN, readOnlyFields: new Set(['Record_Image']) },
      'read_only_field',
    ],
  ] as const)('stays at Microsoft because of %s', (_, choices, grant, reason) => {
    expect(plan({ microsoft: 'theirs' }, choices, grant)).toEqual(hold(reason));
    expect(plan({ crm: NEW }, choices, grant)).toEqual({ kind: 'send' });
  });

  test('stays in the CRM where the sync runs the other way', () => {
    expect(plan({ crm: NEW }, { direction: 'to_crm' })).toEqual(hold('direction'));
    expect(plan({ crm: NEW, microsoft: 'theirs' }, { direction: 'to_crm' })).toEqual({ kind: 'take' });
  });

  test('goes no way where the field is hidden, or nobody asked for photos', () => {
    const hidden = { ...OPEN, hiddenFields: new Set(['Record_Image']) };
    for (const ways of [photoWays(hidden, BOTH), photoWays(OPEN, { ...BOTH, photos: undefined })]) {
      expect([ways.toCrm, ways.toMicrosoft]).toEqual([false, false]);
    }
  });
});

test('carried out, every step leads to agreement', () => {
  const hash = fc.constantFrom('one', 'two', 'three', null);
  const view = fc.record({
    crm: fc.option(fc.constantFrom(AGREED.crm, NEW, { id: '3', hash: 'three' })),
    microsoft: hash,
    bases: fc.record({ crm: fc.constantFrom('1', '2', null), microsoft: hash }),
    sent: fc.constantFrom('1', '2', null),
    missed: fc.boolean(),
  });
  const policy = fc.constantFrom('newest', 'crm', 'microsoft');
  fc.assert(
    fc.property(view, policy, (before, conflictPolicy) => {
      const { crm, microsoft } = before;
      const step = plan(before, { conflictPolicy });
      if (step.kind === 'hold') return;
      const after =
        step.kind === 'send'
          ? { crm, microsoft: `made of ${crm?.hash}` }
          : step.kind === 'take'
            ? { crm: microsoft === null ? null : { id: 'new', hash: microsoft }, microsoft }
            : { crm, microsoft };
      const bases = { crm: after.crm?.id ?? null, microsoft: after.microsoft };
      expect(plan({ ...after, bases, sent: null, missed: false }, { conflictPolicy })).toEqual({
        kind: 'agree',
      });
      expect(step.kind === 'send' && crm === null).toBe(false);
    }),
  );
});
