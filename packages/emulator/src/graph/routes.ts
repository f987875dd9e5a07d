import type { Handler } from './call.ts';

/** What a delegated token must have been granted; any of the listed scopes is enough. */
export type Permission = readonly string[];

export const CALENDAR_READ: Permission = ['Calendars.Read', 'Calendars.ReadWrite'];
export const CALENDAR_WRITE: Permission = ['Calendars.ReadWrite'];
export const CONTACTS_READ: Permission = ['Contacts.Read', 'Contacts.ReadWrite'];
export const CONTACTS_WRITE: Permission = ['Contacts.ReadWrite'];
export const TASKS_READ: Permission = ['Tasks.Read', 'Tasks.ReadWrite'];
export const TASKS_WRITE: Permission = ['Tasks.ReadWrite'];
export const USER_READ: Permission = ['User.Read', 'User.ReadBasic.All', 'User.ReadWrite'];
export const MAILBOX_SETTINGS: Permission = ['MailboxSettings.Read', 'MailboxSettings.ReadWrite'];

/** One Graph endpoint. `path` is in Hono's form, below `/v1.0`. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly permission: Permission;
  /** Whether the user must have an Exchange Online mailbox. Default: yes. */
  readonly mailbox?: false;
  readonly handler: Handler;
}

/** Rows of a route table that share a permission; the keys are written as `METHOD /path`. */
export function routes(permission: Permission, table: Readonly<Record<string, Handler>>): readonly Route[] {
  return Object.entries(table).map(([key, handler]) => {
    const [method = '', path = ''] = key.split(' ');
    return { method, path, permission, handler };
  });
}
