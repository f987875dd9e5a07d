import { describe, expect, test } from 'vitest';
import type { Behaviour } from '../behaviour.ts';
import { ANN, BOB, signIn, startEmulator } from '../testing/fixture.ts';

const at = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
const MEETING = {
  subject: 'A',
  start: at('2026-03-10T10:00'),
  end: at('2026-03-10T11:00'),
  attendees: [{ emailAddress: { address: BOB.upn } }],
};
const SERIES = {
  ...MEETING,
  recurrence: {
    pattern: { type: 'daily', interval: 1 },
    range: { type: 'numbered', startDate: '2026-03-10', numberOfOccurrences: 3 },
  },
};
const WINDOW = 'startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-04-01T00:00:00Z';

async function invite(meeting: object, behaviour: Partial<Behaviour> = {}) {
  const emulator = startEmulator({ behaviour });
  const [ann, bob] = [await signIn(emulator, ANN.upn), await signIn(emulator, BOB.upn)];
  const { id } = (await ann('POST', '/me/events', meeting)).body;
  const [copy] = (await bob('GET', '/me/events')).body.value;
  const mails = () => emulator.mailLog.slice(1).map(({ kind, to }) => `${kind} ${to.join()}`);
  return { ann, bob, id, copy, mails };
}

describe('an answer to an invitation', () => {
  test.each([
    ['accept', 'accepted', 'busy'],
    ['tentativelyAccept', 'tentativelyAccepted', 'tentative'],
  ])(
    'stands in the copy and at the organiser’s after %s, who is written to',
    async (action, response, showAs) => {
      const { ann, bob, id, copy, mails } = await invite(MEETING);
      const answer = await bob('POST', `/me/events/${copy.id}/${action}`, {});
      expect(answer.status).toBe(202);
      const after = (await bob('GET', `/me/events/${copy.id}`)).body;
      expect(after).toMatchObject({ responseStatus: { response }, showAs });
      const { attendees } = (await ann('GET', `/me/events/${id}`)).body;
      expect(attendees).toMatchObject([{ status: { response } }]);
      expect(mails()).toEqual([`response ${ANN.upn}`]);
    },
  );

  test('that is not to be sent stays in the copy, and nobody is written to', async () => {
    const { ann, bob, id, copy, mails } = await invite(MEETING);
    await bob('POST', `/me/events/${copy.id}/accept`, { sendResponse: false });
    expect((await bob('GET', `/me/events/${copy.id}`)).body.responseStatus.response).toBe('accepted');
    expect((await ann('GET', `/me/events/${id}`)).body.attendees[0].status.response).toBe('none');
    expect(mails()).toEqual([]);
  });

  test('takes a declined meeting off the calendar', async () => {
    const { ann, bob, id, copy, mails } = await invite(MEETING);
    await bob('POST', `/me/events/${copy.id}/decline`, {});
    expect((await bob('GET', `/me/events/${copy.id}`)).status).toBe(404);
    expect((await ann('GET', `/me/events/${id}`)).body.attendees[0].status.response).toBe('declined');
    expect(mails()).toEqual([`response ${ANN.upn}`]);
  });

  test('may leave a declined meeting in the calendar', async () => {
    const { bob, copy } = await invite(MEETING, { keepsDeclined: true });
    await bob('POST', `/me/events/${copy.id}/decline`, {});
    const after = (await bob('GET', `/me/events/${copy.id}`)).body;
    expect(after).toMatchObject({ responseStatus: { response: 'declined' }, showAs: 'free' });
  });

  test('that the organiser does not want is refused if it is to be sent', async () => {
    const { bob, copy, mails } = await invite({ ...MEETING, responseRequested: false });
    const refused = await bob('POST', `/me/events/${copy.id}/accept`, { sendResponse: true });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'ErrorInvalidRequest' } } });
    expect((await bob('POST', `/me/events/${copy.id}/accept`, { sendResponse: false })).status).toBe(202);
    expect(mails()).toEqual([]);
  });

  test('that the organiser does not want may be refused in any case', async () => {
    const unasked = { ...MEETING, responseRequested: false };
    const { bob, copy } = await invite(unasked, { refusesUnrequestedAnswers: true });
    expect((await bob('POST', `/me/events/${copy.id}/accept`, { sendResponse: false })).status).toBe(400);
  });

  test('of the organiser, or with another time that is not sent, is refused', async () => {
    const { ann, bob, id, copy } = await invite(MEETING);
    expect((await ann('POST', `/me/events/${id}/accept`, {})).status).toBe(400);
    const proposedNewTime = { start: at('2026-03-11T10:00'), end: at('2026-03-11T11:00') };
    const body = { proposedNewTime, sendResponse: false };
    expect((await bob('POST', `/me/events/${copy.id}/decline`, body)).status).toBe(400);
  });

  test('for one occurrence makes it an exception on both sides, and the others stay unanswered', async () => {
    const { ann, bob, id, copy } = await invite(SERIES);
    const { value } = (await bob('GET', `/me/events/${copy.id}/instances?${WINDOW}`)).body;
    await bob('POST', `/me/events/${value[1].id}/accept`, {});
    const after = (await bob('GET', `/me/events/${copy.id}/instances?${WINDOW}`)).body.value;
    expect(
      after.map((one: { type: string; responseStatus: { response: string } }) => [
        one.type,
        one.responseStatus.response,
      ]),
    ).toEqual([
      ['occurrence', 'notResponded'],
      ['exception', 'accepted'],
      ['occurrence', 'notResponded'],
    ]);
    const theirs = (await ann('GET', `/me/events/${id}/instances?${WINDOW}`)).body.value;
    expect(theirs[1]).toMatchObject({
      type: 'exception',
      attendees: [{ status: { response: 'accepted' } }],
    });
  });

  test('stays with a copy that the organiser changes, unless the meeting moves', async () => {
    const { ann, bob, id, copy } = await invite(MEETING);
    const response = async () => (await bob('GET', `/me/events/${copy.id}`)).body.responseStatus.response;
    await bob('POST', `/me/events/${copy.id}/accept`, {});
    await ann('PATCH', `/me/events/${id}`, { subject: 'B' });
    expect(await response()).toBe('accepted');
    await ann('PATCH', `/me/events/${id}`, { start: at('2026-03-11T10:00'), end: at('2026-03-11T11:00') });
    expect(await response()).toBe('notResponded');
  });
});

describe('a Teams meeting', () => {
  test('has its joining text in the body, and is online no more once a body without it is written', async () => {
    const { ann, id } = await invite({
      ...MEETING,
      isOnlineMeeting: true,
      body: { contentType: 'html', content: 'Agenda' },
    });
    const event = (await ann('GET', `/me/events/${id}`)).body;
    expect(event.onlineMeeting.joinUrl).toMatch(/^https:\/\/teams\.microsoft\.com\/l\/meetup-join\//);
    expect(event.body.content).toMatch(/Agenda[\s\S]*_{80}/);
    expect(event.body.content).toContain(event.onlineMeeting.joinUrl);

    const kept = await ann('PATCH', `/me/events/${id}`, {
      body: { contentType: 'html', content: event.body.content.replace('Agenda', 'Minutes') },
    });
    expect(kept.body).toMatchObject({ isOnlineMeeting: true });
    const lost = await ann('PATCH', `/me/events/${id}`, { body: { contentType: 'html', content: 'Notes' } });
    expect(lost.body).toMatchObject({ isOnlineMeeting: false, onlineMeeting: null });
  });
});
