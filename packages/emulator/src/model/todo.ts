import { type Recurrence, firstDate } from './recurrence.ts';
import { defined } from './defined.ts';
import { Refusal, itemNotFound } from './refusal.ts';
import type { ItemBody, LinkedResource, TaskList, TaskRow, User, WallTime, ZonedDate } from './rows.ts';
import type { Unstored } from './store.ts';
import { type World, ownRow, taskListOf } from './world.ts';
import { addDays, toLocal } from './zones.ts';

/** What a client writes into a task; absent members stay as they are, null clears. */
export interface TaskWrite {
  readonly title?: string | undefined;
  readonly body?: ItemBody | undefined;
  readonly importance?: string | undefined;
  readonly status?: string | undefined;
  readonly isReminderOn?: boolean | undefined;
  readonly categories?: readonly string[] | undefined;
  readonly reminder?: WallTime | null | undefined;
  readonly due?: ZonedDate | null | undefined;
  readonly start?: ZonedDate | null | undefined;
  readonly completed?: ZonedDate | null | undefined;
  readonly recurrence?: Recurrence | null | undefined;
  readonly linkedResources?: readonly Omit<LinkedResource, 'id'>[] | undefined;
  readonly checklistItems?:
    | readonly { readonly displayName: string; readonly isChecked: boolean }[]
    | undefined;
}

/** To Do's refusals have a lower-case code. */
export const invalidTask = (message: string) => new Refusal(400, 'invalidRequest', message);

export function createTaskList({ store }: World, user: User, displayName: string): TaskList {
  return store.put('taskList', {
    id: store.mintId('taskList'),
    mailbox: user.id,
    displayName,
    wellknownListName: 'none',
  });
}

export function renameTaskList(world: World, user: User, id: string, displayName: string): TaskList {
  const list = taskListOf(world, user, id);
  if (list.wellknownListName !== 'none') throw invalidTask('A built-in list cannot be renamed.');
  return world.store.put('taskList', { ...list, displayName });
}

export function deleteTaskList(world: World, user: User, id: string): void {
  const list = taskListOf(world, user, id);
  if (list.wellknownListName !== 'none') throw invalidTask('A built-in list cannot be deleted.');
  for (const task of world.store.in('task', list.id)) world.store.remove('task', task.id);
  world.store.remove('taskList', list.id);
}

/**
 * Moves a task to another list, as a person does in To Do; Graph has no call for it. Answers its id there, which is the one of
 * before or a new one as the emulator is switched.
 */
export function moveTask(world: World, user: User, id: string, listId: string): string {
  const { store, behaviour } = world;
  const row = ownRow((key) => store.get('task', key), user, id);
  const list = taskListOf(world, user, listId);
  store.remove('task', id);
  const newId = behaviour.movedTaskId === 'same' ? id : store.mintId('task');
  return store.put('task', { ...row, id: newId, listId: list.id }).id;
}

export function findTask({ store }: World, user: User, list: TaskList, id: string): TaskRow {
  const row = ownRow((key) => store.get('task', key), user, id);
  if (row.listId !== list.id) throw itemNotFound();
  return row;
}

export function createTask(world: World, list: TaskList, write: TaskWrite): TaskRow {
  const { store } = world;
  const now = world.now();
  const iso = new Date(now).toISOString();
  return store.put(
    'task',
    settled(world, undefined, {
      id: store.mintId('task'),
      mailbox: list.mailbox,
      listId: list.id,
      createdAt: now,
      modifiedAt: now,
      bodyModifiedAt: now,
      title: write.title ?? '',
      body: write.body ?? { contentType: 'text', content: '' },
      importance: write.importance ?? 'normal',
      status: write.status ?? 'notStarted',
      isReminderOn: write.isReminderOn ?? write.reminder !== undefined,
      reminder: write.reminder ?? null,
      due: dueOf(world, write.recurrence, write.due),
      start: write.start ?? null,
      completed: write.completed ?? null,
      recurrence: write.recurrence ?? null,
      categories: write.categories ?? [],
      checklistItems: (write.checklistItems ?? []).map((item) => ({
        ...item,
        id: store.mintGuid('checklistItem'),
        createdDateTime: iso,
        checkedDateTime: item.isChecked ? iso : null,
      })),
      linkedResources: (write.linkedResources ?? []).map((link) => ({
        ...link,
        id: store.mintGuid('linkedResource'),
      })),
    }),
  );
}

/**
 * Changes a task as To Do does: taking away the due date takes start and recurrence with it; the dates of a recurring
 * task belong to its recurrence, so a written due date moves it on by one occurrence; completing a recurring task makes
 * the next one.
 */
export function updateTask(world: World, row: TaskRow, write: TaskWrite): TaskRow {
  const { store } = world;
  const { linkedResources: _links, checklistItems: _items, ...members } = defined(write);
  const changed: TaskRow = { ...row, ...members };
  const repeats = changed.recurrence;
  const due =
    write.due === null
      ? null
      : write.recurrence
        ? dueOf(world, write.recurrence, changed.due)
        : repeats && write.due && row.due
          ? (nextDate(repeats, row.due) ?? row.due)
          : changed.due;
  const cleared = write.due === null ? { start: null, recurrence: null } : {};
  const next = settled(world, row, {
    ...changed,
    ...cleared,
    due,
    modifiedAt: world.now(),
    bodyModifiedAt: write.body ? world.now() : row.bodyModifiedAt,
  });
  if (row.status === 'completed' || next.status !== 'completed' || !next.recurrence)
    return store.put('task', next);

  const following = next.due && nextDate(next.recurrence, next.due);
  const { completedTaskKeepsId } = world.behaviour;
  if (!following) return store.put('task', { ...next, recurrence: null });
  const doneId = completedTaskKeepsId ? next.id : store.mintId('task');
  const done = store.put('task', { ...next, id: doneId, recurrence: null });
  const successor = store.put('task', {
    ...next,
    id: completedTaskKeepsId ? store.mintId('task') : next.id,
    status: 'notStarted',
    completed: null,
    due: following,
    createdAt: world.now(),
    checklistItems: next.checklistItems.map((item) => ({ ...item, isChecked: false, checkedDateTime: null })),
    linkedResources: [],
  });
  return completedTaskKeepsId ? done : successor;
}

/** Keeps status and completion date in step. */
function settled(world: World, before: TaskRow | undefined, task: Unstored<TaskRow>): Unstored<TaskRow> {
  if (task.status !== 'completed') return { ...task, completed: null };
  if (task.completed && (before === undefined || before.status === 'completed')) return task;
  const today: ZonedDate = { date: toLocal(world.now(), 'UTC').slice(0, 10), iana: 'UTC' };
  return { ...task, completed: task.completed ?? today };
}

/** A recurring task is due when its recurrence says, whatever was sent. */
function dueOf(
  { behaviour }: World,
  recurrence: Recurrence | null | undefined,
  due: ZonedDate | null | undefined,
): ZonedDate | null {
  if (!recurrence) return due ?? null;
  const { pattern, range } = recurrence;
  const iana = due?.iana ?? 'UTC';
  const lands = behaviour.dailyTaskLandsLater && pattern.type === 'daily' && iana !== 'UTC';
  return { date: lands ? addDays(range.startDate, pattern.interval) : range.startDate, iana };
}

function nextDate(recurrence: Recurrence, due: ZonedDate): ZonedDate | undefined {
  const date = firstDate(recurrence, addDays(due.date, 1));
  return date === undefined ? undefined : { ...due, date };
}
