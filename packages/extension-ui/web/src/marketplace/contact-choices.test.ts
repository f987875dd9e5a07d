import { mappingIssues, PROPOSED_PAIRS } from '@syncgrant/core';
import { expect, test } from 'vitest';
import { chosenOtherwise, propertyChoices } from './contact-choices.ts';

test('what can be chosen breaks no rule, and what cannot would', () => {
  for (const field of ['Title', 'Fax', 'Secondary_Email', 'Date_of_Birth', 'Description']) {
    const choices = propertyChoices(PROPOSED_PAIRS, field);
    expect(choices.length).toBeGreaterThan(0);
    for (const { value, disabled } of choices)
      expect([field, value, mappingIssues({ ...PROPOSED_PAIRS, [field]: value }).length > 0]).toEqual([
        field,
        value,
        disabled,
      ]);
  }
});

test('a field that stays without a property is not counted, one that gets another is', () => {
  expect(chosenOtherwise(PROPOSED_PAIRS)).toBe(0);
  expect(chosenOtherwise({ ...PROPOSED_PAIRS, Fax: null, Title: null, Twitter: 'jobTitle' })).toBe(2);
});
