import { category, row, section, SEED, type CategoryRows, type Row } from './catalogue-rows.ts';
import { MODULES, type ModuleCode, type ModuleName } from './modules.ts';

/** The rights a module can have: parent right, whether Zoho marks it changeable in system profiles, Standard. */
const RIGHTS = {
  View: { parent: null, systemCustomizable: true, standard: true },
  Create: { parent: 'View', systemCustomizable: true, standard: true },
  Edit: { parent: 'View', systemCustomizable: true, standard: true },
  Delete: { parent: 'View', systemCustomizable: true, standard: true },
  Customize: { parent: null, systemCustomizable: false, standard: false },
  Manage: { parent: 'View', systemCustomizable: true, standard: true },
  Schedule: { parent: 'View', systemCustomizable: true, standard: true },
  Export: { parent: 'View', systemCustomizable: true, standard: true },
} as const;

type Right = keyof typeof RIGHTS;

const RECORDS = ['View', 'Create', 'Edit', 'Delete', 'Customize'] as const;

const rights = <const Name extends ModuleName, const R extends Right>(
  name: Name,
  list: readonly R[],
): readonly Row<`${R}_${ModuleCode<Name>}`>[] => {
  const code: ModuleCode<Name> = MODULES[name].code;
  return list.map((right) => {
    const { parent, ...options } = RIGHTS[right];
    return row(`${right}_${code}` as const, right, parent === null ? [] : [`${parent}_${code}`], {
      ...options,
      module: name,
    });
  });
};

/** The switch that shows a module among the tabs. It decides about navigation alone, never about records. */
const tab = <const Name extends ModuleName>(name: Name): Row<`Tab_${ModuleCode<Name>}`> => {
  const code: ModuleCode<Name> = MODULES[name].code;
  return row(`Tab_${code}` as const, 'Tab Visibility', [`View_${code}`], {
    ...SEED,
    module: name,
    systemCustomizable: true,
  });
};

const moduleCategory = <const Suffix extends string>(
  name: ModuleName,
  rows: readonly Row<Suffix>[],
): CategoryRows<Suffix> => category(MODULES[name].category, MODULES[name].label, rows, { module: name });

const withTab = <const Name extends ModuleName, const R extends Right>(name: Name, list: readonly R[]) =>
  moduleCategory(name, [...rights(name, list), tab(name)]);

/** Module permissions: who sees a module and what they may do with its records. */
export const MODULE_SECTION = section('module', 'Module Permissions', [
  withTab('Leads', RECORDS),
  withTab('Contacts', RECORDS),
  withTab('Accounts', RECORDS),
  withTab('Deals', RECORDS),
  withTab('Events', RECORDS),
  withTab('Calls', RECORDS),
  withTab('Reports', ['View', 'Manage', 'Schedule', 'Export']),
  withTab('Analytics', ['View', 'Manage', 'Export']),
  withTab('Products', RECORDS),
  withTab('Quotes', RECORDS),
  withTab('Sales_Orders', RECORDS),
  withTab('Purchase_Orders', RECORDS),
  withTab('Invoices', RECORDS),
  withTab('Campaigns', RECORDS),
  withTab('Price_Books', RECORDS),
  withTab('Cases', RECORDS),
  withTab('Solutions', RECORDS),
  moduleCategory('Documents', [
    ...rights('Documents', ['View', 'Create', 'Edit', 'Delete']),
    row('Manage_Docs_Folder', 'Manage Folder', [], { module: 'Documents', systemCustomizable: true }),
    tab('Documents'),
  ]),
  withTab('Forecasts', ['View']),
  withTab('Visits', ['View', 'Delete', 'Customize']),
  withTab('Services__s', RECORDS),
  withTab('Appointments__s', RECORDS),
  withTab('Vendors', RECORDS),
  withTab('Tasks', RECORDS),
  moduleCategory('Notes', rights('Notes', ['View', 'Create', 'Edit', 'Delete'])),
  moduleCategory('Attachments', rights('Attachments', ['View', 'Create', 'Delete'])),
]);

/** Whose records a profile reaches: everyone's, or only the user's own when the switch is off. */
export const DATA_LEVEL_SECTION = section('data_level', 'Data Level Permissions', [
  category('data_access', 'Data Access', [
    row('Access_All_Records', "View and edit all users' records", [], { ...SEED, standard: false }),
  ]),
]);
