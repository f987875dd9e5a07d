/**
 * What reading a calendar takes: `events/delta` beside `calendarView/delta`, against the emulator, whose switches go through what
 * Microsoft leaves open about both. 500 single meetings and 50 series, daily to yearly, each with a changed and a cancelled
 * occurrence. Prints requests, bytes and rows of each step and what the rows are; writes them to `.bench/calendar-reading.json`.
 */
import { createEmulator, type Behaviour, type Emulator } from '@syncgrant/emulator';
import type { GraphAnswer } from '../support/company.ts';
import { keepFigures } from '../support/distribution.ts';

const ORIGIN = 'http://emulator.test';
const TENANT = '11111111-1111-4111-8111-111111111111';
const UPN = 'ada@example.test';
const DAY_MS = 24 * 60 * 60_000;
const BATCH_SIZE = 20;
const SINGLES = 500;
const SERIES = 50;
/** Days of the window: a month back, a year ahead. */
const BACK = 30;
const AHEAD = 365;
const MOST_PAGES = 1_000;

interface Form {
  readonly name: string;
  readonly behaviour: Partial<Behaviour>;
  readonly first: (now: number) => string;
  /** Rows of this kind do not say what the meeting is; it, or its series, has to be read alone. */
  readonly isPart: (row: GraphAnswer) => boolean;
}

const at = (now: number, days: number): string => new Date(now + days * DAY_MS).toISOString();
const eventsDelta = (now: number): string => `/me/events/delta?startDateTime=${at(now, -BACK)}`;
const viewDelta = (now: number): string =>
  `/me/calendarView/delta?startDateTime=${at(now, -BACK)}&endDateTime=${at(now, AHEAD)}`;

const FORMS: readonly Form[] = [
  { name: 'events, whole rows', behaviour: {}, first: eventsDelta, isPart: () => false },
  { name: 'events, stubs', behaviour: { eventsDeltaStubs: true }, first: eventsDelta, isPart: () => true },
  {
    name: 'view, no masters',
    behaviour: {},
    first: viewDelta,
    isPart: ({ type }) => type === 'occurrence',
  },
  {
    name: 'view, masters too',
    behaviour: { calendarViewDeltaMasters: true },
    first: viewDelta,
    isPart: () => false,
  },
];

/** A mailbox, asked as a client would. */
class Calendar {
  readonly #emulator: Emulator;
  readonly #token: string;
  requests = 0;
  bytes = 0;

  private constructor(emulator: Emulator, token: string) {
    this.#emulator = emulator;
    this.#token = token;
  }

  static async open(behaviour: Partial<Behaviour>, now: () => Date): Promise<Calendar> {
    const emulator = createEmulator({
      origin: ORIGIN,
      now,
      behaviour,
      registrations: [{ clientId: 'bench', clientSecret: 'secret', redirectUris: [] }],
    });
    const ada = { tenant: TENANT, oid: '22222222-2222-4222-8222-222222222222', upn: UPN };
    const user = {
      ...ada,
      displayName: 'Ada',
      givenName: 'Ada',
      surname: 'Byron',
      timeZone: 'Europe/Berlin',
    };
    emulator.seed({
      tenants: [{ id: TENANT, name: 'Example', domain: 'example.test' }],
      users: [{ ...user, consents: ['Calendars.ReadWrite'] }],
    });
    const answer = await emulator.fetch(
      new Request(`${ORIGIN}/organizations/oauth2/v2.0/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'password',
          client_id: 'bench',
          client_secret: 'secret',
          username: UPN,
          password: 'password',
          scope: 'Calendars.ReadWrite',
        }),
      }),
    );
    const { access_token: token }: GraphAnswer = await answer.json();
    return new Calendar(emulator, token);
  }

  async send(method: string, path: string, body?: unknown): Promise<GraphAnswer> {
    const answer = await this.#emulator.fetch(
      new Request(path.startsWith('http') ? path : `${ORIGIN}/v1.0${path}`, {
        method,
        headers: {
          authorization: `Bearer ${this.#token}`,
          'content-type': 'application/json',
          prefer: 'IdType="ImmutableId", outlook.timezone="UTC", odata.maxpagesize=100',
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    this.requests += 1;
    this.bytes += text.length;
    return text === '' ? null : JSON.parse(text);
  }

  async batch(requests: readonly { method: string; url: string; body?: object }[]): Promise<GraphAnswer[]> {
    const answers: GraphAnswer[] = [];
    for (let start = 0; start < requests.length; start += BATCH_SIZE) {
      const headers = { 'content-type': 'application/json' };
      const part = requests
        .slice(start, start + BATCH_SIZE)
        .map((request, index) => ({ id: `${index}`, headers, ...request }));
      const { responses } = await this.send('POST', '/$batch', { requests: part });
      const inOrder = part.map(({ id }) => responses.find((one: GraphAnswer) => one.id === id));
      const refused = inOrder.find(({ status }) => status >= 300);
      if (refused !== undefined) throw new Error(JSON.stringify(refused));
      answers.push(...inOrder.map(({ body }) => body));
    }
    return answers;
  }

  /** A round of a delta to its end, and what its parts leave open, read in batches. */
  async round(link: string, { isPart }: Form) {
    const [requests, bytes] = [this.requests, this.bytes];
    const rows: GraphAnswer[] = [];
    let next = link;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const body = await this.send('GET', next);
      rows.push(...body.value);
      if (body['@odata.deltaLink'] !== undefined) {
        const parts = rows.filter((row) => !row['@removed'] && isPart(row));
        const ids = new Set(parts.map(toRead));
        await this.batch([...ids].map((id) => ({ method: 'GET', url: `/me/events/${id}` })));
        const cost = { requests: this.requests - requests, bytes: this.bytes - bytes, rows: rows.length };
        return { link: body['@odata.deltaLink'] as string, cost, kinds: kindsOf(rows) };
      }
      next = body['@odata.nextLink'];
    }
    throw new Error('the round does not end');
  }
}

/** What says the rest: of an occurrence its series does, once for all of them. */
const toRead = ({ id, type, seriesMasterId }: GraphAnswer): string =>
  type === 'occurrence' ? seriesMasterId : id;

/** How many rows of each kind. */
function kindsOf(rows: readonly GraphAnswer[]): string {
  const kinds = Map.groupBy(rows, (row) => (row['@removed'] ? 'removed' : String(row.type)));
  return [...kinds].map(([kind, { length }]) => `${length} ${kind}`).join(', ') || 'nothing';
}

const PATTERNS = [
  () => ({ type: 'daily', interval: 1 }),
  () => ({ type: 'weekly', interval: 1, daysOfWeek: ['monday', 'wednesday', 'friday'] }),
  (day: Date) => ({ type: 'weekly', interval: 1, daysOfWeek: [weekday(day)] }),
  (day: Date) => ({ type: 'absoluteMonthly', interval: 1, dayOfMonth: day.getUTCDate() }),
  (day: Date) => ({
    type: 'absoluteYearly',
    interval: 1,
    dayOfMonth: day.getUTCDate(),
    month: day.getUTCMonth() + 1,
  }),
] as const;
const weekday = (day: Date): string =>
  day.toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' }).toLowerCase();

const meeting = (subject: string, now: number, days: number, hour = '10:00:00'): Record<string, unknown> => ({
  subject,
  body: { contentType: 'html', content: `<p>About ${subject}</p>` },
  start: { dateTime: `${at(now, days).slice(0, 10)}T${hour}`, timeZone: 'UTC' },
  end: { dateTime: `${at(now, days).slice(0, 10)}T${hour.replace(':00:', ':30:')}`, timeZone: 'UTC' },
});

/** Fills the calendar; the ids of a single meeting, of one far ahead, and of a weekly series. */
async function fill(calendar: Calendar, now: number) {
  const singles = Array.from({ length: SINGLES }, (_, index) =>
    meeting(`Single ${index}`, now, (index % (AHEAD + BACK)) - BACK + 1),
  );
  const series = Array.from({ length: SERIES }, (_, index) => {
    const days = 2 + (index % 5);
    const day = new Date(now + days * DAY_MS);
    const pattern = PATTERNS[index % PATTERNS.length]?.(day);
    const range = { type: 'noEnd', startDate: day.toISOString().slice(0, 10) };
    return { ...meeting(`Series ${index}`, now, days, '14:00:00'), recurrence: { pattern, range } };
  });
  const post = (body: object) => ({ method: 'POST', url: '/me/events', body });
  const [single] = await calendar.batch(singles.map(post));
  const [far] = await calendar.batch([post(meeting('Far ahead', now, AHEAD + 100))]);
  const masters = await calendar.batch(series.map(post));
  const range = `startDateTime=${at(now, 0)}&endDateTime=${at(now, 3 * AHEAD)}&$top=3`;
  const instances: GraphAnswer[] = await calendar.batch(
    masters.map(({ id }) => ({ method: 'GET', url: `/me/events/${id}/instances?${range}` })),
  );
  const url = (body: GraphAnswer, index: number) => `/me/events/${body.value[index].id}`;
  await calendar.batch(
    instances.map((one) => ({ method: 'PATCH', url: url(one, 0), body: { subject: 'Changed' } })),
  );
  await calendar.batch(instances.map((one) => ({ method: 'DELETE', url: url(one, 1) })));
  return { singleId: single.id, farId: far.id, weekly: masters[2], later: instances[2].value[2].id };
}

const rows: Record<string, unknown>[] = [];
for (const form of FORMS) {
  const now = Date.now();
  const calendar = await Calendar.open(form.behaviour, () => new Date(now));
  const { singleId, farId, weekly, later } = await fill(calendar, now);
  let link = form.first(now);
  const step = async (name: string, change: () => Promise<unknown>) => {
    await change();
    const round = await calendar.round(link, form);
    link = round.link;
    rows.push({ form: form.name, step: name, ...round.cost, what: round.kinds });
  };
  const patch = (id: string, body: object) => () => calendar.send('PATCH', `/me/events/${id}`, body);
  const remove = (id: string) => () => calendar.send('DELETE', `/me/events/${id}`);
  await step('first read', async () => undefined);
  await step('nothing changed', async () => undefined);
  await step('one occurrence changed', patch(later, { location: { displayName: 'Room 4' } }));
  await step(
    'series moved',
    patch(weekly.id, { ...meeting('Moved', now, 4, '16:00:00'), recurrence: weekly.recurrence }),
  );
  await step('single deleted', remove(singleId));
  await step('deleted outside of the window', remove(farId));
  await step('window moved by a month', async () => {
    if (form.first === viewDelta) link = form.first(now + 30 * DAY_MS);
  });
}
console.table(rows);
await keepFigures('calendar-reading', { singles: SINGLES, series: SERIES, rows });
