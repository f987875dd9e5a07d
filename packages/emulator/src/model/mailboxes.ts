import type { User } from './rows.ts';
import type { World } from './world.ts';

/** Makes what every mailbox has from the beginning: a calendar, a contact folder, the built-in task lists. */
export function openMailbox({ store }: World, user: User): void {
  store.put('calendar', {
    id: store.mintId('calendar'),
    mailbox: user.id,
    name: 'Calendar',
    isDefault: true,
    canEdit: true,
  });
  store.put('contactFolder', {
    id: store.mintId('contactFolder'),
    mailbox: user.id,
    displayName: 'Contacts',
    parentFolderId: null,
    isDefault: true,
  });
  for (const [displayName, wellknownListName] of [
    ['Tasks', 'defaultList'],
    ['Flagged Emails', 'flaggedEmails'],
  ] as const) {
    store.put('taskList', { id: store.mintId('taskList'), mailbox: user.id, displayName, wellknownListName });
  }
}
