import { checkBox, description, MANDATORY, pickList, text, type ModuleDraft } from '../field-drafts.ts';
import { pricingDetails } from '../line-items.ts';

/** Prices that depend on how much is bought. */
export const PRICE_BOOKS: ModuleDraft = {
  displayField: 'Price_Book_Name',
  duplicateCheckField: 'Price_Book_Name',
  fields: [
    text('Price_Book_Name', 200, MANDATORY),
    checkBox('Active'),
    pickList('Pricing_Model', ['Flat', 'Differential']),
    pricingDetails,
    description,
  ],
};
