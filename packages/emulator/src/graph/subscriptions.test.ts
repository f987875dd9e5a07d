import { expect, test } from 'vitest';
import { ANN, BOB, NOON, ORIGIN, signIn, startEmulator, steer } from '../testing/fixture.ts';

/** An emulator whose subscriber is a function; `received` is what it was told. */
function startWithSubscriber() {
  const received: Record<string, unknown>[] = [];
  const emulator = startEmulator({
    deliver: async (request) => {
      const token = new URL(request.url).searchParams.get('validationToken');
      if (token !== null)
        return new Response(request.url.includes('deaf') ? 'what?' : token, {
          headers: { 'content-type': 'text/plain' },
        });
      received.push(...((await request.json()) as { value: Record<string, unknown>[] }).value);
      return new Response(null, { status: 202 });
    },
  });
  return { emulator, received };
}

const wish = {
  changeType: 'created,deleted',
  notificationUrl: 'http://app.test/hooks',
  lifecycleNotificationUrl: 'http://app.test/lifecycle',
  resource: 'me/contacts',
  expirationDateTime: new Date(NOON.getTime() + 86_400_000).toISOString(),
  clientState: 'secret',
};

test('a subscriber hears of the changes it asked for, in its mailbox only', async () => {
  const { emulator, received } = startWithSubscriber();
  const [ann, bob] = [await signIn(emulator, ANN.upn), await signIn(emulator, BOB.upn)];
  const { status, body } = await ann('POST', '/subscriptions', wish);
  expect(status).toBe(201);
  const { id } = (await ann('POST', '/me/contacts', { givenName: 'A' })).body;
  await ann('PATCH', `/me/contacts/${id}`, { givenName: 'B' });
  await bob('POST', '/me/contacts', { givenName: 'C' });
  await ann('DELETE', `/me/contacts/${id}`);
  await emulator.settled();
  expect(received.map(({ changeType }) => changeType)).toEqual(['created', 'deleted']);
  expect(received[0]).toMatchObject({
    subscriptionId: body.id,
    clientState: 'secret',
    resource: `Users/${ANN.oid}/Contacts/${id}`,
    resourceData: { id },
  });
});

test('an endpoint that does not repeat the token gets no subscription', async () => {
  const graph = await signIn(startWithSubscriber().emulator, ANN.upn);
  expect(
    (await graph('POST', '/subscriptions', { ...wish, notificationUrl: 'http://app.test/deaf' })).status,
  ).toBe(400);
  expect((await graph('GET', '/subscriptions')).body.value).toEqual([]);
});

test('lifetimes are limited, twins refused, renewals possible until the end', async () => {
  const { emulator } = startWithSubscriber();
  const graph = await signIn(emulator, ANN.upn);
  const far = new Date(NOON.getTime() + 8 * 86_400_000).toISOString();
  expect((await graph('POST', '/subscriptions', { ...wish, expirationDateTime: far })).status).toBe(400);
  const { id } = (await graph('POST', '/subscriptions', wish)).body;
  expect((await graph('POST', '/subscriptions', wish)).status).toBe(409);
  const later = new Date(NOON.getTime() + 2 * 86_400_000).toISOString();
  expect(
    (await graph('PATCH', `/subscriptions/${id}`, { expirationDateTime: later })).body.expirationDateTime,
  ).toBe(later);
  await graph('DELETE', `/subscriptions/${id}`);
  expect((await graph('PATCH', `/subscriptions/${id}`, { expirationDateTime: later })).status).toBe(404);
});

test('a removed subscription is announced and gone', async () => {
  const { emulator, received } = startWithSubscriber();
  const graph = await signIn(emulator, ANN.upn);
  await graph('POST', '/subscriptions', wish);
  const body = JSON.stringify({ mailbox: ANN.upn, event: 'subscriptionRemoved' });
  await emulator.fetch(new Request(`${ORIGIN}/_emulator/lifecycle`, { method: 'POST', body }));
  await emulator.settled();
  expect(received).toMatchObject([{ lifecycleEvent: 'subscriptionRemoved', clientState: 'secret' }]);
  expect((await graph('GET', '/subscriptions')).body.value).toEqual([]);
});

test('subscriptions of To Do hear that they are to be reauthorized, and of no other lifecycle event', async () => {
  const { emulator, received } = startWithSubscriber();
  const graph = await signIn(emulator, ANN.upn);
  const [list] = (await graph('GET', '/me/todo/lists')).body.value;
  const resource = `me/todo/lists/${list.id}/tasks`;
  expect((await graph('POST', '/subscriptions', { ...wish, resource })).status).toBe(201);
  for (const event of ['missed', 'subscriptionRemoved', 'reauthorizationRequired']) {
    await steer(emulator, 'lifecycle', { mailbox: ANN.upn, event });
  }
  await emulator.settled();
  expect(received.map(({ lifecycleEvent }) => lifecycleEvent)).toEqual(['reauthorizationRequired']);
  expect((await graph('GET', '/subscriptions')).body.value).toHaveLength(1);
});
