import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ANN, type Graph, listAll, runRound, signIn, startEmulator } from '../testing/fixture.ts';

const WINDOW = 'startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-03-29T00:00:00Z';

/** One thing a person does to a calendar; the numbers choose among what is there. */
type Step =
  | { readonly do: 'single'; readonly day: number }
  | { readonly do: 'series'; readonly day: number; readonly every: number; readonly count: number }
  | { readonly do: 'retitle' | 'delete' | 'shift' | 'shorten'; readonly pick: number }
  | { readonly do: 'exception' | 'skip'; readonly pick: number; readonly nth: number };

const pick = fc.nat({ max: 20 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('single'), day: fc.integer({ min: 1, max: 40 }) }),
  fc.record({
    do: fc.constant('series'),
    day: fc.integer({ min: 1, max: 27 }),
    every: fc.integer({ min: 2, max: 6 }),
    count: fc.integer({ min: 1, max: 8 }),
  }),
  fc.record({ do: fc.constantFrom('retitle', 'delete', 'shift', 'shorten'), pick }),
  fc.record({ do: fc.constantFrom('exception', 'skip'), pick, nth: fc.nat({ max: 5 }) }),
);

/** Steps, each with whether a round follows it. A calendar begins with something to change. */
const history = fc
  .array(fc.tuple(step, fc.boolean()), { maxLength: 8 })
  .map((steps): [Step, boolean][] => [
    [{ do: 'series', day: 3, every: 4, count: 6 }, false],
    [{ do: 'single', day: 5 }, true],
    ...steps,
  ]);

const at = (day: number, hour = 10) => ({
  dateTime: new Date(Date.UTC(2026, 2, day, hour)).toISOString().slice(0, 19),
  timeZone: 'Europe/Berlin',
});

async function perform(graph: Graph, action: Step): Promise<void> {
  if (action.do === 'single' || action.do === 'series') {
    const start = at(action.day);
    const pattern = action.do === 'series' && { type: 'daily', interval: action.every };
    const range = action.do === 'series' && {
      type: 'numbered',
      startDate: start.dateTime.slice(0, 10),
      numberOfOccurrences: action.count,
    };
    const body = {
      subject: 'new',
      start,
      end: at(action.day, 11),
      ...(pattern ? { recurrence: { pattern, range } } : {}),
    };
    expect((await graph('POST', '/me/events', body)).status).toBe(201);
    return;
  }
  const events = (
    await graph('GET', '/me/events?$top=100', undefined, { prefer: 'outlook.timezone="Europe/Berlin"' })
  ).body.value;
  const event = events[action.pick % Math.max(1, events.length)];
  if (!event) return;
  const path = `/me/events/${event.id}`;
  if (action.do === 'delete') await graph('DELETE', path);
  if (action.do === 'retitle') await graph('PATCH', path, { subject: `${event.subject}!` });
  if (action.do === 'shift') {
    const day =
      Number(event.start.dateTime.slice(8, 10)) + 31 * (Number(event.start.dateTime.slice(5, 7)) - 3) + 9;
    await graph('PATCH', path, { start: at(day, 12), end: at(day, 13) });
  }
  if (action.do === 'shorten' && event.recurrence) {
    await graph('PATCH', path, {
      recurrence: {
        ...event.recurrence,
        range: { type: 'numbered', startDate: event.recurrence.range.startDate, numberOfOccurrences: 2 },
      },
    });
  }
  if (action.do === 'exception' || action.do === 'skip') {
    const { body } = await graph(
      'GET',
      `${path}/instances?startDateTime=2026-01-01T00:00:00Z&endDateTime=2027-01-01T00:00:00Z`,
    );
    const instance = body?.value?.[action.nth % Math.max(1, body.value.length)];
    if (!instance || instance.type === 'singleInstance') return;
    if (action.do === 'skip') await graph('DELETE', `/me/events/${instance.id}`);
    else {
      // Some stay on their day, some move to the next one and perhaps out of the window.
      const moved = new Date(
        Date.parse(`${instance.start.dateTime.slice(0, 19)}Z`) + (action.nth % 2) * 86_400_000,
      );
      const time = { dateTime: moved.toISOString().slice(0, 19), timeZone: 'UTC' };
      await graph('PATCH', `/me/events/${instance.id}`, { subject: 'moved', start: time, end: time });
    }
  }
}

const shown = (row: unknown) => {
  const { id, type, start, end, subject } = row as Record<string, unknown>;
  return { id, type, start, end, ...(type === 'occurrence' ? {} : { subject }) };
};
const sorted = (rows: Iterable<unknown>) =>
  [...rows].map(shown).toSorted((a, b) => String(a.id).localeCompare(String(b.id)));

/** What a client knows that follows a delta through a history. */
async function follow(graph: Graph, delta: string, steps: readonly [Step, boolean][]): Promise<unknown[]> {
  const state = new Map<string, unknown>();
  let link = await runRound(graph, delta, state);
  for (const [action, round] of steps) {
    await perform(graph, action);
    if (round) link = await runRound(graph, link, state);
  }
  await runRound(graph, link, state);
  return [...state.values()];
}

const typeOf = (row: unknown) => (row as { type: string }).type;

test('the rounds of a calendar view’s delta add up to the view', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.boolean(), async (steps, calendarViewDeltaMasters) => {
      const graph = await signIn(startEmulator({ behaviour: { calendarViewDeltaMasters } }), ANN.upn);
      const rows = await follow(graph, `/me/calendarView/delta?${WINDOW}`, steps);
      const shownRows = rows.filter((row) => typeOf(row) !== 'seriesMaster');
      expect(sorted(shownRows)).toEqual(sorted(await listAll(graph, `/me/calendarView?${WINDOW}`)));
    }),
    { numRuns: 100 },
  );
});

test('the rounds of an events delta add up to all single events, masters and exceptions', async () => {
  const years = 'startDateTime=2025-01-01T00:00:00Z&endDateTime=2028-01-01T00:00:00Z';
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const graph = await signIn(startEmulator(), ANN.upn);
      const rows = await follow(graph, '/me/events/delta', steps);
      const listed = await listAll(graph, '/me/events');
      const instances = await Promise.all(
        listed.map(({ id }) => listAll(graph, `/me/events/${id}/instances?${years}`)),
      );
      const exceptions = instances.flat().filter((row) => typeOf(row) === 'exception');
      expect(sorted(rows)).toEqual(sorted([...listed, ...exceptions]));
    }),
    { numRuns: 100 },
  );
});

test('a page taken before a change and the pages after it lose nothing', async () => {
  const graph = await signIn(startEmulator(), ANN.upn);
  const ids: string[] = [];
  for (const givenName of ['A', 'B', 'C', 'D'])
    ids.push((await graph('POST', '/me/contacts', { givenName })).body.id);
  const first = (
    await graph('GET', '/me/contactFolders/contacts/contacts/delta', undefined, {
      prefer: 'odata.maxpagesize=2',
    })
  ).body;
  expect(first.value.map((row: { id: string }) => row.id)).toEqual(ids.slice(0, 2));
  await graph('DELETE', `/me/contacts/${ids[0]}`);
  await graph('PATCH', `/me/contacts/${ids[3]}`, { givenName: 'E' });
  const state = new Map<string, unknown>(first.value.map((row: { id: string }) => [row.id, row]));
  await runRound(graph, first['@odata.nextLink'], state, 2);
  expect([...state.values()].map((row) => (row as { givenName: string }).givenName).toSorted()).toEqual([
    'B',
    'C',
    'E',
  ]);
});

test('a delta token of an expired generation answers 410 with the address of a fresh round', async () => {
  const emulator = startEmulator();
  const graph = await signIn(emulator, ANN.upn);
  const link = await runRound(graph, '/me/todo/lists/delta', new Map());
  await emulator.fetch(
    new Request('http://emulator.test/_emulator/expire-delta', {
      method: 'POST',
      body: JSON.stringify({ mailbox: ANN.upn }),
    }),
  );
  const { status, body, headers } = await graph('GET', link);
  expect([status, body.error.code]).toEqual([410, 'SyncStateNotFound']);
  const fresh = await runRound(graph, headers.get('location') ?? '', new Map());
  expect(fresh).toContain('$deltatoken=');
});

test('parameters that change tracking does not know are refused', async () => {
  const graph = await signIn(startEmulator(), ANN.upn);
  expect((await graph('GET', `/me/calendarView/delta?${WINDOW}&$select=subject`)).body.error.code).toBe(
    'ErrorInvalidUrlQuery',
  );
  expect((await graph('GET', '/me/events/delta?endDateTime=2026-01-01')).status).toBe(400);
});
