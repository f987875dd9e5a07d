import { describe, expect, it } from 'vitest';
import { readSetup } from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const SAM = 'sam@elsewhere.example';
const KIM = 'kim@elsewhere.example';
const LEE = 'lee@elsewhere.example';
const inDays = (days: number, time: string): string =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T${time}`;
const at = (days: number, time: string) => ({ dateTime: inDays(days, time), timeZone: 'UTC' });
const crmTime = (days: number, time: string) => `${inDays(days, time)}+00:00`;
const invited = (...addresses: string[]) => ({
  attendees: addresses.map((address) => ({ type: 'required', emailAddress: { address } })),
});
const participants = (...addresses: string[]) => ({
  Participants: addresses.map((participant) => ({ type: 'email', participant })),
});
const EVENT = {
  subject: 'Review',
  body: { contentType: 'html', content: 'Agenda' },
  location: { displayName: 'Room 1' },
  start: at(3, '10:00:00'),
  end: at(3, '11:00:00'),
  isReminderOn: true,
  reminderMinutesBeforeStart: 15,
  ...invited(SAM, KIM),
};
const events = async (): Promise<GraphAnswer[]> => (await company.graph('GET', '/me/events?$top=100')).value;
const mails = (from: number): string[] =>
  company.emulator.mailLog
    .slice(from)
    .flatMap(({ kind, to }) => to.map((address) => `${kind} ${address}`))
    .toSorted();
const sent = (): number => company.emulator.mailLog.length;

async function synced(): Promise<string> {
  await company.graph('POST', '/me/events', EVENT);
  await company.enable('meetings');
  const [record] = await company.records('meetings');
  if (record === undefined) throw new Error('no record');
  return record.id;
}

const EVERYBODY = [`update ${KIM}`, `update ${SAM}`];

describe.each(EITHER_DATABASE)('mail, on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  it.each<[change: string, fields: Record<string, unknown>, mail: readonly string[]]>([
    ['its title', { Event_Title: 'Retro' }, EVERYBODY],
    ['its time', { Start_DateTime: crmTime(3, '10:30:00') }, EVERYBODY],
    ['its location', { Venue: 'Room 2' }, EVERYBODY],
    ['its description', { Description: 'Minutes' }, EVERYBODY],
    ['another attendee', participants(SAM, KIM, LEE), [`invitation ${LEE}`]],
    ['one attendee less', participants(SAM), [`cancellation ${KIM}`]],
    ['one attendee for another', participants(SAM, LEE), [`cancellation ${KIM}`, `invitation ${LEE}`]],
    [
      'another attendee and its title',
      { Event_Title: 'Retro', ...participants(SAM, KIM, LEE) },
      [`invitation ${LEE}`, ...EVERYBODY],
    ],
    ['its reminder', { Remind_At: [{ unit: 1, period: 'hours' }] }, []],
    [
      'an attendee’s name',
      {
        Participants: [
          { type: 'email', participant: SAM, name: 'Samuel' },
          { type: 'email', participant: KIM },
        ],
      },
      [],
    ],
    ['what only the CRM has', { Remind_Participants: [{ unit: 1, period: 'hours' }] }, []],
    ['nothing at all', { Event_Title: 'Review' }, []],
  ])('of a change in the CRM of %s reaches just those who see it', async (_, fields, expected) => {
    const id = await synced();
    const before = sent();
    await company.changeRecord('meetings', id, fields);
    for (let round = 0; round < 3; round += 1) await company.settle();
    expect(mails(before)).toEqual(expected);
  });

  it.each<[change: string, patch: object]>([
    ['its title', { subject: 'Retro' }],
    ['its time', { start: at(4, '10:00:00'), end: at(4, '11:00:00') }],
    ['its body', { body: { contentType: 'html', content: 'Minutes' } }],
    ['its attendees', invited(SAM, LEE)],
    ['its reminder', { reminderMinutesBeforeStart: 60 }],
    ['its categories', { categories: ['Blue'] }],
    ['its sensitivity', { sensitivity: 'private' }],
  ])('of a change at Microsoft of %s is Outlook’s alone', async (_, patch) => {
    await synced();
    const [event] = await events();
    await company.graph('PATCH', `/me/events/${event.id}`, patch);
    const before = sent();
    for (let round = 0; round < 3; round += 1) await company.settle();
    expect(mails(before)).toEqual([]);
  });

  it('goes out once when the same was changed on both sides, or the answer to a change was lost', async () => {
    const id = await synced();
    const [event] = await events();
    await company.graph('PATCH', `/me/events/${event.id}`, { subject: 'Retro' });
    let before = sent();
    await company.changeRecord('meetings', id, { Event_Title: 'Retro' });
    await company.settle();
    expect(mails(before)).toEqual([]);

    before = sent();
    company.emulator.addFaults([
      { match: { method: 'PATCH', path: '/events/' }, count: 1, action: { loseResponse: true } },
    ]);
    await company.changeRecord('meetings', id, { Event_Title: 'Planning' });
    for (let round = 0; round < 3; round += 1) {
      await company.settle();
      company.clock.advance(10 * 60_000);
    }
    expect(mails(before)).toEqual(EVERYBODY);
  });

  it('of a first sync is what the preview said', async () => {
    await company.graph('POST', '/me/events', { ...EVENT, subject: 'At Microsoft' });
    await company.graph('POST', '/me/events', { ...EVENT, subject: 'On both sides' });
    for (const [title, who] of [
      ['On both sides', participants(SAM)],
      ['In the CRM', participants(SAM, KIM, LEE)],
      ['With a participant who has no address', { Participants: [{ type: 'contact', participant: '1' }] }],
      ['Alone', {}],
    ] as const) {
      await company.addRecord('meetings', {
        Event_Title: title,
        Start_DateTime: crmTime(3, '10:00:00'),
        End_DateTime: crmTime(3, '11:00:00'),
        ...who,
      });
    }
    await company.connect('meetings');
    await company.configure('meetings');
    await company.settle();
    const preview = (await readSetup(company.tenant, company.userId, 'meetings'))?.preview;
    const before = sent();
    await company.start('meetings');
    for (let round = 0; round < 3; round += 1) await company.settle();
    expect(mails(before)).toEqual([KIM, LEE, SAM].map((address) => `invitation ${address}`).toSorted());
    expect(preview?.peopleMailed).toBe(mails(before).length);
  });
});
