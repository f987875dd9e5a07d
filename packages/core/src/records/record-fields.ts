import { dateTime, field, SYSTEM, user, type FieldDraft, type ModuleDraft } from './field-drafts.ts';
import type { FieldMeta } from './field-meta.ts';
import { ACCOUNTS } from './modules/accounts.ts';
import { CALLS } from './modules/calls.ts';
import { CAMPAIGNS } from './modules/campaigns.ts';
import { CASES } from './modules/cases.ts';
import { COMPETITORS } from './modules/competitors.ts';
import { CONTACTS } from './modules/contacts.ts';
import { DEALS } from './modules/deals.ts';
import { EVENTS } from './modules/events.ts';
import { INVOICES } from './modules/invoices.ts';
import { LEADS } from './modules/leads.ts';
import { NOTES } from './modules/notes.ts';
import { PRICE_BOOKS } from './modules/price-books.ts';
import { PRODUCTS } from './modules/products.ts';
import { PURCHASE_ORDERS } from './modules/purchase-orders.ts';
import { QUOTES } from './modules/quotes.ts';
import { SALES_ORDERS } from './modules/sales-orders.ts';
import { SOLUTIONS } from './modules/solutions.ts';
import { TASKS } from './modules/tasks.ts';
import { VENDORS } from './modules/vendors.ts';
import { RECORD_MODULES, type RecordModule } from './record-modules.ts';

/** Fields that every record has; all but the owner are the system's own. */
const COMMON: readonly FieldDraft[] = [
  field('id', 'bigint', { ...SYSTEM, label: 'Record Id' }),
  user('Owner'),
  user('Created_By', SYSTEM),
  dateTime('Created_Time', SYSTEM),
  user('Modified_By', SYSTEM),
  dateTime('Modified_Time', SYSTEM),
];

/** The number of a module stands in the ids of its fields and never changes. */
const NUMBERED_MODULES: Readonly<Record<RecordModule, readonly [number: number, draft: ModuleDraft]>> = {
  Contacts: [1, CONTACTS],
  Events: [2, EVENTS],
  Tasks: [3, TASKS],
  Leads: [4, LEADS],
  Accounts: [5, ACCOUNTS],
  Deals: [6, DEALS],
  Campaigns: [7, CAMPAIGNS],
  Cases: [8, CASES],
  Solutions: [9, SOLUTIONS],
  Products: [10, PRODUCTS],
  Price_Books: [11, PRICE_BOOKS],
  Quotes: [12, QUOTES],
  Sales_Orders: [13, SALES_ORDERS],
  Purchase_Orders: [14, PURCHASE_ORDERS],
  Invoices: [15, INVOICES],
  Vendors: [16, VENDORS],
  Calls: [17, CALLS],
  Notes: [18, NOTES],
  Competitors: [19, COMPETITORS],
};

const FIRST_ID = 2_000_000_000_001;
const IDS_PER_MODULE = 1000;
/** The rows of a module's subform number their fields in the upper half of the module's ids. */
const FIRST_OF_SUBFORM = 500;

/** Ids follow the place in the lists, so a new field goes to the end of its module. */
const numbered = (firstId: number, drafts: readonly FieldDraft[]): readonly FieldMeta[] =>
  Object.freeze(
    drafts.map((draft, index) =>
      Object.freeze({
        id: String(firstId + index),
        ...draft,
        subform: numbered(firstId + FIRST_OF_SUBFORM, draft.subform),
      }),
    ),
  );

const ofEveryModule = <T>(make: (module: RecordModule) => T): Readonly<Record<RecordModule, T>> =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the entries are those of all modules
  Object.freeze(Object.fromEntries(RECORD_MODULES.map((module) => [module, make(module)]))) as Readonly<
    Record<RecordModule, T>
  >;

/** Every field of every module, under the names and types of Zoho CRM. */
export const RECORD_FIELDS = ofEveryModule((module) => {
  const [number, { fields }] = NUMBERED_MODULES[module];
  return numbered(FIRST_ID + number * IDS_PER_MODULE, [...COMMON, ...fields]);
});

const BY_NAME = ofEveryModule(
  (module): ReadonlyMap<string, FieldMeta> =>
    new Map(RECORD_FIELDS[module].map((meta) => [meta.apiName, meta])),
);

/** The field of that API name, or undefined. */
export function findField(module: RecordModule, apiName: string): FieldMeta | undefined {
  return BY_NAME[module].get(apiName);
}

/** The field that names a record of the module to people. */
export const displayFieldOf = (module: RecordModule): string => NUMBERED_MODULES[module][1].displayField;

/** By which field an upsert recognises a record of the module when it names none itself. */
export const duplicateCheckFieldOf = (module: RecordModule): string =>
  NUMBERED_MODULES[module][1].duplicateCheckField;
