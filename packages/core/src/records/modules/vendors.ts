import {
  checkBox,
  description,
  email,
  MANDATORY,
  phone,
  photo,
  pickList,
  plainAddress,
  text,
  website,
  type ModuleDraft,
} from '../field-drafts.ts';

/** Companies from which products are bought. */
export const VENDORS: ModuleDraft = {
  displayField: 'Vendor_Name',
  duplicateCheckField: 'Vendor_Name',
  fields: [
    text('Vendor_Name', 120, MANDATORY),
    email('Email'),
    phone('Phone', { length: 30 }),
    website('Website'),
    text('Category', 80),
    pickList('GL_Account', [
      'Sales-Software',
      'Sales-Hardware',
      'Rental-Income',
      'Interest-Income',
      'Sales-Software-Support',
      'Sales Other',
      'Internet-Sales',
      'Service-Hardware-Labor',
      'Sales-Books',
    ]),
    checkBox('Email_Opt_Out'),
    ...plainAddress,
    description,
    photo,
  ],
};
