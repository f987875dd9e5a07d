import type { GraphDateTime } from '../graph-shapes.ts';
import { bodyText, textToHtml } from '../html-text.ts';
import { dateBeginningAt, dateOf, dateStartingAt, instantIn, isMidnight, wallTimeOf } from '../instants.ts';
import type { Json } from '../json.ts';
import { graphZone, ianaZone } from '../zones.ts';
import { envelope, graphText, OWN_SINGLE, trimmed, withoutEmpty, type ItemMapping } from './graph-values.ts';

const STATUSES = ['notStarted', 'inProgress', 'completed', 'waitingOnOthers', 'deferred'];
const PRIORITIES = ['low', 'normal', 'high'];

export const taskItemMapping: ItemMapping = {
  fromItem(item, { timeZone }) {
    return {
      ...envelope(item),
      // A repeating task owns its dates like a series does.
      traits: { ...OWN_SINGLE, series: item.recurrence ? 'master' : 'single' },
      values: {
        subject: trimmed(item.title),
        status: STATUSES.find((status) => status === item.status) ?? 'notStarted',
        priority: PRIORITIES.find((priority) => priority === item.importance) ?? 'normal',
        dueDate: taskDate(item.dueDateTime, timeZone),
        alarm: null,
        closedAt: beginning(taskDate(item.completedDateTime, timeZone), timeZone),
        reminderAt: item.isReminderOn === false ? null : reminder(item.reminderDateTime),
        description: bodyText(item.body),
      },
    };
  },

  toItem(changes, current, { timeZone }) {
    const body: Record<string, Json> = {};
    if ('subject' in changes) body['title'] = graphText(changes['subject']);
    if ('status' in changes) body['status'] = graphText(changes['status']) ?? 'notStarted';
    if ('priority' in changes) body['importance'] = graphText(changes['priority']) ?? 'normal';
    if ('description' in changes) {
      const text = graphText(changes['description']);
      // To Do takes HTML only.
      if (text !== null || current !== null)
        body['body'] = { contentType: 'html', content: textToHtml(text ?? '') };
    }
    if ('dueDate' in changes) {
      const date = graphText(changes['dueDate']);
      body['dueDateTime'] = date === null ? null : startOf(date, timeZone);
    }
    // To Do takes the date away by itself when a task is taken up again.
    const closed = wallTimeOf(graphText(changes['closedAt']) ?? '', timeZone);
    if (closed !== null) body['completedDateTime'] = startOf(closed.slice(0, 10), timeZone);
    if ('reminderAt' in changes) {
      const wallTime = wallTimeOf(graphText(changes['reminderAt']) ?? '', 'UTC');
      body['reminderDateTime'] = wallTime === null ? null : { dateTime: wallTime, timeZone: 'UTC' };
      if (wallTime !== null || current !== null) body['isReminderOn'] = wallTime !== null;
    }
    return current === null ? withoutEmpty(body) : body;
  },
};

/**
 * To Do keeps a date as midnight of the zone it was entered in and answers it in UTC: 2026-09-29T22:00Z is
 * 2026-09-30 in Berlin. If no day begins then in the mailbox's zone, the task came from another one, and the date is the
 * one that begins then there: whoever travels or moves keeps their dates.
 */
function taskDate(value: GraphDateTime | null | undefined, timeZone: string): string | null {
  const dateTime = value?.dateTime;
  if (!dateTime) return null;
  const zone = ianaZone(value?.timeZone) ?? 'UTC';
  const there = dateStartingAt(dateTime, zone, timeZone);
  if (there !== null) return there;
  return isMidnight(dateTime) ? dateOf(dateTime) : dateBeginningAt(instantIn(dateTime, zone) ?? '');
}

const startOf = (date: string, timeZone: string) => ({
  dateTime: `${date}T00:00:00`,
  timeZone: graphZone(timeZone),
});

const beginning = (date: string | null, timeZone: string): string | null =>
  date === null ? null : instantIn(`${date}T00:00:00`, timeZone);

const reminder = (value: GraphDateTime | null | undefined): string | null =>
  value?.dateTime ? instantIn(value.dateTime, ianaZone(value.timeZone) ?? 'UTC') : null;
