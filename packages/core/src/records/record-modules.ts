import type { ModuleName } from '../permission/modules.ts';

/** The modules whose records exist here, by API name. */
export const RECORD_MODULES = [
  'Leads',
  'Accounts',
  'Contacts',
  'Deals',
  'Campaigns',
  'Cases',
  'Solutions',
  'Products',
  'Price_Books',
  'Quotes',
  'Sales_Orders',
  'Purchase_Orders',
  'Invoices',
  'Vendors',
  'Calls',
  'Events',
  'Tasks',
  'Notes',
  'Competitors',
] as const;

export type RecordModule = (typeof RECORD_MODULES)[number];

/** The modules that the record of a `se_module` lookup may belong to: what an activity or a note can be about. */
export const RELATED_MODULES = [
  'Leads',
  'Accounts',
  'Contacts',
  'Deals',
  'Campaigns',
  'Cases',
  'Solutions',
  'Products',
  'Price_Books',
  'Quotes',
  'Sales_Orders',
  'Purchase_Orders',
  'Invoices',
  'Vendors',
] as const satisfies readonly RecordModule[];

/** The module whose permissions and field access govern a module's records: competitors are a part of deals. */
export const governingModule = (module: RecordModule): ModuleName =>
  module === 'Competitors' ? 'Deals' : module;
