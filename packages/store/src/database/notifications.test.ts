import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { type ListeningClient, Notifications } from './notifications.ts';
import { openDatabase } from './open-database.ts';

class FakeConnection extends EventEmitter implements ListeningClient {
  readonly sent: string[] = [];
  async query(text: string) {
    this.sent.push(text);
    return { command: 'LISTEN', rowCount: null, rows: [] };
  }
  async end() {
    this.emit('end');
  }
}

test('a lost connection is opened again, with every channel, and each handler is told to look again', async () => {
  const connections: FakeConnection[] = [];
  const report = vi.fn();
  const notifications = new Notifications({
    async connect() {
      const connection = new FakeConnection();
      connections.push(connection);
      if (connections.length === 2) throw new Error('not yet');
      return connection;
    },
    report,
    retryDelayMs: () => 1,
  });
  const [news, weather] = [vi.fn(), vi.fn()];
  await notifications.listen('news', news);
  await notifications.listen('weather', weather);
  connections[0]?.emit('error', new Error('reset'));
  connections[0]?.emit('end');
  await vi.waitFor(() => expect([news.mock.calls, weather.mock.calls]).toEqual([[[null]], [[null]]]));
  expect(connections).toHaveLength(3);
  expect(connections[2]?.sent).toEqual(['LISTEN news', 'LISTEN weather']);
  connections[2]?.emit('notification', { channel: 'news', payload: 'hello' });
  expect(news).toHaveBeenLastCalledWith('hello');
  expect(report.mock.calls.map(([problem]) => problem.cause?.message ?? problem.message)).toEqual([
    'reset',
    'not yet',
  ]);
  await notifications.close();
  expect(connections).toHaveLength(3);
});

test('a first connection that fails is the error of whoever listens, and the next try is a new one', async () => {
  const connect = vi
    .fn<() => Promise<ListeningClient>>()
    .mockRejectedValueOnce(new Error('refused'))
    .mockResolvedValue(new FakeConnection());
  const notifications = new Notifications({ connect, report: () => {}, retryDelayMs: () => 1 });
  await expect(notifications.listen('news', () => {})).rejects.toThrow('refused');
  await notifications.listen('news', () => {});
  await notifications.close();
});

test('only a plain identifier is a channel', async () => {
  const notifications = new Notifications({
    connect: async () => new FakeConnection(),
    report: () => {},
    retryDelayMs: () => 1,
  });
  await expect(notifications.listen('a; DROP TABLE b', () => {})).rejects.toThrow('not a channel name');
});

const SERVER_URL = process.env['SYNCGRANT_TEST_DATABASE_URL'];
test.skipIf(!SERVER_URL)(
  'on Postgres (SYNCGRANT_TEST_DATABASE_URL): a terminated connection comes back',
  async () => {
    const database = await openDatabase({ url: SERVER_URL ?? '' }, { report: () => {} });
    const heard = vi.fn();
    await database.listen('comeback', heard);
    await database.pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN comeback'",
    );
    await vi.waitFor(() => expect(heard.mock.calls).toEqual([[null]]), 5000);
    await database.notify('comeback', 'hello');
    await vi.waitFor(() => expect(heard.mock.calls).toEqual([[null], ['hello']]));
    await database.close();
  },
);
