import { z } from 'zod';
import type { LinkedResource, TaskList, TaskRow, WallTime, ZonedDate } from '../model/rows.ts';
import { itemNotFound } from '../model/refusal.ts';
import {
  type TaskWrite, createTask, createTaskList, deleteTaskList, findTask, invalidTask, renameTaskList, updateTask,
} from '../model/todo.ts'; // prettier-ignore
import { taskListOf } from '../model/world.ts';
import { midnightOf, toInstant, toLocal } from '../model/zones.ts';
import { caseless, itemBody, parseBody, wallTime } from './body.ts';
import { type Answer, type Call, type JsonObject, noContent, param } from './call.ts';
import { answerCollection, answerItem } from './collection.ts';
import { answerDelta } from './delta-answer.ts';
import { recurrenceBody, recurrenceJson } from './recurrence-body.ts';
import { type Route, TASKS_READ, TASKS_WRITE, routes } from './routes.ts';

export const TODO_ROUTES: readonly Route[] = [
  ...routes(TASKS_READ, {
    'GET /me/todo/lists': (call) =>
      answerCollection(call, call.world.store.in('taskList', call.user.id).map(listJson), {
        type: 'lists',
        pageSize: 100,
      }),
    'GET /me/todo/lists/delta': listsDelta,
    'GET /me/todo/lists/:list': (call) => answerItem(call, 'lists', listJson(list(call))),
    'GET /me/todo/lists/:list/tasks': listTasks,
    'GET /me/todo/lists/:list/tasks/delta': tasksDelta,
    'GET /me/todo/lists/:list/tasks/:task': (call) => answerItem(call, 'tasks', taskJson(call, task(call))),
  }),
  ...routes(TASKS_WRITE, {
    'POST /me/todo/lists': (call) => {
      const row = createTaskList(call.world, call.user, parseBody(listBody, call.body).displayName);
      return answerItem(call, 'lists', listJson(row), 201);
    },
    'PATCH /me/todo/lists/:list': (call) => {
      const { displayName } = parseBody(listBody, call.body);
      return answerItem(
        call,
        'lists',
        listJson(renameTaskList(call.world, call.user, param(call, 'list'), displayName)),
      );
    },
    'DELETE /me/todo/lists/:list': (call) => {
      deleteTaskList(call.world, call.user, param(call, 'list'));
      return noContent;
    },
    'POST /me/todo/lists/:list/tasks': (call) =>
      answerItem(
        call,
        'tasks',
        taskJson(call, createTask(call.world, list(call), readTaskBody(call.body, true))),
        201,
      ),
    'PATCH /me/todo/lists/:list/tasks/:task': (call) =>
      answerItem(
        call,
        'tasks',
        taskJson(call, updateTask(call.world, task(call), readTaskBody(call.body, false))),
      ),
    'DELETE /me/todo/lists/:list/tasks/:task': (call) => {
      call.world.store.remove('task', task(call).id);
      return noContent;
    },
  }),
];

const listBody = z.object({ displayName: z.string().min(1) });

/** The date part of a dateTimeTimeZone: To Do ignores the time of day. */
const zonedDate = wallTime.transform(({ local, iana }): ZonedDate => ({ date: local.slice(0, 10), iana }));

export const linkedResourceBody = z
  .object({
    applicationName: z.string().nullish(),
    displayName: z.string().nullish(),
    externalId: z.string().nullish(),
    webUrl: z.string().nullish(),
  })
  .transform((link): Omit<LinkedResource, 'id'> => ({
    applicationName: link.applicationName ?? null,
    displayName: link.displayName ?? null,
    externalId: link.externalId ?? null,
    webUrl: link.webUrl ?? null,
  }));

export const checklistItemBody = z.object({ displayName: z.string(), isChecked: z.boolean().default(false) });

const READ_ONLY = [
  'id',
  'createdDateTime',
  'lastModifiedDateTime',
  'bodyLastModifiedDateTime',
  'hasAttachments',
];

const taskBody = z.strictObject({
  title: z.string().optional(),
  body: itemBody.nullish(),
  importance: caseless(['low', 'normal', 'high']).optional(),
  status: caseless(['notStarted', 'inProgress', 'completed', 'waitingOnOthers', 'deferred']).optional(),
  isReminderOn: z.boolean().optional(),
  categories: z.array(z.string()).optional(),
  reminderDateTime: wallTime.nullish(),
  dueDateTime: zonedDate.nullish(),
  startDateTime: zonedDate.nullish(),
  completedDateTime: zonedDate.nullish(),
  recurrence: recurrenceBody.nullish(),
  linkedResources: z.array(linkedResourceBody).optional(),
  checklistItems: z.array(checklistItemBody).optional(),
});

export function readTaskBody(body: unknown, isNew: boolean): TaskWrite {
  const { reminderDateTime, dueDateTime, startDateTime, completedDateTime, ...members } = parseBody(
    taskBody,
    body,
    READ_ONLY,
  );
  if (isNew ? !members.title : members.title === '') throw invalidTask('The property title is required.');
  return {
    ...members,
    body: members.body === null ? { contentType: 'text', content: '' } : members.body,
    reminder: reminderDateTime,
    due: dueDateTime,
    start: startDateTime,
    completed: completedDateTime,
  };
}

function list(call: Call): TaskList {
  return taskListOf(call.world, call.user, param(call, 'list'));
}

/** The task a path names. */
export function task(call: Call): TaskRow {
  return findTask(call.world, call.user, list(call), param(call, 'task'));
}

function listTasks(call: Call): Answer {
  if (/^\s*title\b/i.test(call.url.searchParams.get('$orderby') ?? '')) {
    throw invalidTask('The property title cannot be used in $orderby.');
  }
  const rows = call.world.store.in('task', list(call).id);
  return answerCollection(
    call,
    rows.map((row) => taskJson(call, row)),
    { type: 'Collection(todoTask)', pageSize: 20 },
  );
}

function listsDelta(call: Call): Answer {
  return answerDelta<'taskList', TaskList>(call, {
    view: 'taskLists',
    kind: 'taskList',
    scope: call.user.id,
    type: 'todoTaskList',
    rowsOf: (row, since) =>
      row.gone ? (row.seq > since.removals ? [{ removed: row.id }] : []) : [{ live: row }],
    json: listJson,
  });
}

function tasksDelta(call: Call): Answer {
  const scope = list(call).id;
  return answerDelta<'task', TaskRow>(call, {
    view: 'tasks',
    kind: 'task',
    scope,
    type: 'todoTask',
    refused: ['$search'],
    rowsOf: (row, since) =>
      row.gone ? (row.seq > since.removals ? [{ removed: row.id }] : []) : [{ live: row }],
    json: (row) => taskJson(call, row),
  });
}

function listJson(row: TaskList): JsonObject {
  return {
    '@odata.etag': `W/"${row.seq}"`,
    id: row.id,
    displayName: row.displayName,
    isOwner: true,
    isShared: false,
    wellknownListName: row.wellknownListName,
  };
}

function taskJson(call: Call, row: TaskRow): JsonObject {
  const expand = call.url.searchParams.get('$expand') ?? '';
  const dates = {
    reminderDateTime: row.reminder && inZone(call, toInstant(row.reminder)),
    completedDateTime: dateIn(call, row.completed),
    dueDateTime: dateIn(call, row.due),
    startDateTime: dateIn(call, row.start),
  };
  return {
    '@odata.etag': `W/"${row.seq}"`,
    id: row.id,
    importance: row.importance,
    isReminderOn: row.isReminderOn,
    status: row.status,
    title: row.title,
    createdDateTime: iso(row.createdAt),
    lastModifiedDateTime: iso(row.modifiedAt),
    hasAttachments: false,
    categories: row.categories,
    body: taskBodyJson(row),
    bodyLastModifiedDateTime: iso(row.bodyModifiedAt),
    // Dates that are not set are not sent at all.
    ...Object.fromEntries(Object.entries(dates).filter(([, value]) => value !== null)),
    ...(row.recurrence ? { recurrence: recurrenceJson(row.recurrence, row.due?.iana ?? 'UTC') } : {}),
    ...(expand.includes('linkedResources') ? { linkedResources: row.linkedResources } : {}),
    ...(expand.includes('checklistItems') ? { checklistItems: row.checklistItems } : {}),
  };
}

/** An empty HTML body reads back as a line break. */
function taskBodyJson({ body }: TaskRow): TaskRow['body'] {
  return body.contentType === 'html' && body.content === '' ? { ...body, content: '\r\n' } : body;
}

function dateIn(call: Call, date: ZonedDate | null): JsonObject | null {
  return date && inZone(call, midnightOf(date));
}

function inZone(call: Call, instant: number): Omit<WallTime, 'local' | 'iana' | 'zone'> & JsonObject {
  const { name, iana } = call.prefer.zone;
  return { dateTime: toLocal(instant, iana), timeZone: name };
}

/** The element with this id, or Exchange's refusal. */
export function element<T extends { readonly id: string }>(elements: readonly T[], id: string): T {
  const found = elements.find((item) => item.id === id);
  if (!found) throw itemNotFound();
  return found;
}

const iso = (instant: number) => `${new Date(instant).toISOString().slice(0, -1)}0000Z`;
