import { describe, expect, test } from 'vitest';
import { planField, planModuleLabels } from './customization-change.ts';
import { customizedFields, moduleLabels, type ModuleCustomization } from './customization.ts';
import { findField, RECORD_FIELDS } from './record-fields.ts';
import { RECORD_MODULES } from './record-modules.ts';
import { validateRecord, type RecordValues } from './validate-record.ts';

const field = (name: string) => {
  const found = findField('Leads', name);
  if (found === undefined) throw new Error(`there is no field ${name}`);
  return found;
};
const labelled = (customization: ModuleCustomization, name: string) =>
  customizedFields('Leads', customization).find(({ apiName }) => apiName === name);
const done = (planned: ReturnType<typeof planField>): ModuleCustomization => {
  if (!planned.ok) throw new Error(planned.message);
  return planned.customization;
};
const values = (...all: readonly string[]) => all.map((value) => ({ value, inUse: true }));
const SOURCES = field('Lead_Source').pickListValues;

test('as delivered, no two modules and no two fields of a module have the same label', () => {
  const plurals = RECORD_MODULES.map((module) => moduleLabels(module).plural);
  expect(new Set(plurals).size).toBe(plurals.length);
  for (const module of RECORD_MODULES) {
    const labels = RECORD_FIELDS[module].map(({ label }) => label.toLowerCase());
    expect([module, labels.filter((label, index) => labels.indexOf(label) !== index)]).toEqual([module, []]);
  }
});

describe('names of a module', () => {
  test('change one by one; the others stay', () => {
    const first = done(planModuleLabels('Leads', { plural_label: ' Prospects ' }, new Map()));
    expect(moduleLabels('Leads', first)).toEqual({ singular: 'Lead', plural: 'Prospects' });
    const both = done(planModuleLabels('Leads', { singular_label: 'Prospect' }, new Map([['Leads', first]])));
    expect(moduleLabels('Leads', both)).toEqual({ singular: 'Prospect', plural: 'Prospects' });
  });

  test('are not those of another module, whatever its case, and free again when that one has another', () => {
    expect(planModuleLabels('Leads', { plural_label: 'contacts' }, new Map())).toMatchObject({
      code: 'DUPLICATE_DATA',
      path: 'plural_label',
    });
    const others = new Map([['Contacts', { pluralLabel: 'People' }] as const]);
    expect(planModuleLabels('Leads', { plural_label: 'People' }, others).ok).toBe(false);
    expect(planModuleLabels('Leads', { plural_label: 'Contacts' }, others).ok).toBe(true);
  });

  test.each([
    ['', 'MANDATORY_NOT_FOUND'],
    ['  ', 'MANDATORY_NOT_FOUND'],
    ['x'.repeat(51), 'INVALID_DATA'],
    ['a\u0000b', 'INVALID_DATA'],
    ['two\nlines', 'INVALID_DATA'],
  ])('%j is none', (label, code) => {
    expect(planModuleLabels('Leads', { singular_label: label }, new Map())).toMatchObject({
      ok: false,
      code,
      path: 'singular_label',
    });
  });
});

describe('a field', () => {
  test('has another label, and keeps everything else', () => {
    const customization = done(planField('Leads', field('Company'), { field_label: 'Firm' }));
    expect(labelled(customization, 'Company')).toEqual({ ...field('Company'), label: 'Firm' });
    expect(labelled(customization, 'Email')).toEqual(field('Email'));
    expect(planField('Leads', field('Email'), { field_label: 'firm' }, customization)).toMatchObject({
      code: 'DUPLICATE_DATA',
    });
    expect(planField('Leads', field('Email'), { field_label: 'Company' }, customization).ok).toBe(true);
  });

  test('offers the values in use, in their order; those out of use can come back', () => {
    const [first = '', ...rest] = SOURCES;
    const list = [...values('Podcast', ...rest), { value: first, inUse: false }];
    const customization = done(planField('Leads', field('Lead_Source'), { pick_list_values: list }));
    expect(labelled(customization, 'Lead_Source')?.pickListValues).toEqual(['Podcast', ...rest]);
    const again = done(
      planField(
        'Leads',
        field('Lead_Source'),
        { pick_list_values: values(first, 'Podcast', ...rest) },
        customization,
      ),
    );
    expect(labelled(again, 'Lead_Source')?.pickListValues).toEqual([first, 'Podcast', ...rest]);
  });

  test('takes the values that are offered, and those that a record holds already', () => {
    const list = [...values('Podcast', ...SOURCES.slice(1)), { value: SOURCES[0] ?? '', inUse: false }];
    const metas = customizedFields(
      'Leads',
      done(planField('Leads', field('Lead_Source'), { pick_list_values: list, field_label: 'Origin' })),
    );
    const change = (Lead_Source: unknown, current: RecordValues) =>
      validateRecord('Leads', { Lead_Source }, { kind: 'update', current }, metas);
    expect(change('Podcast', {}).ok).toBe(true);
    expect(change(SOURCES[0], { Lead_Source: SOURCES[0] }).ok).toBe(true);
    expect(change(SOURCES[0], { Lead_Source: 'Podcast' })).toMatchObject({
      ok: false,
      errors: [{ apiName: 'Lead_Source', message: expect.stringMatching(/^Origin must be one of Podcast/) }],
    });
  });

  test.each([
    ['a value twice', values(...SOURCES, 'cold call'), 'DUPLICATE_DATA'],
    ['a value forgotten', values('Podcast'), 'MANDATORY_NOT_FOUND'],
    ['an empty value', values(...SOURCES, ' '), 'MANDATORY_NOT_FOUND'],
    ['nothing in use', SOURCES.map((value) => ({ value, inUse: false })), 'INVALID_DATA'],
    ['too many', values(...SOURCES, ...Array.from({ length: 500 }, (_, n) => `v${n}`)), 'INVALID_DATA'],
  ])('refuses a list with %s', (_, list, code) => {
    expect(planField('Leads', field('Lead_Source'), { pick_list_values: list })).toMatchObject({
      ok: false,
      code,
    });
  });

  test('has values only if it is a pick list whose values mean nothing to the product', () => {
    expect(planField('Leads', field('Company'), { pick_list_values: values('x') })).toMatchObject({
      code: 'INVALID_DATA',
    });
    const status = findField('Tasks', 'Status');
    if (status === undefined) throw new Error('tasks have a status');
    expect(
      planField('Tasks', status, { pick_list_values: values(...status.pickListValues, 'Blocked') }),
    ).toMatchObject({ code: 'NOT_ALLOWED' });
  });
});
