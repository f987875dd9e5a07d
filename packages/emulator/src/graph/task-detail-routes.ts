import type { ChecklistItem, LinkedResource } from '../model/rows.ts';
import { parseBody } from './body.ts';
import { type Answer, type Call, created, noContent, ok, param } from './call.ts';
import { answerCollection } from './collection.ts';
import { type Route, TASKS_READ, TASKS_WRITE, routes } from './routes.ts';
import { checklistItemBody, element, linkedResourceBody, task } from './todo-routes.ts';

const TASK = '/me/todo/lists/:list/tasks/:task';

/** The checklist items and linked resources of a task. Their changes do not count as changes of the task in deltas. */
export const TASK_DETAIL_ROUTES: readonly Route[] = [
  ...routes(TASKS_READ, {
    [`GET ${TASK}/linkedResources`]: (call) =>
      answerCollection(call, task(call).linkedResources.map(asJson), { type: 'linkedResources' }),
    [`GET ${TASK}/linkedResources/:detail`]: (call) =>
      ok(element(task(call).linkedResources, param(call, 'detail'))),
    [`GET ${TASK}/checklistItems`]: (call) =>
      answerCollection(call, task(call).checklistItems.map(asJson), { type: 'checklistItems' }),
    [`GET ${TASK}/checklistItems/:detail`]: (call) =>
      ok(element(task(call).checklistItems, param(call, 'detail'))),
  }),
  ...routes(TASKS_WRITE, {
    [`POST ${TASK}/linkedResources`]: (call) => {
      const link = { ...parseBody(linkedResourceBody, call.body, ['id']), id: mint(call) };
      return created(saveLinks(call, [...task(call).linkedResources, link], link));
    },
    [`PATCH ${TASK}/linkedResources/:detail`]: (call) => {
      const before = element(task(call).linkedResources, param(call, 'detail'));
      const { id } = before;
      const link = { ...parseBody(linkedResourceBody, { ...before, ...Object(call.body) }, ['id']), id };
      return ok(saveLinks(call, replaced(task(call).linkedResources, link), link));
    },
    [`DELETE ${TASK}/linkedResources/:detail`]: (call) => {
      const link = element(task(call).linkedResources, param(call, 'detail'));
      saveLinks(
        call,
        task(call).linkedResources.filter(({ id }) => id !== link.id),
        link,
      );
      return noContent;
    },
    [`POST ${TASK}/checklistItems`]: (call) => created(saveItem(call, undefined)),
    [`PATCH ${TASK}/checklistItems/:detail`]: (call) =>
      ok(saveItem(call, element(task(call).checklistItems, param(call, 'detail')))),
    [`DELETE ${TASK}/checklistItems/:detail`]: removeItem,
  }),
];

function saveLinks(
  call: Call,
  linkedResources: readonly LinkedResource[],
  link: LinkedResource,
): LinkedResource {
  call.world.store.putQuietly('task', { ...task(call), linkedResources });
  return link;
}

function saveItem(call: Call, before: ChecklistItem | undefined): ChecklistItem {
  const now = new Date(call.world.now()).toISOString();
  const row = task(call);
  const { displayName, isChecked } = parseBody(checklistItemBody, { ...before, ...Object(call.body) });
  const item: ChecklistItem = {
    id: before?.id ?? mint(call),
    displayName,
    isChecked,
    createdDateTime: before?.createdDateTime ?? now,
    checkedDateTime: isChecked ? (before?.checkedDateTime ?? now) : null,
  };
  const checklistItems = before ? replaced(row.checklistItems, item) : [...row.checklistItems, item];
  call.world.store.putQuietly('task', { ...row, checklistItems });
  return item;
}

function removeItem(call: Call): Answer {
  const row = task(call);
  const { id } = element(row.checklistItems, param(call, 'detail'));
  call.world.store.putQuietly('task', {
    ...row,
    checklistItems: row.checklistItems.filter((item) => item.id !== id),
  });
  return noContent;
}

function replaced<T extends { readonly id: string }>(elements: readonly T[], changed: T): T[] {
  return elements.map((item) => (item.id === changed.id ? changed : item));
}

const mint = (call: Call) => call.world.store.mintGuid('taskDetail');
const asJson = (item: object): Readonly<Record<string, unknown>> => ({ ...item });
