import {
  currency,
  formula,
  integer,
  lookup,
  percent,
  textArea,
  field,
  type FieldDraft,
} from './field-drafts.ts';

/** The rows of a quote, an order or an invoice, and the sums that follow from them. */
export const lineItems = (apiName: string, label: string): FieldDraft =>
  field(apiName, 'subform', {
    label,
    mandatory: true,
    subform: [
      lookup('Product_Name', 'Products', { mandatory: true }),
      field('Quantity', 'double', { length: 16, mandatory: true }),
      currency('List_Price'),
      currency('Discount'),
      currency('Tax'),
      textArea('Description', { length: 2000 }),
      integer('Sequence_Number'),
      formula('Total'),
      formula('Net_Total'),
    ],
  });

/** What a document of this kind charges on top of its rows, and what it comes to. */
export const sums = [
  formula('Sub_Total'),
  currency('Discount'),
  currency('Tax'),
  currency('Adjustment'),
  formula('Grand_Total'),
];

export const terms = textArea('Terms_and_Conditions', { label: 'Terms and Conditions' });

/** Prices of a price book: what is taken off between two quantities. */
export const pricingDetails = field('Pricing_Details', 'subform', {
  label: 'Pricing Details',
  subform: [
    field('from_range', 'double', { length: 16, mandatory: true, label: 'From Range' }),
    field('to_range', 'double', { length: 16, mandatory: true, label: 'To Range' }),
    percent('discount', { mandatory: true, label: 'Discount' }),
  ],
});
