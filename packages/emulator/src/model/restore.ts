import { itemNotFound } from './refusal.ts';
import type { ContactRow, EventRow, TaskRow, User } from './rows.ts';
import type { Store } from './store.ts';
import type { World } from './world.ts';

/**
 * Brings an event, contact or task back from the recycle bin to where it was, or a calendar, folder or list with what was
 * deleted along with it, as a person does in Outlook. Answers its id, which is the one of before; that of a single item
 * may be a new one, as the emulator is switched. Nobody is mailed.
 */
export function restoreItem({ store, behaviour }: World, user: User, id: string): string {
  if (restoreContainer(store, user, id)) return id;
  const newId = (kind: 'event' | 'contact' | 'task') =>
    behaviour.restoredId === 'same' ? id : store.mintId(kind);
  const event = store.removed('event', id);
  if (event?.mailbox === user.id && store.get('calendar', event.calendarId))
    return putEvent(store, event, newId('event'));
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

function restoreContainer(store: Store, user: User, id: string): boolean {
  const calendar = store.removed('calendar', id);
  if (calendar?.mailbox === user.id) {
    store.put('calendar', calendar);
    for (const event of deletedWith(store.changedAfter('event', id, 0), calendar.seq))
      putEvent(store, event, event.id);
    return true;
  }
  const folder = store.removed('contactFolder', id);
  if (folder?.mailbox === user.id) {
    store.put('contactFolder', folder);
    for (const contact of deletedWith(store.changedAfter('contact', id, 0), folder.seq))
      store.put('contact', contact);
    return true;
  }
  const list = store.removed('taskList', id);
  if (list?.mailbox !== user.id) return false;
  store.put('taskList', list);
  for (const task of deletedWith(store.changedAfter('task', id, 0), list.seq)) store.put('task', task);
  return true;
}

/** What was deleted right before its container, in one go with it. */
function deletedWith<R extends ContactRow | EventRow | TaskRow>(rows: readonly R[], seq: number): R[] {
  return rows.filter((row, index) => row.gone === true && row.seq === seq - (rows.length - index));
}

function putEvent(store: Store, event: EventRow, id: string): string {
  return store.put('event', { ...allNew(event, store.nextSeq), id }).id;
}

/** Every occurrence of a series has changed: all of them had been reported as removed. */
function allNew(row: EventRow, seq: number): EventRow {
  const overrides = Object.entries(row.overrides).map(
    ([date, override]) => [date, { ...override, seq }] as const,
  );
  return { ...row, contentSeq: seq, overrides: Object.fromEntries(overrides) };
}
