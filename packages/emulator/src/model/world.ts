import type { Behaviour } from '../behaviour.ts';
import { itemNotFound, malformedId } from './refusal.ts';
import { isWellFormedId } from './ids.ts';
import type { MailLog } from './mail-log.ts';
import type { Replication } from './replication.ts';
import type { Calendar, Row, TaskList, User } from './rows.ts';
import type { Store } from './store.ts';

/** What the model's operations work on. `now` is in milliseconds. */
export interface World {
  readonly store: Store;
  readonly replication: Replication;
  readonly mail: MailLog;
  readonly now: () => number;
  /** Which way to go where Microsoft leaves it open, as it is switched now. */
  readonly behaviour: Behaviour;
}

/** A mailbox's own row of some kind, or the refusal Exchange would give. */
export function ownRow<R extends Row & { readonly mailbox: string }>(
  find: (id: string) => R | undefined,
  user: User,
  id: string,
): R {
  if (!isWellFormedId(id)) throw malformedId();
  const row = find(id);
  if (row?.mailbox !== user.id) throw itemNotFound();
  return row;
}

export function calendarOf({ store }: World, user: User, id: string | undefined): Calendar {
  if (id !== undefined) return ownRow((key) => store.get('calendar', key), user, id);
  const calendar = store.in('calendar', user.id).find((row) => row.isDefault);
  if (!calendar) throw itemNotFound();
  return calendar;
}

export function taskListOf({ store }: World, user: User, id: string): TaskList {
  const wellKnown = store
    .in('taskList', user.id)
    .find((list) => list.wellknownListName.toLowerCase() === id.toLowerCase() && id.toLowerCase() !== 'none');
  return wellKnown ?? ownRow((key) => store.get('taskList', key), user, id);
}

/** The user of an e-mail address, if there is one with a mailbox here. */
export function mailboxOf({ store }: World, address: string | undefined): User | undefined {
  const wanted = address?.toLowerCase();
  return store.all('user').find((user) => user.mailbox && user.upn.toLowerCase() === wanted);
}
