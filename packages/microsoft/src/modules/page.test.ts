import { describe, expect, it } from 'vitest';
import { MAILBOX_MODULES } from './mailbox-modules.ts';
import { nextLinkOf } from './page.ts';

const { meetings, contacts, tasks } = MAILBOX_MODULES;

const event = {
  '@odata.etag': 'W/"1"',
  id: 'e-1',
  type: 'singleInstance',
  iCalUId: 'u-1',
  subject: 'Talk',
  body: { contentType: 'html', content: '' },
  start: { dateTime: '2026-11-21T10:00:00.0000000', timeZone: 'UTC' },
  end: { dateTime: '2026-11-21T11:00:00.0000000', timeZone: 'UTC' },
  originalStartTimeZone: 'W. Europe Standard Time',
  isAllDay: false,
  isOrganizer: true,
  isReminderOn: true,
  reminderMinutesBeforeStart: 15,
  sensitivity: 'normal',
  location: { displayName: '' },
  attendees: [],
  recurrence: null,
  lastModifiedDateTime: '2026-11-20T10:00:00Z',
};

describe('a page of a delta', () => {
  it('gives its rows and the link that goes on, or the one to come back with', () => {
    const page = (links: object) => meetings.parseDeltaPage({ value: [event], ...links });
    expect(page({ '@odata.nextLink': 'https://g/next' })).toMatchObject({
      rows: [{ kind: 'present', itemId: 'e-1', complete: true, item: { subject: 'Talk' } }],
      nextLink: 'https://g/next',
      deltaLink: null,
    });
    expect(page({ '@odata.deltaLink': 'https://g/delta' })).toMatchObject({
      nextLink: null,
      deltaLink: 'https://g/delta',
    });
  });

  it('may be empty and go on', () => {
    expect(tasks.parseDeltaPage({ value: [], '@odata.nextLink': 'https://g/next' })).toEqual({
      rows: [],
      nextLink: 'https://g/next',
      deltaLink: null,
    });
  });

  it('says what was removed and why, even of an unknown item', () => {
    const row = { '@odata.type': '#microsoft.graph.event', id: 'e-2', '@removed': { reason: 'deleted' } };
    const value = [row, { id: 'e-3', '@removed': { reason: 'changed' } }];
    expect(meetings.parseDeltaPage({ value }).rows).toEqual([
      { kind: 'removed', itemId: 'e-2', reason: 'deleted' },
      { kind: 'removed', itemId: 'e-3', reason: 'changed' },
    ]);
  });

  it('reports a row whose members have the wrong type, without its content, and reads the others', () => {
    const broken = { ...event, id: 'e-4', subject: { text: 'a secret' } };
    const { rows } = meetings.parseDeltaPage({ value: [broken, { subject: 'no id' }, event] });
    expect(rows).toMatchObject([
      { kind: 'malformed', itemId: 'e-4', issue: expect.stringMatching(/^subject: /) },
      { kind: 'malformed', itemId: null, issue: expect.stringMatching(/^id: /) },
      { kind: 'present', itemId: 'e-1' },
    ]);
    expect(JSON.stringify(rows[0])).not.toContain('a secret');
  });

  it('tells a part of an item from the whole of it', () => {
    const { recurrence: _, ...part } = event;
    expect(meetings.parseDeltaPage({ value: [part] }).rows).toMatchObject([{ complete: false }]);
    expect(meetings.parseItem(part)).toMatchObject({ kind: 'present', complete: true });
    const contact = { id: 'c-1', givenName: 'Ada' };
    expect(contacts.parseDeltaPage({ value: [contact] }).rows).toMatchObject([{ complete: false }]);
  });

  it('takes a task without dates for a whole one, because To Do leaves out what is not set', () => {
    const task = {
      id: 't-1',
      title: 'Call',
      body: { content: '', contentType: 'text' },
      status: 'notStarted',
      importance: 'normal',
      isReminderOn: false,
      lastModifiedDateTime: '2026-11-20T10:00:00Z',
    };
    expect(tasks.parseDeltaPage({ value: [task] }).rows).toMatchObject([{ complete: true }]);
  });

  it('that is no page at all is malformed and leads nowhere', () => {
    for (const body of [null, undefined, '<html>', { value: 'x' }]) {
      expect(contacts.parseDeltaPage(body)).toMatchObject({
        rows: [{ kind: 'malformed', itemId: null }],
        nextLink: null,
        deltaLink: null,
      });
    }
    expect(nextLinkOf(null)).toBeNull();
  });
});

describe('items found by correlation', () => {
  const id = 'String {5e8f4d0c-6a3b-4c2e-9b71-0d2f6a7c83e4} Name SyncgrantCorrelationId';
  const carrying = (value: string) => ({ ...event, singleValueExtendedProperties: [{ id, value }] });

  it('are those that carry the id, even if the server let others through', () => {
    const value = [carrying('k-2'), event, { ...carrying('K-1'), id: 'e-9' }];
    expect(meetings.parseFound({ value }, 'k-1')).toMatchObject([{ itemId: 'e-9', etag: 'W/"1"' }]);
  });

  it('are, of tasks, those with our linked resource', () => {
    const task = (taskId: string, applicationName: string, externalId: string) => ({
      id: taskId,
      title: 'Call',
      linkedResources: [{ applicationName, externalId }],
    });
    const value = [
      task('t-1', 'Another', 'k-1'),
      task('t-2', 'Syncgrant', 'k-2'),
      task('t-3', 'Syncgrant', 'k-1'),
      { id: 't-4' },
    ];
    expect(tasks.parseFound({ value }, 'k-1')).toMatchObject([{ itemId: 't-3', etag: null }]);
  });

  it('cannot be found by breaking out of the filter', () => {
    const { path } = meetings.findByCorrelation('cal', "x' or true eq true or '");
    expect(new URL(`https://g${path}`).searchParams.get('$filter')).toContain("ep/value eq 'x'' or true");
  });
});

it('ids are encoded wherever they stand in a path', () => {
  const id = 'AAM/+k=?#';
  for (const module of Object.values(MAILBOX_MODULES)) {
    for (const { path } of [
      module.firstDelta(id, { windowStart: '2026-01-01T00:00:00Z' }),
      module.getItem(id, id),
      module.createItem(id, {}, 'k'),
      module.updateItem(id, id, {}, null),
      module.deleteItem(id, id),
      module.findByCorrelation(id, 'k'),
    ]) {
      expect(path).toContain('AAM%2F%2Bk%3D%3F%23');
      expect(path).not.toContain(id);
    }
  }
});
