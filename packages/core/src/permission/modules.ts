import { keysOf } from './keys-of.ts';

/**
 * The CRM's modules, keyed by API name. `code` is the module's word inside permission names and `category`
 * its category on a profile page; both differ from the API name for a few old modules (`Deals` were potentials).
 */
const module = <const Code extends string>(label: string, code: Code, category: string = code) => ({
  label,
  code,
  category,
});

export const MODULES = {
  Leads: module('Leads', 'Leads'),
  Contacts: module('Contacts', 'Contacts'),
  Accounts: module('Accounts', 'Accounts'),
  Deals: module('Deals', 'Deals', 'Potentials'),
  Events: module('Meetings', 'Events'),
  Calls: module('Calls', 'Calls'),
  Reports: module('Reports', 'Reports'),
  Analytics: module('Analytics', 'Dashboards'),
  Products: module('Products', 'Products'),
  Quotes: module('Quotes', 'Quotes'),
  Sales_Orders: module('Sales Orders', 'SalesOrders'),
  Purchase_Orders: module('Purchase Orders', 'PurchaseOrders'),
  Invoices: module('Invoices', 'Invoices'),
  Campaigns: module('Campaigns', 'Campaigns'),
  Price_Books: module('Price Books', 'PriceBooks'),
  Cases: module('Cases', 'Cases'),
  Solutions: module('Solutions', 'Solutions'),
  Documents: module('Documents', 'Docs', 'Documents'),
  Forecasts: module('Forecasts', 'Forecasts'),
  Visits: module('Visits', 'Visits'),
  Services__s: module('Services', 'Services'),
  Appointments__s: module('Appointments', 'Appointments'),
  Vendors: module('Vendors', 'Vendors'),
  Tasks: module('Tasks', 'Tasks'),
  Notes: module('Notes', 'Notes'),
  Attachments: module('Attachments', 'Attachments'),
} as const;

/** API name of a module, e.g. `Sales_Orders`. */
export type ModuleName = keyof typeof MODULES;

/** A module's word inside permission names, e.g. `SalesOrders` in `Crm_Implied_View_SalesOrders`. */
export type ModuleCode<Name extends ModuleName = ModuleName> = (typeof MODULES)[Name]['code'];

export const MODULE_NAMES: readonly ModuleName[] = keysOf(MODULES);

const NUMBERS: ReadonlyMap<string, number> = new Map(MODULE_NAMES.map((name, number) => [name, number]));

/** The module's place in `MODULE_NAMES`. Throws on a module that does not exist, which the type rules out. */
export function moduleNumberOf(name: ModuleName): number {
  const number = NUMBERS.get(name);
  if (number === undefined) throw new TypeError(`There is no module ${name}`);
  return number;
}

/** The module of that API name, or undefined: what came over a wire becomes a `ModuleName` only here. */
export function parseModuleName(name: string): ModuleName | undefined {
  return MODULE_NAMES.find((known) => known === name);
}
