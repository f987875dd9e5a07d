import assert from 'node:assert';
import { once } from 'node:events';
import { createServer } from 'node:http';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { MICROSOFT_CLOUD } from '../config.ts';
import type { GraphRequest } from './request.ts';
import { createGraphSession, type GraphSessionDeps } from './session.ts';

const cloud = 'https://graph.microsoft.com';
const config = {
  clientId: 'app',
  credential: { kind: 'secret', secret: 'application secret' },
  tenant: 'organizations',
  ...MICROSOFT_CLOUD,
} as const;

function open(overrides: Partial<GraphSessionDeps> = {}) {
  let dispatched = 0;
  const session = createGraphSession({
    config,
    accessToken: async () => 'token-1',
    dispatch: (start) => {
      dispatched++;
      return start();
    },
    clientRequestId: () => 'call-1',
    now: () => new Date('2026-11-21T10:00:00Z'),
    ...overrides,
  });
  return { session, dispatched: () => dispatched };
}

const get = (path: string): GraphRequest => ({ method: 'GET', path });
const error = (code: string) => ({ error: { code, message: code } });

/** Takes requests and never answers; `asked` settles with the first. */
async function silentServer() {
  const asked = Promise.withResolvers<void>();
  const server = createServer(() => asked.resolve());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  assert(address !== null && typeof address !== 'string');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return { origin: `http://127.0.0.1:${address.port}`, asked: asked.promise };
}

beforeAll(() => {
  nock.disableNetConnect();
  nock.enableNetConnect('127.0.0.1');
});
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});
afterEach(() => {
  const pending = nock.pendingMocks();
  nock.cleanAll();
  assert.deepEqual(pending, [], 'an expected request was not made');
});

describe('a request', () => {
  it('carries the token, immutable ids, UTC, its own preference and an id for support', async () => {
    nock(cloud)
      .get('/v1.0/me/events/delta')
      .query({ $deltatoken: 'abc' })
      .matchHeader('authorization', 'Bearer token-1')
      .matchHeader('prefer', 'IdType="ImmutableId", outlook.timezone="UTC", odata.maxpagesize=100')
      .matchHeader('client-request-id', 'call-1')
      .reply(200, { value: [] });
    const { session, dispatched } = open();
    const result = await session.send({
      ...get(`${cloud}/v1.0/me/events/delta?$deltatoken=abc`),
      headers: { Prefer: 'odata.maxpagesize=100' },
    });
    expect(result).toEqual({ ok: true, status: 200, body: { value: [] }, etag: null });
    expect([dispatched(), session.requestCount]).toEqual([1, 1]);
  });

  it('gets etag and body of what was written, and null for an answer without a body', async () => {
    nock(cloud)
      .patch('/v1.0/me/events/1', { subject: 'New' })
      .matchHeader('if-match', 'W/"1"')
      .matchHeader('content-type', 'application/json')
      .reply(200, { '@odata.etag': 'W/"2"', id: '1' });
    nock(cloud).delete('/v1.0/me/events/1').reply(204);
    const { session } = open();
    const body = { subject: 'New' };
    expect(
      await session.send({ method: 'PATCH', path: '/me/events/1', headers: { 'If-Match': 'W/"1"' }, body }),
    ).toMatchObject({ ok: true, etag: 'W/"2"' });
    expect(await session.send({ method: 'DELETE', path: '/me/events/1' })).toEqual({
      ok: true,
      status: 204,
      body: null,
      etag: null,
    });
  });

  it.each([
    [429, { 'Retry-After': '7' }, { class: 'throttled', retryAfterMs: 7000 }],
    [503, { 'Retry-After': 'Sat, 21 Nov 2026 10:01:00 GMT' }, { class: 'throttled', retryAfterMs: 60_000 }],
    [504, {}, { class: 'transient', retryAfterMs: null }],
  ])(
    'that is answered %i is sent once, and a retry is left to the caller',
    async (status, headers, expected) => {
      nock(cloud).post('/v1.0/me/events').reply(status, error('UnknownError'), headers);
      const { session } = open();
      const result = await session.send({ method: 'POST', path: '/me/events', body: {} });
      expect(result).toMatchObject({ ok: false, failure: { ...expected, status } });
      expect(session.requestCount).toBe(1);
    },
  );

  it('does not follow a redirect', async () => {
    nock(cloud).get('/v1.0/me').reply(302, '', { Location: 'https://evil.example/v1.0/me' });
    const { session } = open();
    expect(await session.send(get('/me'))).toMatchObject({ ok: false, failure: { class: 'operator' } });
    expect(session.requestCount).toBe(1);
  });

  it('never leaves for another host, and no token is fetched for it', async () => {
    const { session, dispatched } = open({
      accessToken: () => Promise.reject(new Error('asked for a token')),
    });
    const result = await session.send(get('https://evil.example/v1.0/me/events/delta?$skiptoken=1'));
    expect(result).toMatchObject({ ok: false, failure: { class: 'operator', code: 'ForeignAddress' } });
    expect(dispatched()).toBe(0);
  });

  it('starts inside the gate, with the token fetched before', async () => {
    nock(cloud).get('/v1.0/me').reply(200, {});
    const order: string[] = [];
    const { session } = open({
      accessToken: async () => {
        order.push('token');
        return 'token-1';
      },
      fetch: (input, init) => {
        order.push('fetch');
        return fetch(input, init);
      },
      dispatch: (start) => {
        order.push('gate opens');
        const started = start();
        order.push('gate closes');
        return started;
      },
    });
    await session.send(get('/me'));
    expect(order).toEqual(['token', 'gate opens', 'fetch', 'gate closes']);
  });

  it('that the gate refuses is not sent, and the refusal comes through unchanged', async () => {
    const refusal = Object.assign(new Error('paused'), { error: { code: 'looks like Graph' } });
    const { session } = open({ dispatch: () => Promise.reject(refusal) });
    await expect(session.send(get('/me'))).rejects.toBe(refusal);
    await expect(session.batch([get('/me/1'), get('/me/2')])).rejects.toBe(refusal);
    expect(session.requestCount).toBe(0);
  });

  it('that gets no token is not sent, and the reason comes through unchanged', async () => {
    const reason = new Error('sign in again');
    const { session, dispatched } = open({ accessToken: () => Promise.reject(reason) });
    await expect(session.send(get('/me'))).rejects.toBe(reason);
    expect(dispatched()).toBe(0);
  });

  it('that cannot reach Graph is transient and keeps the cause', async () => {
    nock(cloud).get('/v1.0/me').replyWithError('connection reset');
    const result = await open().session.send(get('/me'));
    expect(result).toMatchObject({
      ok: false,
      failure: { class: 'transient', code: 'NetworkError', status: 0 },
    });
    expect(result.ok ? null : result.failure.cause).toBeInstanceOf(Error);
  });

  it('that is not answered in time is transient', async () => {
    const server = await silentServer();
    const { session } = open({ config: { ...config, graphOrigin: server.origin }, timeoutMs: 20 });
    expect(await session.send(get('/me'))).toMatchObject({
      ok: false,
      failure: { class: 'transient', code: 'Timeout' },
    });
  });

  it('that a proxy answers with a page is transient, not a success', async () => {
    nock(cloud).get('/v1.0/me').reply(200, '<html>sign in to the hotel</html>');
    expect(await open().session.send(get('/me'))).toMatchObject({
      ok: false,
      failure: { class: 'transient', code: 'UnreadableAnswer' },
    });
  });

  it('ends with the session, before it starts and while it runs', async () => {
    const server = await silentServer();
    const ended = new AbortController();
    const { session } = open({ config: { ...config, graphOrigin: server.origin }, signal: ended.signal });
    const running = session.send(get('/me'));
    const reason = new Error('lease lost');
    await server.asked;
    ended.abort(reason);
    await expect(running).rejects.toBe(reason);
    await expect(session.send(get('/me'))).rejects.toBe(reason);
    expect(session.requestCount).toBe(1);
  });
});

describe('a batch', () => {
  it('of one request is a batch like any other, so that ids are of one form', async () => {
    const responses = [{ id: '1', status: 200, body: { id: '1' } }];
    nock(cloud)
      .post('/v1.0/$batch', (body) => body.requests.length === 1)
      .reply(200, { responses });
    const results = await open().session.batch([get('/me/events/1')]);
    expect(results).toMatchObject([{ ok: true, body: { id: '1' } }]);
  });

  it('of none sends nothing', async () => {
    const { session } = open();
    expect(await session.batch([])).toEqual([]);
    expect(session.requestCount).toBe(0);
  });

  it('makes links relative, prefers in every part, and puts the answers in order', async () => {
    const sent: unknown[] = [];
    nock(cloud)
      .post('/v1.0/$batch', (body) => sent.push(body) > 0)
      .reply(200, {
        responses: [
          { id: '2', status: 201, headers: { 'Content-Type': 'application/json' }, body: { id: 'b' } },
          { id: '3', status: 429, headers: { 'Retry-After': '3' }, body: error('ApplicationThrottled') },
          { id: '1', status: 200, headers: { ETag: 'W/"1"' }, body: { value: [] } },
        ],
      });
    const { session, dispatched } = open();
    const results = await session.batch([
      { ...get(`${cloud}/v1.0/me/events/delta?$deltatoken=x`), headers: { prefer: 'odata.maxpagesize=5' } },
      { method: 'POST', path: '/me/events', body: { subject: 'Hello' } },
      { method: 'DELETE', path: '/me/events/9' },
      get('/me/events/10'),
    ]);
    const prefer = 'IdType="ImmutableId", outlook.timezone="UTC"';
    expect(sent).toEqual([
      {
        requests: [
          {
            id: '1',
            method: 'GET',
            url: '/me/events/delta?$deltatoken=x',
            headers: { Prefer: `${prefer}, odata.maxpagesize=5` },
          },
          {
            id: '2',
            method: 'POST',
            url: '/me/events',
            headers: { Prefer: prefer, 'Content-Type': 'application/json' },
            body: { subject: 'Hello' },
          },
          { id: '3', method: 'DELETE', url: '/me/events/9', headers: { Prefer: prefer } },
          { id: '4', method: 'GET', url: '/me/events/10', headers: { Prefer: prefer } },
        ],
      },
    ]);
    expect(results).toMatchObject([
      { ok: true, etag: 'W/"1"' },
      { ok: true, status: 201, body: { id: 'b' } },
      { ok: false, failure: { class: 'throttled', retryAfterMs: 3000 } },
      { ok: false, failure: { class: 'transient', code: 'MissingAnswer' } },
    ]);
    expect([dispatched(), session.requestCount]).toEqual([1, 1]);
  });

  it('leaves a link to another host out and sends the rest', async () => {
    nock(cloud)
      .post('/v1.0/$batch', (body) => body.requests.length === 2)
      .reply(200, {
        responses: [
          { id: '2', status: 200, body: { id: 'c' } },
          { id: '1', status: 200, body: { id: 'a' } },
        ],
      });
    const results = await open().session.batch([get('/a'), get('https://evil.example/v1.0/b'), get('/c')]);
    expect(results).toMatchObject([
      { ok: true, body: { id: 'a' } },
      { ok: false, failure: { code: 'ForeignAddress' } },
      { ok: true, body: { id: 'c' } },
    ]);
  });

  it.each([
    [400, 'BadRequest', 'operator'],
    [401, 'InvalidAuthenticationToken', 'user'],
    [429, 'TooManyRequests', 'throttled'],
    [503, 'serviceNotAvailable', 'transient'],
  ])('that is refused as a whole with %i %s blames no item: %s', async (status, code, expected) => {
    nock(cloud).post('/v1.0/$batch').reply(status, error(code));
    const results = await open().session.batch([get('/a'), get('/b')]);
    const refusal = { ok: false, failure: { class: expected, code } };
    expect(results).toMatchObject([refusal, refusal]);
  });

  it('waits for the batch before it', async () => {
    let running = 0;
    let most = 0;
    const reply = { responses: [1, 2, 3, 4].map((id) => ({ id: String(id), status: 204 })) };
    nock(cloud).post('/v1.0/$batch').times(3).delay(10).reply(200, reply);
    const { session } = open({
      fetch: async (input, init) => {
        most = Math.max(most, ++running);
        return fetch(input, init).finally(() => running--);
      },
    });
    const requests = ['/a', '/b', '/c', '/d'].map(get);
    const batches = await Promise.all([
      session.batch(requests),
      session.batch(requests),
      session.batch(requests),
    ]);
    expect(batches.flat().every(({ ok }) => ok)).toBe(true);
    expect(most).toBe(1);
  });
});
