import { findPermission, type PermissionName } from './catalogue.ts';
import { MODULE_NAMES, MODULES, type ModuleName } from './modules.ts';

/** Modules of the catalogue whose records the product does not keep. */
const WITHOUT_RECORDS: ReadonlySet<ModuleName> = new Set([
  'Reports',
  'Analytics',
  'Documents',
  'Forecasts',
  'Visits',
  'Services__s',
  'Appointments__s',
]);

/** What the product does with records, as it stands in permission names before the module. */
const RECORD_FUNCTIONS = [
  'View',
  'Create',
  'Edit',
  'Delete',
  'Customize',
  'Mass_Update',
  'Mass_Delete',
  'Change_Owner',
  'Mass_Transfer',
  'Convert',
  'Merge',
  'Export',
  'Import',
  'Import_Org',
  'Mass_Change_Status',
  'Tab',
  'ZohoSheet_View',
] as const;

/** Permissions of other functions that the product has. */
const OTHER_FUNCTIONS: readonly PermissionName[] = [
  'Crm_Implied_Access_All_Records',
  'Crm_Implied_Export_Competitors',
  'Crm_Implied_Data_Migration',
  'Crm_Implied_View_Forecasts',
  'Crm_Implied_Export_Forecasts',
  'Crm_Implied_Import_Attachments',
  'Crm_Implied_Import_Org_Attachments',
  'Crm_Implied_Manage_Users',
  'Crm_Implied_Manage_Subordinate_Users',
  'Crm_Implied_Manage_Profiles',
  'Crm_Implied_Manage_Roles',
  'Crm_Implied_Manage_Groups',
  'Crm_Implied_View_Users_Information',
  'Crm_Implied_List_Subordinate_Users',
  'Crm_Implied_Export_Users',
  'Crm_Implied_Manage_Field_Access',
  'Crm_Implied_Customize_Zoho_CRM',
  'Crm_Implied_Advanced_Dev_Access',
  'Crm_Implied_Api_Access',
  'Crm_Implied_Mscal_Sync',
  'Crm_Implied_Mscontact_Sync',
  'Crm_Implied_Mstask_Sync',
];

const ENFORCED: ReadonlySet<PermissionName> = new Set([
  ...OTHER_FUNCTIONS,
  ...MODULE_NAMES.filter((module) => !WITHOUT_RECORDS.has(module)).flatMap((module) =>
    RECORD_FUNCTIONS.flatMap((verb) => {
      const permission = findPermission(`Crm_Implied_${verb}_${MODULES[module].code}`);
      return permission === undefined ? [] : [permission.name];
    }),
  ),
]);

/**
 * Whether something in the product asks for the permission before it does what the permission is about. The others can
 * be switched like any permission and have no effect of their own. Kept by hand; a test compares it with the sources,
 * and `docs/permissions.md` says where each is asked for.
 */
export const isEnforced = (name: PermissionName): boolean => ENFORCED.has(name);
