import { category, perModule, row, section, SEED, single } from './catalogue-rows.ts';

/** Modules that keep coming back in the families below. */
const SALES = ['Leads', 'Contacts', 'Accounts', 'Deals'] as const;
const ACTIVITIES = ['Events', 'Calls'] as const;
const INVENTORY = ['Quotes', 'Sales_Orders', 'Purchase_Orders', 'Invoices'] as const;
const SUPPORT = ['Cases', 'Solutions'] as const;
const SERVICES = ['Services__s', 'Appointments__s'] as const;
const RECORDS = [
  ...SALES,
  ...ACTIVITIES,
  'Products',
  ...INVENTORY,
  'Campaigns',
  'Price_Books',
  ...SUPPORT,
] as const;
const ALL = [...RECORDS, ...SERVICES, 'Vendors', 'Tasks'] as const;
const IMPORTABLE = [
  ...SALES,
  ...ACTIVITIES,
  'Products',
  'Campaigns',
  'Price_Books',
  ...SUPPORT,
  'Vendors',
  'Tasks',
] as const;
const MAILABLE = [...SALES, ...INVENTORY, 'Cases', 'Vendors'] as const;
const CONVERTIBLE = ['Leads', 'Quotes', 'Sales_Orders'] as const;

export const IMPORT_AND_EXPORT_SECTION = section('import_and_export', 'Import and Export', [
  category('import', 'Import Own Records', [
    ...perModule('Import', 'Create', IMPORTABLE),
    ...perModule('Import', 'Create', ['Attachments'], SEED),
  ]),
  category('import_org', 'Import Organization Records', [
    ...perModule('Import_Org', 'Import', IMPORTABLE, SEED),
    ...perModule('Import_Org', 'Import', ['Attachments'], SEED),
  ]),
  category('export', 'Export', [
    ...perModule('Export', 'View', ALL),
    ...perModule('Export', 'View', ['Forecasts', 'Visits']),
    row('Export_Users', 'Users', [], { module: 'users' }),
    ...perModule('Export', 'View', ['Notes']),
    row('Export_Competitors', 'Competitors', ['View_Deals'], { module: 'Competitors' }),
  ]),
]);

export const MAIL_SECTION = section('mail', 'Email', [
  category('send_mail', 'Send Email', perModule('Send_Mail', 'View', MAILABLE)),
  category(
    'mass_mail',
    'Mass Email',
    perModule('Mass_Email', 'Send_Mail', ['Leads', 'Contacts', 'Deals', 'Cases', 'Vendors']),
  ),
  category('mailmerge_mail', 'Mail Merge', perModule('MailMerge_Mail', 'View', [...SALES, ...INVENTORY])),
  category('delete_mail', 'Delete Email', perModule('Delete_Mail', 'View', MAILABLE)),
]);

export const TOOL_SECTION = section('tool', 'Tools', [
  category('mass_update', 'Mass Update', perModule('Mass_Update', 'Edit', [...RECORDS, 'Vendors', 'Tasks'])),
  category('mass_delete', 'Mass Delete', perModule('Mass_Delete', 'Delete', ALL)),
  category(
    'change_owner',
    'Change Owner',
    perModule('Change_Owner', 'View', [...RECORDS, 'Services__s', 'Vendors', 'Tasks']),
  ),
  category(
    'mass_transfer',
    'Mass Transfer',
    perModule('Mass_Transfer', 'Change_Owner', [...RECORDS, 'Vendors', 'Tasks']),
  ),
  category('convert', 'Convert', perModule('Convert', 'View', CONVERTIBLE)),
  category('mass_convert', 'Mass Convert', perModule('Mass_Convert', 'Convert', CONVERTIBLE)),
  category(
    'mass_change_status',
    'Mass Change Status',
    perModule('Mass_Change_Status', 'Edit', ['Leads'], SEED),
  ),
  category(
    'share',
    'Share',
    perModule('Share', 'View', [
      ...SALES,
      'Products',
      ...INVENTORY,
      'Campaigns',
      'Price_Books',
      ...SUPPORT,
      'Vendors',
    ]),
  ),
  category(
    'lock',
    'Lock',
    perModule('Lock', 'View', [...SALES, 'Products', ...INVENTORY, 'Price_Books', ...SUPPORT, 'Vendors']),
  ),
]);

export const OTHER_SECTION = section('other', 'Others', [
  category('print_view', 'Print View', [
    ...perModule('Print_View', 'View', ALL),
    ...perModule('Print_View', 'View', ['Visits']),
  ]),
  // Zoho asks for Create and Edit before Sheet View; here Sheet View overrides both, so View alone is asked for.
  category(
    'sheet_view',
    'Sheet View',
    perModule('ZohoSheet_View', 'View', [
      ...SALES,
      'Products',
      'Campaigns',
      'Price_Books',
      ...SUPPORT,
      'Vendors',
    ]),
  ),
  category('tags', 'Tags', perModule('Tags', 'Edit', ALL)),
  category('access_timeline', "Record's Timeline", perModule('AccessTimeline', 'View', ALL)),
  category('find_and_merge', 'Find and Merge', perModule('Merge', 'Edit', [...SALES, 'Vendors'])),
  single('custom_view', 'Custom View', 'Manage_CustomViews'),
  single('manage_support_access', 'Manage Support Access', 'Manage_Support_Access', { standard: false }),
  single('kanban_view', 'Kanban View', 'Manage_View_Kanban'),
  single('split_view', 'Split View', 'Manage_SplitView'),
  single('timeline_view', 'Timeline View', 'Manage_Timeline'),
  single('zia_voice', 'Zia Voice', 'Zoho_ZIAVoice_Integ'),
  single('list_subordinates_only', 'List Subordinates only', 'List_Subordinate_Users', {
    administrator: false,
    standard: false,
    restriction: true,
  }),
  single('override_forecast', 'Override Forecast', 'Override_Forecasts', { parents: ['View_Forecasts'] }),
]);
