import { expect, test } from 'vitest';
import { ANN, ORIGIN, runRound, signIn, startEmulator } from '../testing/fixture.ts';

test('what the page changes is in the next delta, and the page leaves no trace in the log', async () => {
  const emulator = startEmulator();
  const graph = await signIn(emulator, ANN.upn);
  const link = await runRound(graph, '/me/contacts/delta', new Map());
  const before = emulator.log.length;
  const path = `${ORIGIN}/mailbox/${ANN.oid}/v1.0/me/contacts`;
  const body = JSON.stringify({ givenName: 'Page' });
  expect((await emulator.fetch(new Request(path, { method: 'POST', body }))).status).toBe(201);
  expect(emulator.log).toHaveLength(before);
  expect((await graph('GET', link)).body.value).toMatchObject([{ givenName: 'Page' }]);
});

test('another site cannot reach into a mailbox through a browser', async () => {
  const headers = { 'sec-fetch-site': 'cross-site' };
  const request = new Request(`${ORIGIN}/mailbox/${ANN.oid}/v1.0/me/contacts`, { headers });
  expect((await startEmulator().fetch(request)).status).toBe(404);
});

test('every file the page names is served', async () => {
  const emulator = startEmulator();
  const get = async (path: string) => emulator.fetch(new Request(`${ORIGIN}${path}`));
  const page = await (await get('/')).text();
  const script = await (await get('/mailbox/app.js')).text();
  const named = [...page.matchAll(/"(\/mailbox\/[^"]+)"/g), ...script.matchAll(/'\.(\/[a-z]+\.js)'/g)].map(
    ([, path = '']) => (path.startsWith('/mailbox') ? path : `/mailbox${path}`),
  );
  expect(named.length).toBeGreaterThan(4);
  for (const path of named) expect((await get(path)).status).toBe(200);
});
