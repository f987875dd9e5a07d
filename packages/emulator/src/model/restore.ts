import { itemNotFound } from './refusal.ts';
import type { EventRow, User } from './rows.ts';
import type { World } from './world.ts';

/**
 * Brings an event, contact or task back from the recycle bin to where it was, as a person does in Outlook. Answers its id,
 * which is the one of before or a new one as the emulator is switched. Nobody is mailed.
 */
export function restoreItem({ store, behaviour }: World, user: User, id: string): string {
  const newId = (kind: 'event' | 'contact' | 'task') =>
    behaviour.restoredId === 'same' ? id : store.mintId(kind);
  const event = store.removed('event', id);
  if (event?.mailbox === user.id && store.get('calendar', event.calendarId)) {
    return store.put('event', { ...allNew(event, store.nextSeq), id: newId('event') }).id;
  }
  const contact = store.removed('contact', id);
  if (contact?.mailbox === user.id && store.get('contactFolder', contact.folderId)) {
    return store.put('contact', { ...contact, id: newId('contact') }).id;
  }
  const task = store.removed('task', id);
  if (task?.mailbox === user.id && store.get('taskList', task.listId)) {
    return store.put('task', { ...task, id: newId('task') }).id;
  }
  throw itemNotFound();
}

/** Every occurrence of a series has changed: all of them had been reported as removed. */
function allNew(row: EventRow, seq: number): EventRow {
  const overrides = Object.entries(row.overrides).map(
    ([date, override]) => [date, { ...override, seq }] as const,
  );
  return { ...row, contentSeq: seq, overrides: Object.fromEntries(overrides) };
}
