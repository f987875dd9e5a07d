import { describe, expect, test } from 'vitest';
import type { Behaviour } from '../behaviour.ts';
import { ANN, type Graph, listAll, runRound, signIn, startEmulator, steer } from '../testing/fixture.ts';

const CONTACTS = '/me/contactFolders/contacts/contacts/delta';
const MARCH = '/me/calendarView/delta?startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-04-01T00:00:00Z';

const start = (behaviour: Partial<Behaviour> = {}) => signIn(startEmulator({ behaviour }), ANN.upn);

const on = (day: string) => ({
  subject: 'Plan',
  start: { dateTime: `${day}T10:00:00`, timeZone: 'UTC' },
  end: { dateTime: `${day}T11:00:00`, timeZone: 'UTC' },
});

async function addContacts(graph: Graph, names: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const givenName of names) ids.push((await graph('POST', '/me/contacts', { givenName })).body.id);
  return ids;
}

describe('a delta token dies', () => {
  test.each([
    [undefined, 410, 'SyncStateNotFound'],
    ['SyncStateNotFound', 410, 'SyncStateNotFound'],
    ['resyncRequired', 410, 'resyncRequired'],
    ['syncStateNotFound', 400, 'syncStateNotFound'],
    ['syncStateInvalid', 400, 'syncStateInvalid'],
    ['InvalidDeltaToken', 400, 'InvalidDeltaToken'],
    ['ErrorInvalidDeltaToken', 400, 'ErrorInvalidDeltaToken'],
  ])('spelled %s: status %i, code %s', async (code, status, spelled) => {
    const emulator = startEmulator();
    const graph = await signIn(emulator, ANN.upn);
    const link = await runRound(graph, CONTACTS, new Map());
    await steer(emulator, 'expire-delta', { mailbox: ANN.upn, code });
    const dead = await graph('GET', link);
    expect([dead.status, dead.body.error.code]).toEqual([status, spelled]);
    expect(dead.headers.get('location')?.endsWith('/contacts/delta?$deltatoken=') ?? false).toBe(
      status === 410,
    );
    expect(await runRound(graph, CONTACTS, new Map())).toContain('$deltatoken=');
  });

  test('with the message that was observed', async () => {
    const emulator = startEmulator();
    const graph = await signIn(emulator, ANN.upn);
    const link = await runRound(graph, CONTACTS, new Map());
    await steer(emulator, 'expire-delta', { mailbox: ANN.upn });
    expect((await graph('GET', link)).body).toEqual({
      error: {
        code: 'SyncStateNotFound',
        message: 'The sync state generation is not found; generation=1;[highest=2].',
        innerError: {
          date: '2026-03-02T12:00:00',
          'request-id': expect.any(String),
          'client-request-id': expect.any(String),
        },
      },
    });
  });
});

test('a page has exactly one of the two links, and a removed row is an id with a reason', async () => {
  const graph = await start();
  const event = (await graph('POST', '/me/events', on('2026-03-10'))).body;
  const [contact] = await addContacts(graph, ['A']);
  const { body: first } = await graph('GET', MARCH);
  expect([first['@odata.nextLink'], typeof first['@odata.deltaLink']]).toEqual([undefined, 'string']);
  expect(first['@odata.context']).toMatch(/\/v1\.0\/\$metadata#Collection\(event\)$/);
  const contacts = await runRound(graph, CONTACTS, new Map());
  await graph('DELETE', `/me/events/${event.id}`);
  await graph('DELETE', `/me/contacts/${contact}`);
  expect((await graph('GET', first['@odata.deltaLink'])).body.value).toEqual([
    { '@odata.type': '#microsoft.graph.event', id: event.id, '@removed': { reason: 'deleted' } },
  ]);
  expect((await graph('GET', contacts)).body.value).toEqual([
    { '@odata.type': '#microsoft.graph.contact', id: contact, '@removed': { reason: 'deleted' } },
  ]);
});

test('what is added outside the window is a removed id that nobody knows, and what leaves it is removed but there', async () => {
  const graph = await start();
  const inside = (await graph('POST', '/me/events', on('2026-03-10'))).body.id;
  const link = await runRound(graph, MARCH, new Map());
  const outside = (await graph('POST', '/me/events', on('2026-05-10'))).body.id;
  await graph('PATCH', `/me/events/${inside}`, on('2026-06-10'));
  const { value } = (await graph('GET', link)).body;
  expect(value.map((row: { id: string; '@removed'?: unknown }) => [row.id, row['@removed']])).toEqual([
    [outside, { reason: 'deleted' }],
    [inside, { reason: 'deleted' }],
  ]);
  expect((await graph('GET', `/me/events/${inside}`)).status).toBe(200);
});

test('an occurrence in a calendar view’s delta is a stub', async () => {
  const graph = await start();
  const master = (
    await graph('POST', '/me/events', {
      ...on('2026-03-10'),
      recurrence: {
        pattern: { type: 'daily', interval: 1 },
        range: { type: 'numbered', startDate: '2026-03-10', numberOfOccurrences: 1 },
      },
    })
  ).body.id;
  expect((await graph('GET', MARCH)).body.value).toEqual([
    {
      '@odata.type': '#microsoft.graph.event',
      '@odata.etag': expect.stringMatching(/^W\/"/),
      id: expect.any(String),
      seriesMasterId: master,
      type: 'occurrence',
      start: { dateTime: '2026-03-10T10:00:00.0000000', timeZone: 'UTC' },
      end: { dateTime: '2026-03-10T11:00:00.0000000', timeZone: 'UTC' },
    },
  ]);
});

test('events/delta may carry stubs only, for the client to read the rest', async () => {
  const graph = await start({ eventsDeltaStubs: true });
  await graph('POST', '/me/events', on('2026-03-10'));
  const [row] = (await graph('GET', '/me/events/delta')).body.value;
  expect(Object.keys(row)).toEqual([
    '@odata.type',
    '@odata.etag',
    'id',
    'seriesMasterId',
    'type',
    'start',
    'end',
  ]);
});

test.each([400, 404, 501] as const)(
  'events/delta may not be offered, in one of several ways: %i',
  async (status) => {
    const emulator = startEmulator();
    const graph = await signIn(emulator, ANN.upn);
    const link = await runRound(graph, '/me/events/delta', new Map());
    await steer(emulator, 'behaviour', { eventsDeltaRefusal: status });
    expect((await graph('GET', link)).status).toBe(status);
    expect((await graph('GET', '/me/events/delta')).body.error.code).toBe(
      { 400: 'BadRequest', 404: 'ResourceNotFound', 501: 'NotImplemented' }[status],
    );
    expect((await graph('GET', MARCH)).status).toBe(200);
  },
);

test.each([false, true])(
  'a series that goes is named by its occurrences, and by its master where masters are sent: %s',
  async (calendarViewDeltaMasters) => {
    const graph = await start({ calendarViewDeltaMasters });
    const recurrence = {
      pattern: { type: 'weekly', interval: 1, daysOfWeek: ['tuesday'] },
      range: { type: 'noEnd', startDate: '2026-03-10' },
    };
    const { id } = (await graph('POST', '/me/events', { ...on('2026-03-10'), recurrence })).body;
    const link = await runRound(graph, MARCH, new Map());
    await graph('DELETE', `/me/events/${id}`);
    const { value } = (await graph('GET', link)).body;
    expect(value).toHaveLength(calendarViewDeltaMasters ? 5 : 4);
    expect(value.some((row: { id: string }) => row.id === id)).toBe(calendarViewDeltaMasters);
  },
);

test('pages may be empty and have a next link, and the round still tells all', async () => {
  const graph = await start({ emptyDeltaPages: true });
  const ids = await addContacts(graph, ['A', 'B', 'C', 'D']);
  const first = await graph('GET', CONTACTS, undefined, { prefer: 'odata.maxpagesize=2' });
  expect([first.body.value, typeof first.body['@odata.nextLink']]).toEqual([[], 'string']);
  const state = new Map<string, unknown>();
  await runRound(graph, first.body['@odata.nextLink'], state, 2);
  expect([...state.keys()].toSorted()).toEqual(ids.toSorted());
});

test('a row may come several times in a round', async () => {
  const graph = await start({ repeatedDeltaRows: true });
  const [a, b, c] = await addContacts(graph, ['A', 'B', 'C']);
  const { value } = (await graph('GET', CONTACTS)).body;
  expect(value.map((row: { id: string }) => row.id)).toEqual([a, b, c, a]);
});

test('a first round may name what was removed before it', async () => {
  const graph = await start({ removedInFirstRound: true });
  const [a, b] = await addContacts(graph, ['A', 'B']);
  await graph('DELETE', `/me/contacts/${a}`);
  const { value } = (await graph('GET', CONTACTS)).body;
  expect(value.map((row: { id: string; '@removed'?: unknown }) => [row.id, '@removed' in row])).toEqual([
    [b, false],
    [a, true],
  ]);
});

test('a change may be missing from a delta right after it, and comes with the same link later', async () => {
  const emulator = startEmulator({ behaviour: { replicationDelayMs: 30_000 } });
  const graph = await signIn(emulator, ANN.upn);
  await steer(emulator, 'clock', { freeze: '2026-03-02T12:00:00Z' });
  const old = await addContacts(graph, ['A', 'B']);
  await steer(emulator, 'clock', { freeze: '2026-03-02T12:01:00Z' });
  const state = new Map<string, unknown>();
  const link = await runRound(graph, CONTACTS, state);
  expect([...state.keys()].toSorted()).toEqual(old.toSorted());

  const [young] = await addContacts(graph, ['C']);
  await graph('DELETE', `/me/contacts/${old[0]}`);
  expect((await graph('GET', link)).body.value).toEqual([]);
  expect(await listAll(graph, '/me/contacts')).toHaveLength(2);
  await steer(emulator, 'clock', { freeze: '2026-03-02T12:02:00Z' });
  await runRound(graph, link, state);
  expect(new Set(state.keys())).toEqual(new Set([old[1], young]));
});
