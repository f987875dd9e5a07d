import { expect, test } from 'vitest';
import { ANN, BOB, ORIGIN, signIn, startEmulator } from '../testing/fixture.ts';

const at = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
const MEETING = { subject: 'A', start: at('2026-03-10T10:00'), end: at('2026-03-10T11:00') };

test('a request without a token is refused in the words of Graph, with ids to be found again', async () => {
  const request = new Request(`${ORIGIN}/v1.0/me`, { headers: { 'client-request-id': 'mine' } });
  const answer = await startEmulator().fetch(request);
  expect(answer.status).toBe(401);
  expect(await answer.json()).toEqual({
    error: {
      code: 'InvalidAuthenticationToken',
      message: 'Access token is empty.',
      innerError: {
        date: '2026-03-02T12:00:00',
        'request-id': answer.headers.get('request-id'),
        'client-request-id': 'mine',
      },
    },
  });
  expect(answer.headers.get('client-request-id')).toBe('mine');
});

test.each([
  [
    'GET',
    '/me/contacts/AAMkAGI2THVSAAAAAAAAAAAAAA=',
    undefined,
    404,
    'ErrorItemNotFound',
    'The specified object was not found in the store.',
  ],
  ['GET', '/me/contacts/nonsense', undefined, 400, 'ErrorInvalidIdMalformed', 'Id is malformed.'],
  [
    'POST',
    '/me/events',
    { ...MEETING, isAllDay: true },
    400,
    'ErrorInvalidRequest',
    'The Event.Start property for an all-day event needs to be set to midnight.',
  ],
])('%s %s is refused with its code and message', async (method, path, body, status, code, message) => {
  const graph = await signIn(startEmulator(), ANN.upn);
  const refused = await graph(method, path, body);
  expect([refused.status, refused.body.error.code, refused.body.error.message]).toEqual([
    status,
    code,
    message,
  ]);
});

test('an attendee may not cancel', async () => {
  const emulator = startEmulator();
  const [ann, bob] = [await signIn(emulator, ANN.upn), await signIn(emulator, BOB.upn)];
  await ann('POST', '/me/events', { ...MEETING, attendees: [{ emailAddress: { address: BOB.upn } }] });
  const copy = (await bob('GET', '/me/events')).body.value[0].id;
  const { status, body } = await bob('POST', `/me/events/${copy}/cancel`, { comment: 'No' });
  expect([status, body.error.message]).toEqual([
    400,
    "Your request can't be completed. You need to be an organizer to cancel a meeting.",
  ]);
});
