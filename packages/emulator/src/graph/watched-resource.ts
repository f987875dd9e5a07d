import { Refusal } from '../model/refusal.ts';
import type { Kind, Rows, User } from '../model/rows.ts';
import { contactFolderOf } from '../model/contacts.ts';
import { type World, taskListOf } from '../model/world.ts';
import { CALENDAR_READ, CONTACTS_READ, type Permission, TASKS_READ } from './routes.ts';

/** Where a changed row is looked for by subscriptions. */
export interface WatchedItem {
  readonly mailbox: string;
  /** The resources of subscriptions that watch it, without the leading `me/`. */
  readonly paths: readonly string[];
  readonly path: string;
  readonly type: string;
}

/** What a subscription may watch. Lifetimes in minutes. */
export interface WatchedResource {
  readonly path: string;
  readonly permission: Permission;
  readonly maxMinutes: number;
}

const OUTLOOK_MINUTES = 10_080;
const TODO_MINUTES = 4_230;

export function watched(row: Rows[Kind]): WatchedItem | undefined {
  if ('calendarId' in row) {
    return {
      mailbox: row.mailbox,
      paths: ['events', `calendars/${row.calendarId}/events`],
      path: 'Events',
      type: '#Microsoft.Graph.Event',
    };
  }
  if ('folderId' in row) {
    const paths = ['contacts', `contactFolders/${row.folderId}/contacts`];
    return { mailbox: row.mailbox, paths, path: 'Contacts', type: '#Microsoft.Graph.Contact' };
  }
  if ('listId' in row) {
    const path = `todo/lists/${row.listId}/tasks`;
    return { mailbox: row.mailbox, paths: [path], path, type: '#Microsoft.Graph.todoTask' };
  }
  return undefined;
}

/** Reads a subscription's `resource`; ids of folders and lists must exist. */
export function readResource(world: World, user: User, resource: string): WatchedResource {
  const path = resource
    .replace(/^\//, '')
    .replace(new RegExp(`^(me|users/(${user.id}|${user.upn}))/`, 'i'), '');
  if (path === 'events') return { path, permission: CALENDAR_READ, maxMinutes: OUTLOOK_MINUTES };
  if (path === 'contacts') return { path, permission: CONTACTS_READ, maxMinutes: OUTLOOK_MINUTES };
  const folder = /^contactFolders\/([^/]+)\/contacts$/i.exec(path)?.[1];
  if (folder !== undefined) {
    const { id } = contactFolderOf(world, user, decodeURIComponent(folder));
    return { path: `contactFolders/${id}/contacts`, permission: CONTACTS_READ, maxMinutes: OUTLOOK_MINUTES };
  }
  const list = /^todo\/lists\/([^/]+)\/tasks$/i.exec(path)?.[1];
  if (list !== undefined) {
    const { id } = taskListOf(world, user, decodeURIComponent(list));
    return { path: `todo/lists/${id}/tasks`, permission: TASKS_READ, maxMinutes: TODO_MINUTES };
  }
  throw new Refusal(400, 'InvalidRequest', `Resource '${resource}' is not supported.`);
}
