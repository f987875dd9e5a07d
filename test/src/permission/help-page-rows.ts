import { CATALOGUE, type Permission, type PermissionName } from '@syncgrant/core';

/**
 * What the help page about profiles promises, row by row in our own words. The catalogue was made to cover it: a row names
 * the permissions that stand for it, or, where it is a rule rather than a switch, the file that holds the rule.
 */
export interface PageSection {
  readonly title: string;
  readonly rows: readonly PageRow[];
}

export type PageRow =
  | { readonly kind: 'switch'; readonly title: string; readonly permissions: readonly Permission[] }
  | {
      readonly kind: 'rule';
      readonly title: string;
      readonly heldIn: string;
      /** Nothing reaches the rule unless something asks for this permission. */
      readonly reachedWith?: PermissionName;
    }
  /** A rule about fields, and with it all that asks about fields. */
  | { readonly kind: 'field'; readonly title: string; readonly heldIn: string };

const switches = (title: string, is: (permission: Permission) => boolean): PageRow => ({
  kind: 'switch',
  title,
  permissions: CATALOGUE.permissions.filter(is),
});
const named = (title: string, ...names: readonly PermissionName[]): PageRow =>
  switches(title, ({ name }) => names.includes(name));
/** One switch per module, in a category of their own. */
const category = (title: string, wanted: string): PageRow =>
  switches(title, ({ category: its, name }) => its === wanted && !OF_THEIR_OWN.includes(name));
/** The same switch in every module's category. */
const ofModules = (title: string, label: string): PageRow =>
  switches(title, (permission) => permission.section === 'module' && permission.label === label);
const rule = (title: string, heldIn: string, reachedWith?: PermissionName): PageRow => ({
  kind: 'rule',
  title,
  heldIn,
  ...(reachedWith !== undefined && { reachedWith }),
});
const field = (title: string, heldIn: string): PageRow => ({ kind: 'field', title, heldIn });

/** Imports and exports that the page lists as rows of their own. */
const OF_THEIR_OWN: readonly PermissionName[] = [
  'Crm_Implied_Import_Attachments',
  'Crm_Implied_Import_Org_Attachments',
  'Crm_Implied_Export_Users',
  'Crm_Implied_Export_Notes',
  'Crm_Implied_Export_Competitors',
];

const CORE = 'packages/core/src/permission';

export const HELP_PAGE: readonly PageSection[] = [
  {
    title: 'Modules and records',
    rows: [
      ofModules('Module among the tabs', 'Tab Visibility'),
      ofModules('View records', 'View'),
      ofModules('Create records', 'Create'),
      ofModules('Edit records', 'Edit'),
      ofModules('Delete records', 'Delete'),
    ],
  },
  {
    title: 'Whose data',
    rows: [
      named("View and edit everybody's data", 'Crm_Implied_Access_All_Records'),
      rule('Only the own data, administrators excepted (the same switch, off)', `${CORE}/record-rules.ts`),
    ],
  },
  {
    title: 'Import and export',
    rows: [
      category('Import own records', 'import'),
      category('Import records of the organisation', 'import_org'),
      category('Export records', 'export'),
    ],
  },
  {
    title: 'Tools',
    rows: [
      category('Transfer many records', 'mass_transfer'),
      category('Delete many records', 'mass_delete'),
      category('Update many records', 'mass_update'),
      category('Sheet view', 'sheet_view'),
    ],
  },
  {
    title: 'Reports and dashboards',
    rows: [
      named('Manage reports and dashboards', 'Crm_Implied_Manage_Reports', 'Crm_Implied_Manage_Dashboards'),
      named('Schedule reports', 'Crm_Implied_Schedule_Reports'),
    ],
  },
  {
    title: 'Administration',
    rows: [
      named('Manage users', 'Crm_Implied_Manage_Users'),
      named('Manage profiles', 'Crm_Implied_Manage_Profiles'),
      named('Manage roles', 'Crm_Implied_Manage_Roles'),
      named('Manage groups', 'Crm_Implied_Manage_Groups'),
      category('Change the owner of a record', 'change_owner'),
      named('Migrate data', 'Crm_Implied_Data_Migration'),
      named('View details of other users', 'Crm_Implied_View_Users_Information'),
      named('Customize the CRM', 'Crm_Implied_Customize_Zoho_CRM'),
    ],
  },
  {
    title: 'General',
    rows: [
      named('Configure the mail server (packaged product only)', 'Crm_Implied_Mail_Server_Configuration'),
      named('Export users', 'Crm_Implied_Export_Users'),
      named('Export notes', 'Crm_Implied_Export_Notes'),
      named('Export competitors', 'Crm_Implied_Export_Competitors'),
      named('Import own attachments', 'Crm_Implied_Import_Attachments'),
      named('Import attachments of the organisation', 'Crm_Implied_Import_Org_Attachments'),
      named('Convert and merge leads', 'Crm_Implied_Convert_Leads', 'Crm_Implied_Merge_Leads'),
      named('Change the status of many leads', 'Crm_Implied_Mass_Change_Status_Leads'),
      named('Approve leads from the web', 'Crm_Implied_Approve_Web_Leads'),
      named('Web forms for leads', 'Crm_Implied_Web_To_Leads'),
      named('Assignment rules for leads', 'Crm_Implied_Manage_AR_Leads'),
      named('Mail to many leads', 'Crm_Implied_Mass_Email_Leads'),
      named('Mail to many contacts', 'Crm_Implied_Mass_Email_Contacts'),
      named('Web forms for cases', 'Crm_Implied_Web_To_Cases'),
      named(
        'Delete many activities',
        'Crm_Implied_Mass_Delete_Events',
        'Crm_Implied_Mass_Delete_Calls',
        'Crm_Implied_Mass_Delete_Tasks',
      ),
      named('Manage workflows', 'Crm_Implied_Manage_Workflow'),
      named('Manage e-mail templates', 'Crm_Implied_Manage_Email_Templates'),
      named('Set field access', 'Crm_Implied_Manage_Field_Access'),
    ],
  },
  {
    title: 'Fields',
    rows: [
      field('Hidden fields', `${CORE}/decide.ts`),
      field('Read-only fields', `${CORE}/decide.ts`),
      rule(
        'No field access of their own for reports, dashboards and the calendar',
        `${CORE}/field-access-change.ts`,
      ),
    ],
  },
  {
    title: 'Profiles',
    rows: [
      rule('Administrator and Standard for everybody', `${CORE}/profile.ts`),
      rule('Neither can be edited', `${CORE}/profile-change.ts`),
      rule('Neither can be deleted', `${CORE}/profile-lifecycle.ts`),
      rule('New profiles by cloning, as many as the edition includes', `${CORE}/profile-lifecycle.ts`),
      rule('15 in Professional, 25 in Enterprise, none in Free', `${CORE}/edition.ts`),
      rule('Changing the permissions of a profile', `${CORE}/permission-change.ts`),
      rule('Giving users a profile', `${CORE}/user-change.ts`),
      rule('Deleting a profile once its users have another', `${CORE}/profile-lifecycle.ts`),
    ],
  },
  {
    title: 'Overrides',
    rows: [
      rule(
        'Import and Sheet View together write read-only fields',
        `${CORE}/compile.ts`,
        'Crm_Implied_ZohoSheet_View_Contacts',
      ),
      rule(
        'Sheet View stands in for Create, Edit and Export',
        `${CORE}/module-rights.ts`,
        'Crm_Implied_ZohoSheet_View_Contacts',
      ),
      rule(
        'Managing reports and dashboards stands in for Export',
        `${CORE}/module-rights.ts`,
        'Crm_Implied_Export_Contacts',
      ),
    ],
  },
  {
    title: 'Microsoft 365',
    rows: [
      named('Sync meetings', 'Crm_Implied_Mscal_Sync'),
      named('Sync contacts', 'Crm_Implied_Mscontact_Sync'),
      named('Sync tasks', 'Crm_Implied_Mstask_Sync'),
    ],
  },
];
