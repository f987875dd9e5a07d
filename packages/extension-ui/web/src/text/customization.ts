import { some } from './words.ts';

/** What the organisation calls modules and fields, and the values of pick lists. */
export const customization = {
  title: 'Modules and fields',
  lead: 'What modules and fields are called here, and the values that people can choose from. What is stored stays as it is.',
  table: 'Modules',
  module: 'Module',
  one: 'One of them',
  actions: 'Actions',
  rename: (module: string) => `Rename ${module}`,
  singular: 'Name of one',
  plural: 'Name of several',
  renamed: (module: string) => `${module} was renamed.`,
  fieldsOf: (module: string) => `Fields of ${module}`,
  fieldsLead: 'Choose a field to give it another name, or to change the values of its list.',
  field: 'Field',
  list: 'List',
  values: (values: number) => some(values, 'value', 'values'),
  edit: (field: string) => `Change ${field}`,
  label: 'Name',
  inUse: 'Values, one in each line',
  inUseNote:
    'In this order. A value that is taken out is offered no more and stays in the records that hold it.',
  outOfUse: (values: string) => `Out of use: ${values}. Write one of them above to offer it again.`,
  changed: (field: string) => `${field} was changed.`,
  notYours: 'Your profile does not let you change this module.',
};
