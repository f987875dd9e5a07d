import { expect, test } from 'vitest';
import {
  ANN,
  BOB,
  type Graph,
  ORIGIN,
  SCOPES,
  runRound,
  signIn,
  startEmulator,
  tokenRequest,
} from '../testing/fixture.ts';
import type { Behaviour } from '../behaviour.ts';
import type { Emulator } from '../emulator.ts';

const PNG = new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]);

async function start(behaviour: Partial<Behaviour> = {}) {
  const emulator = startEmulator({ behaviour });
  const graph = await signIn(emulator, ANN.upn);
  const { id } = (await graph('POST', '/me/contacts', { givenName: 'A' })).body;
  return { emulator, graph, id: id as string, send: await rawSender(emulator) };
}

/** Sends bytes, which the tests' usual client does not. */
async function rawSender(emulator: Emulator) {
  const { access_token: token } = await tokenRequest(emulator, {
    grant_type: 'password',
    username: ANN.upn,
    password: 'password',
    scope: SCOPES.join(' '),
  });
  return (method: string, path: string, body: Uint8Array<ArrayBuffer> | null = null, type = 'image/png') =>
    emulator.fetch(
      new Request(`${ORIGIN}/v1.0${path}`, {
        method,
        body,
        headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': type } : {}) },
      }),
    );
}

test('a contact’s photo reads back as it was put, and deltas do not tell of it', async () => {
  const { graph, id, send } = await start();
  const photo = `/me/contacts/${id}/photo/$value`;
  const missing = await graph('GET', photo);
  expect([missing.status, missing.body.error.code]).toEqual([404, 'ErrorItemNotFound']);
  const link = await runRound(graph, '/me/contactFolders/contacts/contacts/delta', new Map());
  expect((await send('PUT', photo, PNG)).status).toBe(200);
  const read = await send('GET', photo);
  expect([read.headers.get('content-type'), new Uint8Array(await read.arrayBuffer())]).toEqual([
    'image/png',
    PNG,
  ]);
  expect((await graph('GET', link)).body.value).toEqual([]);
});

test('a change of the contact keeps its photo', async () => {
  const { graph, id, send } = await start();
  await send('PUT', `/me/contacts/${id}/photo/$value`, PNG);
  await graph('PATCH', `/me/contacts/${id}`, { givenName: 'B' });
  expect((await send('GET', `/me/contacts/${id}/photo/$value`)).status).toBe(200);
});

test('in a batch a photo is Base64', async () => {
  const { graph, id } = await start();
  const url = `/me/contacts/${id}/photo/$value`;
  const base64 = Buffer.from(PNG).toString('base64');
  const headers = { 'Content-Type': 'image/png' };
  const put = { id: '1', method: 'PUT', url, headers, body: base64 };
  const { body } = await graph('POST', '/$batch', {
    requests: [put, { id: '2', method: 'GET', url, dependsOn: ['1'] }],
  });
  expect(body.responses.find((response: { id: string }) => response.id === '2')).toMatchObject({
    status: 200,
    body: base64,
  });
});

test('what is no image or has four megabytes is refused, and so is another mailbox', async () => {
  const { emulator, graph, id, send } = await start();
  const photo = `/me/contacts/${id}/photo/$value`;
  expect((await graph('PUT', photo, { photo: 'x' })).status).toBe(400);
  expect((await send('PUT', photo, new Uint8Array(4 * 1024 * 1024))).status).toBe(413);
  expect((await send('PUT', photo, new Uint8Array(4 * 1024 * 1024 - 1))).status).toBe(200);
  const bob: Graph = await signIn(emulator, BOB.upn);
  expect((await bob('GET', photo)).status).toBe(404);
});

test('a contact’s photo cannot be removed but in Outlook', async () => {
  const { emulator, id, send } = await start();
  const photo = `/me/contacts/${id}/photo/$value`;
  await send('PUT', photo, PNG);
  expect((await send('DELETE', photo)).status).toBe(400);
  expect((await send('GET', photo)).status).toBe(200);
  const inOutlook = { method: 'POST', body: JSON.stringify({ mailbox: ANN.upn, id }) };
  await emulator.fetch(new Request(`${ORIGIN}/_emulator/remove-photo`, inOutlook));
  expect((await send('GET', photo)).status).toBe(404);
});

test('a photo may be read as another file than it was put', async () => {
  const { id, send } = await start({ contactPhoto: 'reencoded' });
  const photo = `/me/contacts/${id}/photo/$value`;
  await send('PUT', photo, PNG);
  const read = new Uint8Array(await (await send('GET', photo)).arrayBuffer());
  expect(read).not.toEqual(PNG);
  expect(new Uint8Array(await (await send('GET', photo)).arrayBuffer())).toEqual(read);
});
