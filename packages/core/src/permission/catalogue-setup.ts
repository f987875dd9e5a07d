import { category, perModule, row, section, SEED, single } from './catalogue-rows.ts';

const ADMINISTRATIVE = { standard: false } as const;
const CHANGEABLE = { systemCustomizable: true } as const;

export const ADMIN_SECTION = section(
  'admin',
  'Admin-Level Permissions',
  [
    category('user_management', 'User Management', [
      row('Manage_Users', 'Manage Users'),
      row('Manage_Subordinate_Users', 'Subordinates only', ['Manage_Users'], {
        administrator: false,
        restriction: true,
      }),
      row('Manage_Roles', 'Manage Roles', ['Manage_Users']),
      row('Manage_Profiles', 'Manage Profiles', ['Manage_Users']),
      row('Manage_Groups', 'Manage Groups'),
      row('Manage_Data_Sharing', 'Manage Data Sharing'),
      row('Manage_Field_Access', 'Field Level Access Permissions', ['Manage_Profiles'], SEED),
      row('View_Users_Information', 'View Users Information', [], SEED),
    ]),
    single('manage_compliance_settings', 'Manage Compliance Settings', 'Manage_Compliance_Settings'),
    single('module_customization', 'Modules Customization', 'Customize_Zoho_CRM'),
    single('manage_portals', 'Manage Portals', 'Manage_ClientPortal'),
    single('manage_portals_users', 'Manage Portals Users', 'Manage_ClientPortal_Users'),
    single('manage_calendar_booking', 'Manage Calendar Booking', 'Manage_CalendarBooking'),
    single('manage_currencies', 'Manage Currencies', 'Manage_Currencies'),
    single('manage_domain_mapping', 'Manage Domain Mapping', 'Manage_DomainMapping'),
    single('manage_motivator', 'Manage Motivator', 'Manage_Motivator'),
  ],
  ADMINISTRATIVE,
);

export const TEMPLATE_SECTION = section('template', 'Channels and Templates', [
  category('email_chat', 'Email & Chat Settings', [
    row('Zoho_Mail_Integ', 'Email Integration ( POP3 / IMAP )'),
    row('BCC_Dropbox', 'BCC Dropbox'),
    row('Chat_Bar', 'Show Chat Bar'),
    // The help page offers it only in the packaged product, which this is not.
    row('Mail_Server_Configuration', 'Mail Server Configuration', [], {
      ...SEED,
      fixed: true,
      administrator: false,
      standard: false,
    }),
  ]),
  category('template', 'Manage Templates', [
    row('Manage_Email_Templates', 'Email Templates'),
    row('Manage_Inventory_Templates', 'Inventory Templates'),
    row('ZohoWriter_Addon', 'Mail Merge using Zoho Writer'),
  ]),
]);

export const AUTOMATION_SECTION = section(
  'automation',
  'Automation',
  [
    single('workflow', 'Manage Automation', 'Manage_Workflow'),
    single('case_escalation', 'Case Escalation Rules', 'Case_Escalation_Rules'),
    single('commandcenter', 'CommandCenter', 'View_Commandcenter', { parents: ['Manage_Workflow'] }),
    category(
      'assignment',
      'Assignment Rules & Threshold',
      perModule('Manage_AR', null, ['Leads', 'Contacts', 'Accounts', 'Deals', 'Cases', 'Tasks']),
    ),
    category('cadences', 'Cadences', [
      row('View_Cadences', 'View', [], { standard: true }),
      row('Manage_Cadences', 'Manage', ['View_Cadences']),
      row('Manage_Enroll_Series', 'Enroll', ['View_Cadences'], { standard: true }),
      row('Manage_UnEnroll_Series', 'Un-enroll', ['View_Cadences'], { standard: true }),
    ]),
  ],
  ADMINISTRATIVE,
);

const FORM_MODULES = ['Leads', 'Contacts', 'Cases', 'Vendors'] as const;

export const WEB_FORM_SECTION = section(
  'web_form',
  'Web Forms',
  [
    category('web_form', 'Manage Webform', perModule('Web_To', null, FORM_MODULES)),
    category('A/B Testing', 'A/B Testing', perModule('Webform_Abtesting', 'Web_To', FORM_MODULES)),
    category('approval', 'Approval', perModule('Approve_Web', null, FORM_MODULES)),
    single('unsubscription', 'Unsubscription Link', 'Manage_Unsubscribe_Form'),
  ],
  ADMINISTRATIVE,
);

export const DATA_ADMIN_SECTION = section(
  'data_admin',
  'Data Administration',
  [
    single('data_migration', 'Migrate data from other CRM', 'Data_Migration'),
    single('import_history', 'Import History', 'Import_History'),
    single('view_storage', 'View Storage Details', 'View_Storage_Usage'),
    single('sandbox', 'Manage Sandbox', 'Manage_Sandbox'),
  ],
  ADMINISTRATIVE,
);

export const ZOHO_APP_SECTION = section('zoho_app', 'Zoho Apps', [
  category('zprojects', 'Projects', [
    row('View_Projects', 'View', [], { ...CHANGEABLE, module: 'Projects' }),
    row('Create_Projects', 'Create', ['View_Projects'], { ...CHANGEABLE, module: 'Projects' }),
    row('Edit_Projects', 'Edit', ['View_Projects'], { ...CHANGEABLE, module: 'Projects' }),
    row('Delete_Projects', 'Delete', ['View_Projects'], { ...CHANGEABLE, module: 'Projects' }),
  ]),
  single('zphone', 'Phone Bridge', 'Zoho_PhoneBridge_Integ'),
  single('zmeeting', 'Meeting', 'Zohomeeting_View'),
  single('zexpense', 'Zoho Expense', 'View_Expense', { ...CHANGEABLE, module: 'Zoho_Expense' }),
]);

export const DEVELOPER_SECTION = section(
  'developer_permission',
  'Developer Permissions',
  [single('advanced_dev', 'Manage Extensibility', 'Advanced_Dev_Access')],
  ADMINISTRATIVE,
);

export const VARIABLES_SECTION = section(
  'crm_variables',
  'CRM Variables',
  [single('crmvariables', 'Manage Zoho CRM Variables', 'Variables_Access')],
  ADMINISTRATIVE,
);

export const GOOGLE_SECTION = section('google_app', 'Google', [
  single('gcontact', 'Sync with Google Contact', 'Gcontact_Sync'),
  single('gcalendar', 'Sync with Google Calendar', 'Gcal_Sync'),
  single('gadwords', 'Google Ads', 'View_Google AdWords', { ...CHANGEABLE, module: 'Google_AdWords' }),
]);

/** The switches this product is about. Zoho shows the three labels; the names follow its Google section. */
export const MICROSOFT_SECTION = section('microsoft_app', 'Microsoft', [
  single('mscalendar', 'Calendar', 'Mscal_Sync', { source: 'proposed' }),
  single('mscontact', 'Contacts', 'Mscontact_Sync', { source: 'proposed' }),
  single('mstask', 'Tasks', 'Mstask_Sync', { source: 'proposed' }),
]);

export const SOCIAL_SECTION = section('social_app', 'Social', [
  single('social_admin', 'Social Admin', 'Social_Admin', { standard: false }),
  single('social_tab', 'Social Tab', 'View_Social', { ...CHANGEABLE, module: 'Social' }),
  single('social_integ', 'Personal Social Profiles', 'Social_Integration'),
]);

export const OTHER_APP_SECTION = section('other_app', 'Other Apps', [
  single('offile', 'Plug-in for Microsoft-Word', 'MS_Office_Integ'),
  single('mobile', 'Zoho Mobile Apps Access', 'Zoho_Mobile_Integ'),
]);

export const API_SECTION = section('crm_api', 'CRM API', [
  single('crmapi', 'Zoho CRM API Access', 'Api_Access'),
]);
