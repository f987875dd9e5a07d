/* oxlint-disable typescript/no-unsafe-argument, typescript/no-unsafe-assignment, typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-return -- plain JavaScript: the page has no build step */
import { complain, edit, element, field, item, list, mark } from './dom.js';
import { graph, items } from './graph.js';

export async function load(user) {
  const lists = await items(user, '/todo/lists');
  const tasks = await Promise.all(lists.map(({ id }) => items(user, `/todo/lists/${id}/tasks`)));
  return { lists: lists.map((of, at) => ({ ...of, tasks: tasks[at] })) };
}

export function show(user, { lists }) {
  const shown = lists.filter(
    ({ tasks, wellknownListName }) => tasks.length > 0 || wellknownListName !== 'flaggedEmails',
  );
  return shown.flatMap((of) => [
    element('h2', {}, of.displayName),
    of.tasks.length === 0
      ? element('p', { className: 'empty' }, 'No tasks.')
      : list(
          of.tasks.map((task) =>
            element(
              'li',
              { className: task.status === 'completed' ? 'done' : '' },
              element('input', {
                type: 'checkbox',
                checked: task.status === 'completed',
                ariaLabel: `Done: ${task.title}`,
                onchange: ({ target }) => {
                  const status = target.checked ? 'completed' : 'notStarted';
                  graph(user, 'PATCH', `/todo/lists/${of.id}/tasks/${task.id}`, { status }).catch(complain);
                },
              }),
              item(
                task.id,
                () => open(user, of, task),
                element('span', { className: 'what' }, task.title),
                element('span', { className: 'marks' }, marks(task).map(mark)),
              ),
            ),
          ),
        ),
  ]);
}

export function add(user, { lists }) {
  edit({
    title: 'New task',
    fields: [
      ...fields({ title: '', importance: 'normal' }),
      field(
        'list',
        'List',
        lists
          .filter(({ wellknownListName }) => wellknownListName !== 'flaggedEmails')
          .map(({ id, displayName }) => [id, displayName]),
        lists[0].id,
      ),
    ],
    save: ({ list: id, ...values }) => graph(user, 'POST', `/todo/lists/${id}/tasks`, body(user, values)),
  });
}

function open(user, of, task) {
  const path = `/todo/lists/${of.id}/tasks/${task.id}`;
  edit({
    title: 'Task',
    fields: fields(task),
    save: (values) => graph(user, 'PATCH', path, changed(body(user, values), task)),
    remove: () => graph(user, 'DELETE', path),
  });
}

function fields(task) {
  return [
    field('title', 'Title', 'text', task.title, { required: true, wide: true, autofocus: true }),
    field('due', 'Due', 'date', dueDate(task)),
    field(
      'importance',
      'Importance',
      [
        ['low', 'Low'],
        ['normal', 'Normal'],
        ['high', 'High'],
      ],
      task.importance,
    ),
    field('notes', 'Notes', 'textarea', task.body?.content.trim()),
  ];
}

function body(user, { title, due, importance, notes }) {
  const dueDateTime = due ? { dateTime: `${due}T00:00:00`, timeZone: user.timeZone } : null;
  return { title, importance, dueDateTime, body: { contentType: 'text', content: notes } };
}

/** The due date of a recurring task moves when it is written, so only a change is. */
function changed(written, task) {
  const { dueDateTime, ...rest } = written;
  return (dueDateTime?.dateTime.slice(0, 10) ?? '') === dueDate(task) ? rest : written;
}

const dueDate = (task) => task.dueDateTime?.dateTime.slice(0, 10) ?? '';

function marks(task) {
  const due = dueDate(task);
  return [
    due &&
      `due ${new Date(`${due}T00:00:00Z`).toLocaleDateString('en', { day: 'numeric', month: 'short', timeZone: 'UTC' })}`,
    task.importance === 'high' && 'important',
    task.recurrence && 'repeats',
  ].filter(Boolean);
}
