import { describe, expect, test } from 'vitest';
import { ANN, BOB, type Graph, signIn, startEmulator } from '../testing/fixture.ts';

const PROPERTY = 'String {66f5a359-4659-4830-9070-00047ec6ac6e} Name CrmId';
const at = (dateTime: string, timeZone = 'Europe/Berlin') => ({ dateTime, timeZone });
const meeting = { subject: 'M', start: at('2026-03-27T10:00:00'), end: at('2026-03-27T11:00:00') };
const daily = (range: object) => ({
  pattern: { type: 'Daily', interval: 1 },
  range: { startDate: '2026-03-27', ...range },
});

const start = () => signIn(startEmulator(), ANN.upn);
const instances = async (graph: Graph, id: string) =>
  (
    await graph(
      'GET',
      `/me/events/${id}/instances?startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-05-01T00:00:00Z&$top=100`,
    )
  ).body.value;

describe('writing', () => {
  test('a transactionId seen before answers with the event it made, not with another', async () => {
    const graph = await start();
    const [first, second] = [
      await graph('POST', '/me/events', { ...meeting, transactionId: 't' }),
      await graph('POST', '/me/events', { ...meeting, transactionId: 't' }),
    ];
    expect(second.body.id).toBe(first.body.id);
    expect((await graph('GET', '/me/events')).body.value).toHaveLength(1);
  });

  test('If-Match protects against a version that is not the current one', async () => {
    const graph = await start();
    const { id } = (await graph('POST', '/me/events', meeting)).body;
    const created = (await graph('GET', `/me/events/${id}`)).body;
    const stale = { 'if-match': created['@odata.etag'] };
    expect((await graph('PATCH', `/me/events/${created.id}`, { subject: 'N' }, stale)).status).toBe(200);
    const refused = await graph('PATCH', `/me/events/${created.id}`, { subject: 'O' }, stale);
    expect([refused.status, refused.body.error.code]).toEqual([412, 'ErrorIrresolvableConflict']);
    expect((await graph('DELETE', `/me/events/${created.id}`, undefined, stale)).status).toBe(412);
  });

  test('an all-day event must run from midnight to midnight, and keeps its date in every zone', async () => {
    const graph = await start();
    expect((await graph('POST', '/me/events', { ...meeting, isAllDay: true })).body.error.message).toContain(
      'set to midnight',
    );
    const day = { isAllDay: true, start: at('2026-03-27T00:00:00'), end: at('2026-03-28T00:00:00') };
    const { id } = (await graph('POST', '/me/events', day)).body;
    expect((await graph('GET', `/me/events/${id}`)).body.start).toEqual({
      dateTime: '2026-03-27T00:00:00.0000000',
      timeZone: 'UTC',
    });
  });

  test('an unknown member or value is refused with its name, and nothing is stored', async () => {
    const graph = await start();
    expect((await graph('POST', '/me/events', { ...meeting, colour: 'red' })).body.error).toMatchObject({
      code: 'RequestBodyRead',
      message: expect.stringContaining('colour'),
    });
    expect(
      (await graph('POST', '/me/events', { ...meeting, showAs: 'asleep' })).body.error.message,
    ).toContain('showAs');
    expect(
      (await graph('POST', '/me/events', { ...meeting, start: at('2026-03-27T10:00', 'Moon/Base') })).status,
    ).toBe(400);
    expect((await graph('GET', '/me/events')).body.value).toEqual([]);
  });

  test('a malformed id is told from one that is not there, such as one of another mailbox', async () => {
    const emulator = startEmulator();
    const graph = await signIn(emulator, ANN.upn);
    expect((await graph('GET', '/me/events/nonsense')).body.error.code).toBe('ErrorInvalidIdMalformed');
    const { id } = (await graph('POST', '/me/events', meeting)).body;
    const bob = await signIn(emulator, BOB.upn);
    expect((await bob('GET', `/me/events/${id}`)).body.error.code).toBe('ErrorItemNotFound');
  });
});

describe('reading', () => {
  test('times come in the preferred zone, given by its Windows or IANA name', async () => {
    const graph = await start();
    const { id } = (await graph('POST', '/me/events', meeting)).body;
    const read = async (zone: string) => {
      const { body, headers } = await graph('GET', `/me/events/${id}`, undefined, {
        prefer: `outlook.timezone="${zone}"`,
      });
      return [body.start.dateTime, body.start.timeZone, headers.get('preference-applied')];
    };
    expect(await read('Tokyo Standard Time')).toEqual([
      '2026-03-27T18:00:00.0000000',
      'Tokyo Standard Time',
      'outlook.timezone="Tokyo Standard Time"',
    ]);
    expect((await read('America/New_York'))[0]).toBe('2026-03-27T05:00:00.0000000');
  });

  test('an extended property finds its event, and is shown when it is asked for', async () => {
    const graph = await start();
    const property = { id: PROPERTY, value: '42' };
    const { id, ...rest } = (
      await graph('POST', '/me/events', { ...meeting, singleValueExtendedProperties: [property] })
    ).body;
    await graph('POST', '/me/events', meeting);
    expect(rest).not.toHaveProperty('singleValueExtendedProperties');
    const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${PROPERTY}' and ep/value eq '42')`;
    const found = (await graph('GET', `/me/events?$filter=${encodeURIComponent(filter)}&$select=id`)).body
      .value;
    expect(found.map((event: { id: string }) => event.id)).toEqual([id]);
    const expand = `singleValueExtendedProperties($filter=id eq '${PROPERTY}')`;
    const shown = (
      await graph('GET', `/me/events/${id}?$expand=${encodeURIComponent(expand)}&$select=subject`)
    ).body;
    expect(shown.singleValueExtendedProperties).toEqual([property]);
  });

  test('HTML is wrapped, and text is given where it is preferred', async () => {
    const graph = await start();
    const { id, body } = (
      await graph('POST', '/me/events', {
        ...meeting,
        body: { contentType: 'HTML', content: '<p>Hi &amp; bye</p>' },
      })
    ).body;
    expect(body.content).toMatch(/<html>[^]*<p>Hi &amp; bye<\/p>[^]*<\/html>/);
    const text = await graph('GET', `/me/events/${id}`, undefined, {
      prefer: 'outlook.body-content-type="text"',
    });
    expect(text.body.body).toEqual({ contentType: 'text', content: 'Hi & bye' });
  });
});

describe('series', () => {
  test('occurrences keep their wall time across the change to summer time', async () => {
    const graph = await start();
    const { id } = (
      await graph('POST', '/me/events', {
        ...meeting,
        recurrence: daily({ type: 'numbered', numberOfOccurrences: 4 }),
      })
    ).body;
    const starts = (await instances(graph, id)).map((event: { start: { dateTime: string } }) =>
      event.start.dateTime.slice(5, 16),
    );
    expect(starts).toEqual(['03-27T09:00', '03-28T09:00', '03-29T08:00', '03-30T08:00']);
  });

  test('start at whole minutes, and on the first day of their pattern', async () => {
    const graph = await start();
    const recurrence = {
      pattern: { type: 'weekly', interval: 1, daysOfWeek: ['Monday'] },
      range: { type: 'noEnd', startDate: '2026-03-27' },
    };
    const series = { ...meeting, start: at('2026-03-27T10:00:12.865'), recurrence };
    const { body } = await graph('POST', '/me/events', series, {
      prefer: 'outlook.timezone="Europe/Berlin"',
    });
    expect(body.start.dateTime).toBe('2026-03-30T10:00:00.0000000');
    expect(body.recurrence.range).toMatchObject({
      startDate: '2026-03-30',
      endDate: '0001-01-01',
      recurrenceTimeZone: 'Europe/Berlin',
    });
  });

  test('a range that does not begin with the event, or ends before it, is refused', async () => {
    const graph = await start();
    const post = async (range: object) =>
      (await graph('POST', '/me/events', { ...meeting, recurrence: daily(range) })).status;
    expect(await post({ type: 'noEnd', startDate: '2026-03-28' })).toBe(400);
    expect(await post({ type: 'endDate', endDate: '2026-03-26' })).toBe(400);
    expect(await post({ type: 'numbered', numberOfOccurrences: 0 })).toBe(400);
  });

  test('an exception may not move to the day of its neighbour, and a deleted occurrence is listed', async () => {
    const graph = await start();
    const { id } = (
      await graph('POST', '/me/events', {
        ...meeting,
        recurrence: daily({ type: 'numbered', numberOfOccurrences: 3 }),
      })
    ).body;
    const [first, second, third] = await instances(graph, id);
    const moved = { start: at('2026-03-27T15:00:00'), end: at('2026-03-27T16:00:00') };
    expect((await graph('PATCH', `/me/events/${second.id}`, moved)).body.error.code).toBe(
      'ErrorOccurrenceCrossingBoundary',
    );
    const changed = (await graph('PATCH', `/me/events/${first.id}`, { subject: 'X' })).body;
    expect(changed).toMatchObject({
      type: 'exception',
      subject: 'X',
      seriesMasterId: id,
      originalStart: '2026-03-27T09:00:00.0000000Z',
    });
    await graph('DELETE', `/me/events/${third.id}`);
    expect((await graph('GET', `/me/events/${third.id}`)).status).toBe(404);
    const asked = '$select=subject,cancelledOccurrences&$expand=exceptionOccurrences';
    expect((await graph('GET', `/me/events/${id}?${asked}`)).body.cancelledOccurrences).toEqual([
      `OID.${id}.2026-03-29`,
    ]);
  });

  test('a master tells of cancelled and changed occurrences where it is asked by its id', async () => {
    const graph = await start();
    const recurrence = daily({ type: 'numbered', numberOfOccurrences: 3 });
    const { id } = (await graph('POST', '/me/events', { ...meeting, recurrence })).body;
    const [first, second] = await instances(graph, id);
    await graph('PATCH', `/me/events/${first.id}`, { subject: 'X' });
    await graph('DELETE', `/me/events/${second.id}`);
    const { body } = await graph(
      'GET',
      `/me/events/${id}?$select=subject,cancelledOccurrences&$expand=exceptionOccurrences`,
    );
    expect(body.cancelledOccurrences).toEqual([`OID.${id}.2026-03-28`]);
    expect(body.exceptionOccurrences).toMatchObject([
      { id: first.id, type: 'exception', subject: 'X', occurrenceId: `OID.${id}.2026-03-27` },
    ]);
    const unasked = [
      (await graph('GET', `/me/events/${id}`)).body,
      (await graph('GET', '/me/events/delta')).body.value[0],
    ];
    for (const master of unasked) {
      expect(master).toMatchObject({ id, type: 'seriesMaster' });
      expect(Object.keys(master)).not.toContain('cancelledOccurrences');
      expect(Object.keys(master)).not.toContain('exceptionOccurrences');
    }
  });

  test('shortening a series keeps its exceptions, another time of day drops them', async () => {
    const graph = await start();
    const { id } = (
      await graph('POST', '/me/events', {
        ...meeting,
        recurrence: daily({ type: 'numbered', numberOfOccurrences: 4 }),
      })
    ).body;
    const [first] = await instances(graph, id);
    await graph('PATCH', `/me/events/${first.id}`, { subject: 'X' });
    const types = async () => (await instances(graph, id)).map((event: { type: string }) => event.type);
    await graph('PATCH', `/me/events/${id}`, {
      recurrence: daily({ type: 'numbered', numberOfOccurrences: 2 }),
    });
    expect(await types()).toEqual(['exception', 'occurrence']);
    await graph('PATCH', `/me/events/${id}`, {
      start: at('2026-03-27T12:00:00'),
      end: at('2026-03-27T13:00:00'),
    });
    expect(await types()).toEqual(['occurrence', 'occurrence']);
  });
});

test('attendees answer and may not cancel; a removed attendee is told', async () => {
  const emulator = startEmulator();
  const [ann, bob] = [await signIn(emulator, ANN.upn), await signIn(emulator, BOB.upn)];
  const attendees = [
    { emailAddress: { address: BOB.upn } },
    { emailAddress: { address: 'eve@elsewhere.example' } },
  ];
  const { id } = (await ann('POST', '/me/events', { ...meeting, attendees })).body;
  const copy = (await bob('GET', '/me/events')).body.value[0];
  expect((await bob('POST', `/me/events/${copy.id}/cancel`, {})).status).toBe(400);
  await ann('PATCH', `/me/events/${id}`, { attendees: attendees.slice(0, 1) });
  await bob('POST', `/me/events/${copy.id}/decline`, { sendResponse: false });
  expect((await bob('GET', '/me/events')).body.value).toEqual([]);
  expect(emulator.mailLog.map(({ kind, to }) => [kind, ...to])).toEqual([
    ['invitation', BOB.upn, 'eve@elsewhere.example'],
    ['cancellation', 'eve@elsewhere.example'],
  ]);
});
