import type { PermissionName } from './catalogue.ts';
import { keysOf } from './keys-of.ts';
import type { ModuleName } from './modules.ts';

/** What a sync of one kind is made of on the CRM side. */
interface SyncModuleFacts {
  readonly module: ModuleName;
  /** The switch in the Microsoft section of a profile. */
  readonly permission: PermissionName;
  readonly view: PermissionName;
  readonly create: PermissionName;
  readonly edit: PermissionName;
  readonly delete: PermissionName;
}

/** The three things that sync with Microsoft 365, each with the CRM module it reads and writes. */
export const SYNC_MODULES = {
  meetings: {
    module: 'Events',
    permission: 'Crm_Implied_Mscal_Sync',
    view: 'Crm_Implied_View_Events',
    create: 'Crm_Implied_Create_Events',
    edit: 'Crm_Implied_Edit_Events',
    delete: 'Crm_Implied_Delete_Events',
  },
  contacts: {
    module: 'Contacts',
    permission: 'Crm_Implied_Mscontact_Sync',
    view: 'Crm_Implied_View_Contacts',
    create: 'Crm_Implied_Create_Contacts',
    edit: 'Crm_Implied_Edit_Contacts',
    delete: 'Crm_Implied_Delete_Contacts',
  },
  tasks: {
    module: 'Tasks',
    permission: 'Crm_Implied_Mstask_Sync',
    view: 'Crm_Implied_View_Tasks',
    create: 'Crm_Implied_Create_Tasks',
    edit: 'Crm_Implied_Edit_Tasks',
    delete: 'Crm_Implied_Delete_Tasks',
  },
} as const satisfies Record<string, SyncModuleFacts>;

export type SyncModule = keyof typeof SYNC_MODULES;

export const SYNC_MODULE_NAMES: readonly SyncModule[] = keysOf(SYNC_MODULES);
