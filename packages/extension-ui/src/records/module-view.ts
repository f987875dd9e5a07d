import {
  decide,
  MODULES,
  parsePermissionName,
  RECORD_MODULES,
  type DecisionContext,
  type PermissionName,
  type RecordModule,
} from '@syncgrant/core';
import type { ModuleMetadata } from '@syncgrant/contracts';
import { decideAction } from './module-access.ts';

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

/** A module as the caller may use it. */
export function moduleView(context: DecisionContext, module: RecordModule): ModuleMetadata {
  const may = (action: 'view' | 'create' | 'edit' | 'delete') =>
    decideAction(context, module, action).granted;
  const tab = TAB.get(module);
  const label = module === 'Competitors' ? module : MODULES[module].label;
  return {
    id: ID[module],
    api_name: module,
    module_name: module,
    singular_label: label.replace(/s$/, ''),
    plural_label: label,
    api_supported: true,
    generated_type: 'default',
    status: 'visible',
    show_as_tab: tab !== undefined && decide(context, { kind: 'permission', permission: tab }).granted,
    visible: may('view'),
    viewable: may('view'),
    creatable: may('create'),
    editable: may('edit'),
    deletable: may('delete'),
    sequence_number: RECORD_MODULES.indexOf(module) + 1,
  };
}
