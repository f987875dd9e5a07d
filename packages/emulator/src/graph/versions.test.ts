import { describe, expect, test } from 'vitest';
import type { Behaviour } from '../behaviour.ts';
import { ANN, signIn, startEmulator } from '../testing/fixture.ts';

const start = (behaviour: Partial<Behaviour> = {}) => signIn(startEmulator({ behaviour }), ANN.upn);

const at = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
const KINDS = [
  [
    '/me/events',
    { subject: 'A', start: at('2026-03-10T10:00'), end: at('2026-03-10T11:00') },
    { subject: 'B' },
  ],
  ['/me/contacts', { givenName: 'A' }, { givenName: 'B' }],
] as const;

describe.each(KINDS)('the change key at %s', (path, body, change) => {
  test('that a POST answered is stale at once, and the one that is read counts', async () => {
    const graph = await start();
    const created = (await graph('POST', path, body)).body;
    const item = `${path}/${created.id}`;
    expect(created['@odata.etag']).toBe(`W/"${created.changeKey}"`);
    const patch = (etag: string) => graph('PATCH', item, change, { 'if-match': etag });
    const stale = await patch(created['@odata.etag']);
    expect([stale.status, stale.body.error.code, stale.body.error.message]).toEqual([
      412,
      'ErrorIrresolvableConflict',
      'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
    ]);
    expect((await patch((await graph('GET', item)).body['@odata.etag'])).status).toBe(200);
  });

  test('holds from the creation on where nothing is done afterwards', async () => {
    const graph = await start({ changeKeyDrift: false });
    const created = (await graph('POST', path, body)).body;
    const headers = { 'if-match': created['@odata.etag'] };
    expect((await graph('PATCH', `${path}/${created.id}`, change, headers)).status).toBe(200);
  });

  test('that does not match may be refused with 409', async () => {
    const graph = await start({ conflictStatus: 409 });
    const { id } = (await graph('POST', path, body)).body;
    const refused = await graph('PATCH', `${path}/${id}`, change, { 'if-match': 'W/"older"' });
    expect([refused.status, refused.body.error.code]).toEqual([409, 'ErrorIrresolvableConflict']);
  });
});

test('contacts may not know If-Match', async () => {
  const graph = await start({ contactsIfMatch: false });
  const { id } = (await graph('POST', '/me/contacts', { givenName: 'A' })).body;
  const headers = { 'if-match': 'W/"older"' };
  expect((await graph('PATCH', `/me/contacts/${id}`, { givenName: 'B' }, headers)).status).toBe(200);
});

test('tasks do not know If-Match', async () => {
  const graph = await start();
  const list = '/me/todo/lists/defaultList/tasks';
  const { id } = (await graph('POST', list, { title: 'A' })).body;
  const headers = { 'if-match': 'W/"older"' };
  expect((await graph('PATCH', `${list}/${id}`, { title: 'B' }, headers)).status).toBe(200);
});

describe('a transactionId that was seen before', () => {
  const twice = async (behaviour: Partial<Behaviour>) => {
    const graph = await start(behaviour);
    const event = { ...KINDS[0][1], transactionId: 'once' };
    const [first, second] = [
      await graph('POST', '/me/events', event),
      await graph('POST', '/me/events', event),
    ];
    return { first, second, count: (await graph('GET', '/me/events')).body.value.length as number };
  };

  test('answers the event it made', async () => {
    const { first, second, count } = await twice({});
    expect([second.status, second.body.id, count]).toEqual([201, first.body.id, 1]);
  });

  test('may be refused', async () => {
    const { second, count } = await twice({ repeatedTransaction: 'refused' });
    expect([second.status, count]).toEqual([409, 1]);
  });

  test('may make another event', async () => {
    const { first, second, count } = await twice({ repeatedTransaction: 'another' });
    expect([second.status, second.body.id === first.body.id, count]).toEqual([201, false, 2]);
  });
});

test('what a contact has no room for may be left out silently', async () => {
  const graph = await start({ surplusSlots: 'dropped' });
  const { status, body } = await graph('POST', '/me/contacts', {
    givenName: 'A',
    emailAddresses: ['1', '2', '3', '4'].map((n) => ({ address: `${n}@elsewhere.example` })),
    businessPhones: ['1', '2', '3'],
  });
  expect(status).toBe(201);
  expect([body.emailAddresses.length, body.businessPhones]).toEqual([3, ['1', '2']]);
});
