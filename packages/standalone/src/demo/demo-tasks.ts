import { sameInCrm } from './both-sides.ts';
import { todayIn, wallTime, workingDay } from './calendar-days.ts';
import type { DemoPerson } from './content/people.ts';
import { TASKS, type Task } from './content/tasks.ts';
import type { DemoContact } from './demo-contacts.ts';
import type { DemoItem } from './demo.ts';
import { contactOf, namesSomebody, worded } from './wording.ts';

const STATUS = { 'in progress': 'inProgress', completed: 'completed', waiting: 'waitingOnOthers' } as const;

export function taskItems(
  contacts: readonly DemoContact[],
  { work, timeZone }: DemoPerson,
  now: Date,
): readonly DemoItem[] {
  const today = todayIn(timeZone, now);
  return TASKS[work].map((task, place) => {
    const contact = contactOf(contacts, place);
    const date = task.due === null ? null : workingDay(today, task.due);
    const body = taskBody(task, contact, date, timeZone);
    return {
      module: 'tasks',
      known: task.known,
      body,
      record: sameInCrm('tasks', body, timeZone),
      about: namesSomebody(task.title) ? contact.email : null,
    };
  });
}

function taskBody(task: Task, contact: DemoContact, date: string | null, timeZone: string): DemoItem['body'] {
  return {
    title: worded(task.title, contact),
    status: task.status === undefined ? 'notStarted' : STATUS[task.status],
    importance: task.urgent ? 'high' : 'normal',
    ...(task.notes !== undefined && { body: { contentType: 'text', content: task.notes } }),
    ...(date !== null && { dueDateTime: { dateTime: wallTime(date, '00:00'), timeZone } }),
    ...(date !== null &&
      task.remindAt !== undefined && {
        isReminderOn: true,
        reminderDateTime: { dateTime: wallTime(date, task.remindAt), timeZone },
      }),
  };
}
