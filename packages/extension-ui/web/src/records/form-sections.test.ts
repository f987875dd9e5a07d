import { expect, test } from 'vitest';
import { RECORD_FIELDS, RECORD_MODULES } from '@syncgrant/core';
import type { Field } from './field-form.ts';
import { sectionsOf } from './form-sections.ts';

const fieldsOf = (module: (typeof RECORD_MODULES)[number]): readonly Field[] =>
  RECORD_FIELDS[module].map((meta) => ({
    api_name: meta.apiName,
    field_label: meta.label,
    data_type: meta.dataType,
    length: meta.length,
    system_mandatory: meta.mandatory,
    read_only: meta.readOnly,
    visible: true,
    pick_list_values: [],
  }));

test.each(RECORD_MODULES)(
  'every field of %s stands in exactly one section, under a title of its own',
  (module) => {
    const fields = fieldsOf(module);
    const sections = sectionsOf(fields);
    const placed = sections.flatMap((section) => section.fields.map(({ api_name }) => api_name));
    expect(placed.toSorted()).toEqual(fields.map(({ api_name }) => api_name).toSorted());
    const titles = sections.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  },
);

test('addresses are told apart, rows stand alone, and nothing empty is shown', () => {
  expect(sectionsOf(fieldsOf('Quotes')).map(({ title }) => title)).toEqual([
    'Details',
    'Billing address',
    'Shipping address',
    'Quoted Items',
    'Texts',
  ]);
  expect(sectionsOf([])).toEqual([]);
});
