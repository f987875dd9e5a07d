import {
  decide,
  moduleLabels,
  MODULES,
  parsePermissionName,
  RECORD_MODULES,
  type DecisionContext,
  type ModuleCustomization,
  type PermissionName,
  type RecordModule,
} from '@syncgrant/core';
import type { ModuleMetadata } from '@syncgrant/contracts';
import { decideCustomizing } from '../customization/decide-customizing.ts';
import { ModuleDecisions } from './module-decisions.ts';

/** Programs may keep an id, so it never changes; a new module gets the next number. */
const ID: Readonly<Record<RecordModule, string>> = {
  Leads: '1000000003001',
  Accounts: '1000000003002',
  Contacts: '1000000003003',
  Deals: '1000000003004',
  Campaigns: '1000000003005',
  Cases: '1000000003006',
  Solutions: '1000000003007',
  Products: '1000000003008',
  Price_Books: '1000000003009',
  Quotes: '1000000003010',
  Sales_Orders: '1000000003011',
  Purchase_Orders: '1000000003012',
  Invoices: '1000000003013',
  Vendors: '1000000003014',
  Calls: '1000000003015',
  Events: '1000000003016',
  Tasks: '1000000003017',
  Notes: '1000000003018',
  Competitors: '1000000003019',
};

/**
 * The permission that shows a module among the tabs. Notes and competitors have none: they are seen at the records that they
 * belong to.
 */
const TAB: ReadonlyMap<RecordModule, PermissionName> = new Map(
  RECORD_MODULES.flatMap((module) => {
    const permission =
      module === 'Competitors' ? undefined : parsePermissionName(`Crm_Implied_Tab_${MODULES[module].code}`);
    return permission === undefined ? [] : [[module, permission] as const];
  }),
);

export const moduleId = (module: RecordModule): string => ID[module];

/** The module of that API name or id. */
export const findModule = (nameOrId: string): RecordModule | undefined =>
  RECORD_MODULES.find((module) => module === nameOrId || ID[module] === nameOrId);

/** A module as the organisation calls it and as the caller may use it. */
export function moduleView(
  context: DecisionContext,
  module: RecordModule,
  customization?: ModuleCustomization,
): ModuleMetadata {
  const decisions = new ModuleDecisions(context, module);
  const tab = TAB.get(module);
  const { singular, plural } = moduleLabels(module, customization);
  return {
    id: ID[module],
    api_name: module,
    module_name: module,
    singular_label: singular,
    plural_label: plural,
    api_supported: true,
    generated_type: 'default',
    status: 'visible',
    show_as_tab: tab !== undefined && decide(context, { kind: 'permission', permission: tab }).granted,
    visible: decisions.may('view'),
    viewable: decisions.may('view'),
    creatable: decisions.may('create'),
    editable: decisions.may('edit'),
    deletable: decisions.may('delete'),
    customizable: decideCustomizing(context, module).granted,
    sequence_number: RECORD_MODULES.indexOf(module) + 1,
  };
}
