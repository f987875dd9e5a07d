import { describe, expect, test } from 'vitest';
import { ANN, BOB, runRound, signIn, startEmulator, steer } from '../testing/fixture.ts';

const at = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
const SERIES = {
  subject: 'A',
  start: at('2026-03-10T10:00'),
  end: at('2026-03-10T11:00'),
  recurrence: {
    pattern: { type: 'daily', interval: 1 },
    range: { type: 'numbered', startDate: '2026-03-10', numberOfOccurrences: 3 },
  },
};
const LIST = '/me/todo/lists/defaultList/tasks';
const KINDS = [
  ['/me/events', SERIES, '/me/events/delta'],
  ['/me/contacts', { givenName: 'A' }, '/me/contactFolders/contacts/contacts/delta'],
  [LIST, { title: 'A' }, `${LIST}/delta`],
] as const;

describe.each(KINDS)('the recycle bin gives back what was deleted at %s', (path, body, delta) => {
  test('under its id, in the next delta', async () => {
    const emulator = startEmulator();
    const graph = await signIn(emulator, ANN.upn);
    const { id } = (await graph('POST', path, body)).body;
    const state = new Map<string, unknown>();
    const link = await runRound(graph, delta, state);
    const before = [...state.keys()];
    await graph('DELETE', `${path}/${id}`);
    const after = await runRound(graph, link, state);
    expect([...state]).toEqual([]);
    expect(await steer(emulator, 'restore', { mailbox: ANN.upn, id })).toEqual({ status: 200, body: { id } });
    await runRound(graph, after, state);
    expect([...state.keys()]).toEqual(before);
    expect((await graph('GET', `${path}/${id}`)).status).toBe(200);
  });

  test('or under a new id', async () => {
    const emulator = startEmulator({ behaviour: { restoredId: 'new' } });
    const graph = await signIn(emulator, ANN.upn);
    const { id } = (await graph('POST', path, body)).body;
    await graph('DELETE', `${path}/${id}`);
    const restored = await steer(emulator, 'restore', { mailbox: ANN.upn, id });
    expect(restored.body.id).not.toBe(id);
    expect((await graph('GET', `${path}/${id}`)).status).toBe(404);
    expect((await graph('GET', `${path}/${restored.body.id}`)).status).toBe(200);
  });
});

test('exceptions of a series come back with it, and calendar views show it again', async () => {
  const emulator = startEmulator();
  const graph = await signIn(emulator, ANN.upn);
  const window = 'startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-04-01T00:00:00Z';
  const { id } = (await graph('POST', '/me/events', SERIES)).body;
  const [, second] = (await graph('GET', `/me/events/${id}/instances?${window}`)).body.value;
  await graph('PATCH', `/me/events/${second.id}`, { subject: 'Changed' });
  const state = new Map<string, unknown>();
  const view = new Map<string, unknown>();
  const links = [
    await runRound(graph, '/me/events/delta', state),
    await runRound(graph, `/me/calendarView/delta?${window}`, view),
  ] as const;
  const before = [[...state.keys()].toSorted(), [...view.keys()].toSorted()];
  await graph('DELETE', `/me/events/${id}`);
  const later = [await runRound(graph, links[0], state), await runRound(graph, links[1], view)] as const;
  expect([state.size, view.size]).toEqual([0, 0]);
  await steer(emulator, 'restore', { mailbox: ANN.upn, id });
  await runRound(graph, later[0], state);
  await runRound(graph, later[1], view);
  expect([[...state.keys()].toSorted(), [...view.keys()].toSorted()]).toEqual(before);
});

test('nothing is restored that is there, or somebody else’s, or whose folder is gone', async () => {
  const emulator = startEmulator();
  const graph = await signIn(emulator, ANN.upn);
  const folder = (await graph('POST', '/me/contactFolders', { displayName: 'F' })).body.id;
  const path = `/me/contactFolders/${folder}/contacts`;
  const { id } = (await graph('POST', path, { givenName: 'A' })).body;
  const restore = (mailbox: string) => steer(emulator, 'restore', { mailbox, id });
  expect((await restore(ANN.upn)).status).toBe(400);
  await graph('DELETE', `${path}/${id}`);
  expect((await restore(BOB.upn)).status).toBe(400);
  await graph('DELETE', `/me/contactFolders/${folder}`);
  expect((await restore(ANN.upn)).status).toBe(400);
});

const CONTAINERS = [
  ['/me/calendars', { name: 'C' }, 'events', { ...SERIES, recurrence: undefined }],
  ['/me/contactFolders', { displayName: 'C' }, 'contacts', { givenName: 'A' }],
  ['/me/todo/lists', { displayName: 'C' }, 'tasks', { title: 'A' }],
] as const;

test.each(CONTAINERS)(
  'of %s a deleted one comes back with what was in it, and only with that',
  async (path, name, items, body) => {
    const emulator = startEmulator();
    const graph = await signIn(emulator, ANN.upn);
    const container = (await graph('POST', path, name)).body.id;
    const inside = `${path}/${container}/${items}`;
    const add = async (): Promise<string> => (await graph('POST', inside, body)).body.id;
    const gone = await add();
    const state = new Map<string, unknown>();
    const link = await runRound(graph, `${inside}/delta`, state);
    await graph('DELETE', `${inside}/${gone}`);
    const kept = new Set([await add(), await add()]);
    await graph('DELETE', `${path}/${container}`);
    expect((await graph('GET', inside)).status).toBe(404);
    expect((await graph('GET', link)).status).toBe(404);
    expect((await steer(emulator, 'restore', { mailbox: BOB.upn, id: container })).status).toBe(400);
    expect((await steer(emulator, 'restore', { mailbox: ANN.upn, id: container })).status).toBe(200);
    await runRound(graph, link, state);
    expect(new Set(state.keys())).toEqual(kept);
  },
);
