import { lookup, MANDATORY, text, textArea, website, type ModuleDraft } from '../field-drafts.ts';

/** Who else wants the customer of a deal. */
export const COMPETITORS: ModuleDraft = {
  displayField: 'Competitor_Name',
  duplicateCheckField: 'Competitor_Name',
  fields: [
    text('Competitor_Name', 120, MANDATORY),
    lookup('Deal_Name', 'Deals'),
    website('Website'),
    textArea('Strengths', { length: 2000 }),
    textArea('Weaknesses', { length: 2000 }),
  ],
};
