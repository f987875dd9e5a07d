import { describe, expect, test } from 'vitest';
import { ANN, signIn, startEmulator } from '../testing/fixture.ts';

const start = () => signIn(startEmulator(), ANN.upn);
const berlin = (date: string) => ({ dateTime: `${date}T15:30:00`, timeZone: 'Europe/Berlin' });

describe('contacts', () => {
  test('the default folder is not listed, and is reached by its well-known name', async () => {
    const graph = await start();
    const folder = (await graph('POST', '/me/contactFolders', { displayName: 'Suppliers' })).body;
    expect(
      (await graph('GET', '/me/contactFolders')).body.value.map((row: { id: string }) => row.id),
    ).toEqual([folder.id]);
    expect((await graph('GET', '/me/contactFolders/contacts')).body.displayName).toBe('Contacts');
    await graph('POST', `/me/contactFolders/${folder.id}/contacts`, { givenName: 'Mei' });
    expect((await graph('GET', '/me/contacts')).body.value).toEqual([]);
  });

  test('the display name follows the parts of the name unless it is sent', async () => {
    const graph = await start();
    const { id } = (
      await graph('POST', '/me/contacts', { givenName: 'A', surname: 'B', displayName: 'Chosen' })
    ).body;
    expect((await graph('PATCH', `/me/contacts/${id}`, { surname: 'C' })).body.displayName).toBe('A C');
    expect(
      (await graph('PATCH', `/me/contacts/${id}`, { surname: 'D', displayName: 'Kept' })).body.displayName,
    ).toBe('Kept');
  });

  test('there are three e-mail slots, mirrored in members of their own', async () => {
    const graph = await start();
    const emails = ['a', 'b', 'c', 'd'].map((name) => ({ address: `${name}@x.example` }));
    expect((await graph('POST', '/me/contacts', { emailAddresses: emails })).status).toBe(400);
    const { body } = await graph('POST', '/me/contacts', {
      givenName: 'G',
      emailAddresses: emails.slice(0, 2),
    });
    expect([body.secondaryEmailAddress, body.tertiaryEmailAddress]).toEqual([
      { name: 'G', address: 'b@x.example' },
      null,
    ]);
  });

  test('are found by an e-mail address, whatever its case', async () => {
    const graph = await start();
    await graph('POST', '/me/contacts', { givenName: 'G', emailAddresses: [{ address: 'Grace@X.example' }] });
    await graph('POST', '/me/contacts', { givenName: 'H' });
    const filter = encodeURIComponent("emailAddresses/any(a:a/address eq 'grace@x.example')");
    expect((await graph('GET', `/me/contacts?$filter=${filter}`)).body.value).toMatchObject([
      { givenName: 'G' },
    ]);
    expect((await graph('GET', '/me/contacts?$filter=nonsense((')).status).toBe(400);
  });

  test('a list is paged by $top, and its links lead through all of it', async () => {
    const graph = await start();
    for (const givenName of ['A', 'B', 'C']) await graph('POST', '/me/contacts', { givenName });
    const first = (await graph('GET', '/me/contacts?$top=2&$select=givenName')).body;
    const second = (await graph('GET', first['@odata.nextLink'])).body;
    expect([...first.value, ...second.value].map((row) => row.givenName)).toEqual(['A', 'B', 'C']);
    expect(second).not.toHaveProperty('@odata.nextLink');
  });
});

describe('tasks', () => {
  const TASKS = '/me/todo/lists/defaultList/tasks';

  test('a due date is its day at local midnight, told in UTC', async () => {
    const graph = await start();
    const { dueDateTime } = (await graph('POST', TASKS, { title: 'T', dueDateTime: berlin('2026-09-30') }))
      .body;
    expect(dueDateTime).toEqual({ dateTime: '2026-09-29T22:00:00.0000000', timeZone: 'UTC' });
  });

  test('clearing the due date clears start and recurrence', async () => {
    const graph = await start();
    const recurrence = {
      pattern: { type: 'daily', interval: 2 },
      range: { type: 'noEnd', startDate: '2026-09-30' },
    };
    const { id } = (
      await graph('POST', TASKS, {
        title: 'T',
        dueDateTime: berlin('2026-09-30'),
        startDateTime: berlin('2026-09-29'),
        recurrence,
      })
    ).body;
    const { body } = await graph('PATCH', `${TASKS}/${id}`, { dueDateTime: null });
    expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['dueDateTime']));
    expect([body.startDateTime, body.recurrence]).toEqual([undefined, undefined]);
  });

  test('a recurring task moves on by one occurrence when its due date is written, and has a successor when done', async () => {
    const graph = await start();
    const recurrence = {
      pattern: { type: 'daily', interval: 2 },
      range: { type: 'noEnd', startDate: '2026-09-30' },
    };
    const { id } = (await graph('POST', TASKS, { title: 'T', recurrence })).body;
    const moved = (await graph('PATCH', `${TASKS}/${id}`, { dueDateTime: berlin('2027-01-01') })).body;
    expect(moved.dueDateTime.dateTime.slice(0, 10)).toBe('2026-10-02');
    expect(
      (await graph('PATCH', `${TASKS}/${id}`, { status: 'completed' })).body.completedDateTime,
    ).toBeDefined();
    const tasks = (await graph('GET', TASKS)).body.value;
    expect(tasks.map((task: { status: string }) => task.status)).toEqual(['completed', 'notStarted']);
    expect(tasks[1].dueDateTime.dateTime.slice(0, 10)).toBe('2026-10-04');
  });

  test('linked resources and checklist items are shown when asked for, and do not count as changes', async () => {
    const graph = await start();
    const { id } = (
      await graph('POST', TASKS, {
        title: 'T',
        linkedResources: [{ externalId: '42', applicationName: 'CRM' }],
      })
    ).body;
    const link = (await graph('GET', `${TASKS}/delta`)).body['@odata.deltaLink'];
    expect((await graph('POST', `${TASKS}/${id}/checklistItems`, { displayName: 'step' })).status).toBe(201);
    expect((await graph('GET', link)).body.value).toEqual([]);
    const shown = (await graph('GET', `${TASKS}/${id}?$expand=linkedResources,checklistItems`)).body;
    expect(shown).toMatchObject({
      linkedResources: [{ externalId: '42' }],
      checklistItems: [{ displayName: 'step', isChecked: false }],
    });
  });

  test('built-in lists stay, and errors have To Do’s own shape', async () => {
    const graph = await start();
    expect((await graph('DELETE', '/me/todo/lists/defaultList')).body.error).toEqual({
      code: 'invalidRequest',
      message: expect.any(String),
    });
    expect((await graph('GET', `${TASKS}?$orderby=title`)).status).toBe(400);
    const { status, body } = await graph('GET', TASKS, undefined, { prefer: 'outlook.timezone="Nowhere"' });
    expect([status, body.error]).toEqual([400, { code: 'invalidRequest', message: expect.any(String) }]);
  });
});
