import { expect, test } from 'vitest';
import type { Emulator } from '../emulator.ts';
import { ANN, signIn, startEmulator } from '../testing/fixture.ts';

const SAM = 'sam@elsewhere.example';
const at = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
const invited = (...addresses: string[]) => addresses.map((address) => ({ emailAddress: { address } }));
const SERIES = {
  subject: 'A',
  start: at('2026-03-10T10:00'),
  end: at('2026-03-10T11:00'),
  attendees: invited(SAM),
  recurrence: {
    pattern: { type: 'daily', interval: 1 },
    range: { type: 'numbered', startDate: '2026-03-10', numberOfOccurrences: 5 },
  },
};

const mails = (emulator: Emulator) => emulator.mailLog.map(({ kind, to }) => `${kind} ${to.join()}`);

test('a change of a series is mailed once for it and once for each exception', async () => {
  const emulator = startEmulator();
  const graph = await signIn(emulator, ANN.upn);
  const { id } = (await graph('POST', '/me/events', SERIES)).body;
  const window = 'startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-04-01T00:00:00Z';
  const { value } = (await graph('GET', `/me/events/${id}/instances?${window}`)).body;
  for (const occurrence of value.slice(0, 2)) {
    await graph('PATCH', `/me/events/${occurrence.id}`, { subject: 'B' });
  }
  const before = emulator.mailLog.length;
  await graph('PATCH', `/me/events/${id}`, { location: { displayName: 'Room 2' } });
  expect(mails(emulator).slice(before)).toEqual([`update ${SAM}`, `update ${SAM}`, `update ${SAM}`]);
});

test('a written value mails even if it was there, a personal one never', async () => {
  const emulator = startEmulator();
  const graph = await signIn(emulator, ANN.upn);
  const { id } = (await graph('POST', '/me/events', SERIES)).body;
  await graph('PATCH', `/me/events/${id}`, { subject: 'A' });
  await graph('PATCH', `/me/events/${id}`, { categories: ['Blue'], showAs: 'free', isReminderOn: false });
  expect(mails(emulator)).toEqual([`invitation ${SAM}`, `update ${SAM}`]);
});

test('attendees are replaced as a whole: who is new is invited, who is left out is told', async () => {
  const emulator = startEmulator();
  const graph = await signIn(emulator, ANN.upn);
  const { id } = (await graph('POST', '/me/events', SERIES)).body;
  const { body } = await graph('PATCH', `/me/events/${id}`, { attendees: invited('kim@elsewhere.example') });
  expect(body.attendees).toHaveLength(1);
  expect(mails(emulator)).toEqual([
    `invitation ${SAM}`,
    'invitation kim@elsewhere.example',
    `cancellation ${SAM}`,
  ]);
});
