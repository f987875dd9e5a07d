import { lookup, MANDATORY, text, textArea, type ModuleDraft } from '../field-drafts.ts';

/** What people wrote down about a record. */
export const NOTES: ModuleDraft = {
  displayField: 'Note_Title',
  duplicateCheckField: 'Note_Title',
  fields: [
    text('Note_Title', 120),
    textArea('Note_Content', MANDATORY),
    lookup('Parent_Id', 'se_module', { ...MANDATORY, label: 'Parent ID' }),
  ],
};
