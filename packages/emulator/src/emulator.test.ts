import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@microsoft/microsoft-graph-client';
import { expect, onTestFinished, test } from 'vitest';
import { ANN, BOB, ORIGIN, SEED, runRound, signIn, startEmulator, tokenRequest } from './testing/fixture.ts';

const meeting = { dateTime: '2026-03-04T10:00:00', timeZone: 'W. Europe Standard Time' };

test('the Graph SDK works with a listening emulator', async () => {
  const emulator = startEmulator();
  const { port } = await emulator.listen(0);
  const { access_token: token = '' } = await tokenRequest(emulator, {
    grant_type: 'password',
    username: ANN.upn,
    password: 'password',
    scope: '',
  });
  // The SDK attaches tokens only to https, so the test does it.
  const client = Client.init({ baseUrl: `http://127.0.0.1:${port}`, authProvider: (done) => done(null, '') });
  const api = (path: string) => client.api(path).header('authorization', `Bearer ${token}`);
  const { id } = await api('/me/contacts').post({ givenName: 'Grace', surname: 'Hopper' });
  expect(await api(`/me/contacts/${id}`).select('displayName,fileAs').get()).toMatchObject({
    displayName: 'Grace Hopper',
    fileAs: 'Hopper, Grace',
  });
  await api(`/me/contacts/${id}`).delete();
  await expect(api(`/me/contacts/${id}`).get()).rejects.toMatchObject({
    statusCode: 404,
    code: 'ErrorItemNotFound',
  });
  await emulator.close();
});

test('what was acknowledged is there after kill -9, and sessions go on', async () => {
  const journalFile = join(mkdtempSync(join(tmpdir(), 'emulator-')), 'journal.jsonl');
  const main = join(import.meta.dirname, 'main.ts');
  const run = async () => {
    const env = { ...process.env, EMULATOR_PORT: '0', EMULATOR_JOURNAL: journalFile };
    const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const line = await new Promise<string>((resolve) =>
      child.stdout.once('data', (data) => resolve(String(data))),
    );
    return { child, origin: /http:\S+/.exec(line)?.[0] ?? '' };
  };
  const token = async (origin: string, fields: Record<string, string>) => {
    const form = {
      client_id: '11111111-1111-4111-8111-111111111111',
      client_secret: 'emulated-secret',
      ...fields,
    };
    const response = await fetch(`${origin}/organizations/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    return (await response.json()) as Record<string, string>;
  };

  const first = await run();
  await fetch(`${first.origin}/_emulator/seed`, { method: 'POST', body: JSON.stringify(SEED) });
  const login = { username: ANN.upn, password: 'password', scope: 'offline_access' };
  const { refresh_token: refresh = '', access_token: access = '' } = await token(first.origin, {
    grant_type: 'password',
    ...login,
  });
  const call = (origin: string, path: string, init: RequestInit = {}) =>
    fetch(`${origin}/v1.0${path}`, {
      ...init,
      headers: { authorization: `Bearer ${access}`, 'content-type': 'application/json' },
    });
  const posted = await call(first.origin, '/me/todo/lists/defaultList/tasks', {
    method: 'POST',
    body: JSON.stringify({ title: 'survive' }),
  });
  const { id } = (await posted.json()) as { id: string };
  first.child.kill('SIGKILL');

  const second = await run();
  const found = await call(second.origin, `/me/todo/lists/defaultList/tasks/${id}`);
  expect(await found.json()).toMatchObject({ title: 'survive' });
  expect(await token(second.origin, { grant_type: 'refresh_token', refresh_token: refresh })).toHaveProperty(
    'access_token',
  );
});

test('a reopened journal continues its deltas and its numbers', async () => {
  const journalFile = join(mkdtempSync(join(tmpdir(), 'emulator-')), 'journal.jsonl');
  const first = startEmulator({ journalFile });
  const graph = await signIn(first, ANN.upn);
  const state = new Map<string, unknown>();
  const gone = (await graph('POST', '/me/contacts', { givenName: 'Gone' })).body.id;
  const link = await runRound(graph, '/me/contacts/delta', state);
  await graph('DELETE', `/me/contacts/${gone}`);
  await first.close();

  const second = startEmulator({ journalFile });
  const again = await signIn(second, ANN.upn);
  const added = (await again('POST', '/me/contacts', { givenName: 'New' })).body.id;
  await runRound(again, link, state);
  expect([...state.keys()]).toEqual([added]);
  await second.close();
});

test('the same calls on the same seed give the same ids', async () => {
  const ids = async () =>
    (await (await signIn(startEmulator(), ANN.upn))('POST', '/me/contacts', { givenName: 'A' })).body.id;
  expect(await ids()).toBe(await ids());
});

test('meetings reach the attendees’ mailboxes, and the mail log tells who would get mail', async () => {
  const emulator = startEmulator();
  const ann = await signIn(emulator, ANN.upn);
  const bob = await signIn(emulator, BOB.upn);
  const attendees = [{ emailAddress: { address: BOB.upn }, type: 'Required' }];
  const event = (
    await ann('POST', '/me/events', { subject: 'Plan', start: meeting, end: meeting, attendees })
  ).body;
  const copy = (await bob('GET', '/me/events')).body.value[0];
  expect(copy).toMatchObject({ subject: 'Plan', isOrganizer: false, iCalUId: event.iCalUId });
  await bob('POST', `/me/events/${copy.id}/accept`, {});
  expect((await ann('GET', `/me/events/${event.id}`)).body.attendees[0].status.response).toBe('accepted');
  await ann('PATCH', `/me/events/${event.id}`, { categories: ['Blue'] });
  await ann('PATCH', `/me/events/${event.id}`, { location: { displayName: 'Room 2' } });
  expect((await bob('GET', `/me/events/${copy.id}`)).body.location.displayName).toBe('Room 2');
  await ann('DELETE', `/me/events/${event.id}`);
  expect((await bob('GET', `/me/events/${copy.id}`)).body.isCancelled).toBe(true);
  expect(emulator.mailLog.map(({ kind, to }) => `${kind} ${to.join()}`)).toEqual([
    `invitation ${BOB.upn}`,
    `response ${ANN.upn}`,
    `update ${BOB.upn}`,
    `cancellation ${BOB.upn}`,
  ]);
});

test('faults answer, cut the connection, or lose the answer after the work is done', async () => {
  const emulator = startEmulator();
  const graph = await signIn(emulator, ANN.upn);
  const path = '/me/contacts';
  emulator.addFaults([
    {
      match: { method: 'POST', path: '/contacts$', mailbox: ANN.upn },
      action: {
        status: 429,
        headers: { 'Retry-After': '2' },
        body: { error: { code: 'ApplicationThrottled' } },
      },
    },
    { match: { method: 'POST' }, action: { resetConnection: true } },
    { match: { method: 'POST' }, action: { loseResponse: true } },
  ]);
  const throttled = await graph('POST', path, { givenName: 'A' });
  expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '2']);
  await expect(graph('POST', path, { givenName: 'B' })).rejects.toThrow('fetch failed');
  await expect(graph('POST', path, { givenName: 'C' })).rejects.toThrow('fetch failed');
  expect((await graph('GET', path)).body.value.map((row: { givenName: string }) => row.givenName)).toEqual([
    'C',
  ]);
  expect(emulator.faults).toEqual([]);
});

test('over HTTP a lost answer is a broken connection', async () => {
  const emulator = startEmulator();
  const { port } = await emulator.listen(0);
  emulator.addFaults([{ action: { loseResponse: true } }]);
  await expect(fetch(`http://127.0.0.1:${port}/common/discovery/instance`)).rejects.toThrow('fetch failed');
  expect((await fetch(`http://127.0.0.1:${port}/common/discovery/instance`)).status).toBe(200);
  await emulator.close();
});

test('the log numbers every request, and names the batch of a sub-request', async () => {
  const emulator = startEmulator();
  const graph = await signIn(emulator, ANN.upn);
  await graph('POST', '/$batch', {
    requests: [
      { id: '1', method: 'GET', url: '/me/contacts' },
      { id: '2', method: 'GET', url: '/me/todo/lists' },
    ],
  });
  const log = await (await emulator.fetch(new Request(`${ORIGIN}/_emulator/log?mailbox=${ANN.upn}`))).json();
  expect(log).toMatchObject([
    { path: '/v1.0/$batch', status: 200, batchId: null },
    { path: '/v1.0/me/contacts', class: 'contacts', batchId: 2, mailbox: ANN.upn },
    { path: '/v1.0/me/todo/lists', class: 'tasks', batchId: 2 },
  ]);
});
