import { describe, expect, test } from 'vitest';
import { ANN, type Graph, signIn, startEmulator } from '../testing/fixture.ts';

const ID = expect.stringMatching(/^AAMk[\w-]+=$/);
const ETAG = expect.stringMatching(/^W\/"[\w-]+"$/);
const KEY = expect.stringMatching(/^[\w-]+$/);
const start = (): Promise<Graph> => signIn(startEmulator(), ANN.upn);

test('an event reads as documented, whatever the case of the enumerations that were sent', async () => {
  const graph = await start();
  const { status, body } = await graph('POST', '/me/events', {
    subject: "Let's go for lunch",
    body: { contentType: 'HTML', content: 'Does noon work for you?' },
    start: { dateTime: '2026-03-04T12:00:00', timeZone: 'Pacific Standard Time' },
    end: { dateTime: '2026-03-04T14:00:00', timeZone: 'Pacific Standard Time' },
    location: { displayName: "Harry's Bar" },
    attendees: [
      { emailAddress: { address: 'samantha@elsewhere.example', name: 'Samantha' }, type: 'Required' },
    ],
    transactionId: '7E163156-7762-4BEB-A1C6-729EA81755A7',
  });
  expect(status).toBe(201);
  expect(body).toEqual({
    '@odata.context': 'http://emulator.test/v1.0/$metadata#events/$entity',
    '@odata.etag': ETAG,
    id: ID,
    createdDateTime: '2026-03-02T12:00:00.0000000Z',
    lastModifiedDateTime: '2026-03-02T12:00:00.0000000Z',
    changeKey: KEY,
    categories: [],
    transactionId: '7E163156-7762-4BEB-A1C6-729EA81755A7',
    originalStartTimeZone: 'Pacific Standard Time',
    originalEndTimeZone: 'Pacific Standard Time',
    iCalUId: expect.stringMatching(/^040000008200E00074C5B7101A82E008[0-9A-F]+$/),
    uid: body.iCalUId,
    reminderMinutesBeforeStart: 15,
    isReminderOn: true,
    hasAttachments: false,
    subject: "Let's go for lunch",
    bodyPreview: 'Does noon work for you?',
    importance: 'normal',
    sensitivity: 'normal',
    isAllDay: false,
    isCancelled: false,
    isOrganizer: true,
    responseRequested: true,
    seriesMasterId: null,
    showAs: 'busy',
    type: 'singleInstance',
    webLink: expect.stringContaining('https://outlook.office365.com/owa/?itemid='),
    onlineMeetingUrl: null,
    isOnlineMeeting: false,
    onlineMeetingProvider: 'unknown',
    onlineMeeting: null,
    allowNewTimeProposals: true,
    isDraft: false,
    hideAttendees: false,
    occurrenceId: null,
    recurrence: null,
    responseStatus: { response: 'organizer', time: '0001-01-01T00:00:00Z' },
    body: {
      contentType: 'html',
      content: expect.stringMatching(/^<html>[\s\S]*Does noon work for you\?[\s\S]*<\/html>/),
    },
    start: { dateTime: '2026-03-04T20:00:00.0000000', timeZone: 'UTC' },
    end: { dateTime: '2026-03-04T22:00:00.0000000', timeZone: 'UTC' },
    location: { displayName: "Harry's Bar" },
    locations: [{ displayName: "Harry's Bar" }],
    attendees: [
      {
        type: 'required',
        status: { response: 'none', time: '0001-01-01T00:00:00Z' },
        emailAddress: { name: 'Samantha', address: 'samantha@elsewhere.example' },
      },
    ],
    organizer: { emailAddress: { name: 'ann', address: 'ann@tenant.example' } },
  });
});

test('members of a recurrence that its pattern does not use read back filled', async () => {
  const graph = await start();
  const { body } = await graph('POST', '/me/events', {
    start: { dateTime: '2026-03-04T12:00:00', timeZone: 'UTC' },
    end: { dateTime: '2026-03-04T14:00:00', timeZone: 'UTC' },
    recurrence: {
      pattern: { type: 'weekly', interval: 1, daysOfWeek: ['Wednesday'] },
      range: { type: 'noEnd', startDate: '2026-03-04' },
    },
  });
  expect(body.recurrence).toEqual({
    pattern: {
      type: 'weekly',
      interval: 1,
      month: 0,
      dayOfMonth: 0,
      daysOfWeek: ['wednesday'],
      firstDayOfWeek: 'sunday',
      index: 'first',
    },
    range: {
      type: 'noEnd',
      startDate: '2026-03-04',
      endDate: '0001-01-01',
      recurrenceTimeZone: 'UTC',
      numberOfOccurrences: 0,
    },
  });
});

test('a contact reads as documented', async () => {
  const graph = await start();
  const { status, body } = await graph('POST', '/me/contacts', {
    givenName: 'Pavel',
    surname: 'Bansky',
    emailAddresses: [{ address: 'pavelb@contoso.example', name: 'Pavel Bansky' }],
    businessPhones: ['+1 732 555 0102'],
    birthday: '1974-07-22',
  });
  expect(status).toBe(201);
  expect(body).toEqual({
    '@odata.context': 'http://emulator.test/v1.0/$metadata#contacts/$entity',
    '@odata.etag': ETAG,
    id: ID,
    createdDateTime: '2026-03-02T12:00:00Z',
    lastModifiedDateTime: '2026-03-02T12:00:00Z',
    changeKey: KEY,
    categories: [],
    parentFolderId: ID,
    birthday: '1974-07-22T11:59:00Z',
    fileAs: 'Bansky, Pavel',
    displayName: 'Pavel Bansky',
    givenName: 'Pavel',
    initials: null,
    middleName: null,
    nickName: null,
    surname: 'Bansky',
    title: null,
    yomiGivenName: null,
    yomiSurname: null,
    yomiCompanyName: null,
    generation: null,
    imAddresses: [],
    jobTitle: null,
    companyName: null,
    department: null,
    officeLocation: null,
    profession: null,
    businessHomePage: null,
    assistantName: null,
    manager: null,
    homePhones: [],
    mobilePhone: null,
    businessPhones: ['+1 732 555 0102'],
    spouseName: null,
    personalNotes: '',
    children: [],
    emailAddresses: [{ name: 'Pavel Bansky', address: 'pavelb@contoso.example' }],
    primaryEmailAddress: { name: 'Pavel Bansky', address: 'pavelb@contoso.example' },
    secondaryEmailAddress: null,
    tertiaryEmailAddress: null,
    homeAddress: {},
    businessAddress: {},
    otherAddress: {},
  });
});

describe('To Do', () => {
  const TASKS = '/me/todo/lists/defaultList/tasks';

  test('a task and its list read as documented, and dates that are not set are not sent', async () => {
    const graph = await start();
    const { status, body } = await graph('POST', TASKS, { title: 'Shop', importance: 'High' });
    expect(status).toBe(201);
    expect(body).toEqual({
      '@odata.context': 'http://emulator.test/v1.0/$metadata#tasks/$entity',
      '@odata.etag': ETAG,
      id: ID,
      importance: 'high',
      isReminderOn: false,
      status: 'notStarted',
      title: 'Shop',
      createdDateTime: '2026-03-02T12:00:00.0000000Z',
      lastModifiedDateTime: '2026-03-02T12:00:00.0000000Z',
      hasAttachments: false,
      categories: [],
      body: { contentType: 'text', content: '' },
      bodyLastModifiedDateTime: '2026-03-02T12:00:00.0000000Z',
    });
    expect((await graph('GET', '/me/todo/lists')).body.value).toEqual([
      {
        '@odata.etag': ETAG,
        id: ID,
        displayName: 'Tasks',
        isOwner: true,
        isShared: false,
        wellknownListName: 'defaultList',
      },
      {
        '@odata.etag': ETAG,
        id: ID,
        displayName: 'Flagged Emails',
        isOwner: true,
        isShared: false,
        wellknownListName: 'flaggedEmails',
      },
    ]);
  });

  test('an empty HTML body reads back as a line break', async () => {
    const graph = await start();
    const { body } = await graph('POST', TASKS, { title: 'T', body: { contentType: 'html', content: '' } });
    expect(body.body).toEqual({ contentType: 'html', content: '\r\n' });
  });

  test('recurrence and start can be cleared alone, and so can a reminder', async () => {
    const graph = await start();
    const day = { dateTime: '2026-09-30T00:00:00', timeZone: 'UTC' };
    const { id } = (
      await graph('POST', TASKS, {
        title: 'T',
        dueDateTime: day,
        startDateTime: day,
        reminderDateTime: day,
        isReminderOn: true,
        recurrence: {
          pattern: { type: 'weekly', interval: 1, daysOfWeek: ['wednesday'] },
          range: { type: 'noEnd', startDate: '2026-09-30' },
        },
      })
    ).body;
    const patch = async (body: object) => (await graph('PATCH', `${TASKS}/${id}`, body)).body;
    expect(Object.keys(await patch({ recurrence: null }))).toEqual(
      expect.arrayContaining(['dueDateTime', 'startDateTime', 'reminderDateTime']),
    );
    expect(await patch({ startDateTime: null })).toMatchObject({
      dueDateTime: { dateTime: '2026-09-30T00:00:00.0000000', timeZone: 'UTC' },
    });
    const bare = await patch({ reminderDateTime: null, isReminderOn: false });
    expect([bare.recurrence, bare.startDateTime, bare.reminderDateTime, bare.isReminderOn]).toEqual([
      undefined,
      undefined,
      undefined,
      false,
    ]);
  });

  test.each([
    [true, '2026-10-02'],
    [false, '2026-09-30'],
  ])('a daily task in a zone may land one interval later: %s', async (dailyTaskLandsLater, day) => {
    const graph = await signIn(startEmulator({ behaviour: { dailyTaskLandsLater } }), ANN.upn);
    const { body } = await graph(
      'POST',
      TASKS,
      {
        title: 'T',
        dueDateTime: { dateTime: '2026-12-24T00:00:00', timeZone: 'Europe/Berlin' },
        recurrence: {
          pattern: { type: 'daily', interval: 2 },
          range: { type: 'noEnd', startDate: '2026-09-30' },
        },
      },
      { prefer: 'outlook.timezone="Europe/Berlin"' },
    );
    expect(body.dueDateTime).toEqual({ dateTime: `${day}T00:00:00.0000000`, timeZone: 'Europe/Berlin' });
  });

  test.each([true, false])(
    'the id of a completed recurring task stays with what was done, or goes on: %s',
    async (completedTaskKeepsId) => {
      const graph = await signIn(startEmulator({ behaviour: { completedTaskKeepsId } }), ANN.upn);
      const recurrence = {
        pattern: { type: 'daily', interval: 1 },
        range: { type: 'noEnd', startDate: '2026-09-30' },
      };
      const { id } = (await graph('POST', TASKS, { title: 'T', recurrence })).body;
      const { body } = await graph('PATCH', `${TASKS}/${id}`, { status: 'completed' });
      expect([body.id, body.status]).toEqual([id, completedTaskKeepsId ? 'completed' : 'notStarted']);
      const tasks = (await graph('GET', TASKS)).body.value;
      expect(
        tasks
          .map(({ dueDateTime: due }: { dueDateTime: { dateTime: string } }) => due.dateTime.slice(0, 10))
          .toSorted(),
      ).toEqual(['2026-09-30', '2026-10-01']);
    },
  );
});
