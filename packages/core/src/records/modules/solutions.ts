import {
  autoNumber,
  checkBox,
  lookup,
  MANDATORY,
  pickList,
  text,
  textArea,
  type ModuleDraft,
} from '../field-drafts.ts';

/** Answers to questions that come again. */
export const SOLUTIONS: ModuleDraft = {
  displayField: 'Solution_Title',
  duplicateCheckField: 'Solution_Title',
  fields: [
    autoNumber('Solution_Number'),
    text('Solution_Title', 300, MANDATORY),
    lookup('Product_Name', 'Products'),
    pickList('Status', ['Draft', 'Reviewed', 'Duplicate']),
    checkBox('Published'),
    textArea('Question'),
    textArea('Answer'),
  ],
};
