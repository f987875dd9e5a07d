import { describe, expect, it } from 'vitest';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const inDays = (days: number, time: string): string =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T${time}`;
const at = (days: number, time: string) => ({ dateTime: inDays(days, time), timeZone: 'UTC' });
const event = (more: object = {}) => ({
  subject: 'Review',
  start: at(3, '10:00:00'),
  end: at(3, '11:00:00'),
  ...more,
});
const theEvent = async (): Promise<GraphAnswer> =>
  (await company.graph('GET', '/me/events?$top=100')).value[0];
const theRecord = async (module: 'meetings' | 'tasks' = 'meetings') => {
  const [record] = await company.records(module);
  if (record === undefined) throw new Error('no record');
  return record;
};
const meeting = (more: object = {}) => ({
  Event_Title: 'Review',
  Start_DateTime: `${inDays(2, '09:00:00')}+00:00`,
  End_DateTime: `${inDays(2, '10:00:00')}+00:00`,
  ...more,
});

describe.each(EITHER_DATABASE)('on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  describe('a Teams meeting', () => {
    const online = event({ isOnlineMeeting: true, body: { contentType: 'html', content: 'Agenda' } });

    it('shows in the description how to join it', async () => {
      await company.graph('POST', '/me/events', online);
      await company.enable('meetings');
      const { joinUrl } = (await theEvent()).onlineMeeting;
      expect((await theRecord()).fields['Description']).toMatch(/^Agenda/);
      expect((await theRecord()).fields['Description']).toContain(joinUrl);
    });

    it.each([
      ['changed above the joining text', (text: string) => text.replace('Agenda', 'Minutes')],
      ['replaced as a whole', () => 'Minutes'],
    ])('stays online when its description is %s in the CRM', async (_, edited) => {
      await company.graph('POST', '/me/events', online);
      await company.enable('meetings');
      const { joinUrl } = (await theEvent()).onlineMeeting;
      const { id, fields } = await theRecord();
      await company.changeRecord('meetings', id, { Description: edited(String(fields['Description'])) });
      await company.settle();
      const after = await theEvent();
      expect(after).toMatchObject({ isOnlineMeeting: true, onlineMeeting: { joinUrl } });
      expect(after.body.content).toContain('Minutes');
      expect(after.body.content).not.toContain('Agenda');
      expect(after.body.content.split(joinUrl)).toHaveLength(2);
      const settled = await theRecord();
      const version = company.emulator.log.length;
      await company.settle();
      expect(await theRecord()).toEqual(settled);
      expect(company.asked(version).filter(({ method }) => method === 'PATCH')).toEqual([]);
    });

    it('stays online whatever else changes in the CRM', async () => {
      await company.graph('POST', '/me/events', online);
      await company.enable('meetings');
      const { id } = await theRecord();
      await company.changeRecord('meetings', id, { Event_Title: 'Retro', Venue: 'Room 1' });
      await company.settle();
      expect(await theEvent()).toMatchObject({ subject: 'Retro', isOnlineMeeting: true });
    });

    it('takes a description from Outlook, and none of its joining text is lost on the way', async () => {
      await company.graph('POST', '/me/events', online);
      await company.enable('meetings');
      const { id, body, onlineMeeting } = await theEvent();
      const content = body.content.replace('Agenda', 'Plan');
      await company.graph('PATCH', `/me/events/${id}`, { body: { contentType: 'html', content } });
      await company.settle();
      expect((await theRecord()).fields['Description']).toMatch(/^Plan/);
      expect((await theRecord()).fields['Description']).toContain(onlineMeeting.joinUrl);
    });

    it('is none that was made in the CRM, which has no word for it', async () => {
      await company.enable('meetings');
      await company.addRecord('meetings', meeting());
      await company.settle();
      expect((await theEvent()).isOnlineMeeting).toBe(false);
    });
  });

  describe('a reminder of a meeting', () => {
    const reminders = [
      ['of a quarter of an hour', 15, [{ unit: 15, period: 'minutes' }]],
      ['at its start', 0, [{ unit: 0, period: 'minutes' }]],
      ['of two weeks', 20_160, [{ unit: 2, period: 'weeks' }]],
      ['longer than the CRM counts in minutes', 10_020, [{ unit: 167, period: 'hours' }]],
    ] as const;

    it.each(reminders)('%s comes from Microsoft', async (_, minutes, remindAt) => {
      await company.graph(
        'POST',
        '/me/events',
        event({ isReminderOn: true, reminderMinutesBeforeStart: minutes }),
      );
      await company.enable('meetings');
      expect((await theRecord()).fields['Remind_At']).toEqual(remindAt);
    });

    it.each(reminders)('%s goes to Microsoft', async (_, minutes, remindAt) => {
      await company.enable('meetings');
      await company.addRecord('meetings', meeting({ Remind_At: remindAt }));
      await company.settle();
      expect(await theEvent()).toMatchObject({
        isReminderOn: true,
        reminderMinutesBeforeStart: minutes,
      });
    });

    it('that there is none is carried both ways', async () => {
      await company.enable('meetings');
      await company.addRecord('meetings', meeting());
      await company.settle();
      const { id } = await theEvent();
      expect((await theEvent()).isReminderOn).toBe(false);
      await company.graph('PATCH', `/me/events/${id}`, {
        isReminderOn: true,
        reminderMinutesBeforeStart: 30,
      });
      await company.settle();
      expect((await theRecord()).fields['Remind_At']).toEqual([{ unit: 30, period: 'minutes' }]);
      await company.changeRecord('meetings', (await theRecord()).id, { Remind_At: null });
      await company.settle();
      expect((await theEvent()).isReminderOn).toBe(false);
      await company.graph('PATCH', `/me/events/${id}`, { isReminderOn: true });
      await company.settle();
      await company.graph('PATCH', `/me/events/${id}`, { isReminderOn: false });
      await company.settle();
      expect((await theRecord()).fields['Remind_At']).toBeNull();
    });

    it('that lasts all day counts from its midnight, on both sides', async () => {
      const day = { isAllDay: true, start: at(4, '00:00:00'), end: at(5, '00:00:00') };
      await company.graph(
        'POST',
        '/me/events',
        event({ ...day, isReminderOn: true, reminderMinutesBeforeStart: 900 }),
      );
      await company.enable('meetings');
      expect((await theRecord()).fields['Remind_At']).toEqual([{ unit: 900, period: 'minutes' }]);
      await company.changeRecord('meetings', (await theRecord()).id, {
        Remind_At: [{ unit: 1, period: 'days' }],
      });
      await company.settle();
      expect(await theEvent()).toMatchObject({ isAllDay: true, reminderMinutesBeforeStart: 1440 });
    });
  });

  describe('the alarm of a task', () => {
    const list = async (): Promise<string> => company.defaultContainer('tasks');
    const theTask = async (): Promise<GraphAnswer> =>
      (await company.graph('GET', `/me/todo/lists/${await list()}/tasks`)).value[0];
    const alarm = (action: string, time: string) => ({
      ALARM: `FREQ=NONE;ACTION=${action};TRIGGER=DATE-TIME:${inDays(2, time)}+00:00`,
    });

    it('goes both ways, keeps how the CRM reminds, and can be taken away', async () => {
      await company.enable('tasks');
      await company.addRecord('tasks', { Subject: 'Call', Remind_At: alarm('EMAIL', '09:00:00') });
      await company.settle();
      const { id, reminderDateTime } = await theTask();
      expect(reminderDateTime.dateTime).toContain(inDays(2, '09:00:00'));
      const path = `/me/todo/lists/${await list()}/tasks/${id}`;
      await company.graph('PATCH', path, { reminderDateTime: at(2, '12:30:00'), isReminderOn: true });
      await company.settle();
      expect((await theRecord('tasks')).fields['Remind_At']).toEqual(alarm('EMAIL', '12:30:00'));
      await company.changeRecord('tasks', (await theRecord('tasks')).id, { Remind_At: null });
      await company.settle();
      expect((await theTask()).isReminderOn).toBe(false);
      await company.graph('PATCH', path, { reminderDateTime: at(2, '13:00:00'), isReminderOn: true });
      await company.settle();
      expect((await theRecord('tasks')).fields['Remind_At']).toEqual(alarm('POPUP', '13:00:00'));
      await company.graph('PATCH', path, { reminderDateTime: null, isReminderOn: false });
      await company.settle();
      expect((await theRecord('tasks')).fields['Remind_At']).toBeNull();
    });
  });
});
