import { contactFolderOf } from './contacts.ts';
import { itemNotFound } from './refusal.ts';
import type { User } from './rows.ts';
import { ownRow, type World } from './world.ts';

/**
 * Moves an event to another calendar, or a contact to another folder, as a person does in Outlook; answers the id that it has
 * there. Nobody is mailed.
 */
export function moveItem(world: World, user: User, id: string, containerId: string): string {
  const { store, behaviour } = world;
  const newId = (kind: 'event' | 'contact') => (behaviour.movedItemId === 'same' ? id : store.mintId(kind));
  const event = store.get('event', id);
  if (event?.mailbox === user.id) {
    const calendar = ownRow((key) => store.get('calendar', key), user, containerId);
    store.remove('event', id);
    return store.put('event', { ...event, id: newId('event'), calendarId: calendar.id }).id;
  }
  const contact = store.get('contact', id);
  if (contact?.mailbox !== user.id) throw itemNotFound();
  const folder = contactFolderOf(world, user, containerId);
  store.remove('contact', id);
  return store.put('contact', { ...contact, id: newId('contact'), folderId: folder.id }).id;
}
