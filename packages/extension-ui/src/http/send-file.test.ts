import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler } from 'express';
import { afterEach, expect, test } from 'vitest';
import { FileAnswer } from './answer.ts';
import { sendFile } from './send-file.ts';

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** Serves one file; answers where, and what went wrong. */
async function serve(pieces: FileAnswer['pieces']) {
  const errors: unknown[] = [];
  const keep: ErrorRequestHandler = (error, _, response, next) => {
    errors.push(error);
    next(response.headersSent ? error : undefined);
  };
  const app = express();
  app.set('env', 'test');
  app.get('/', (_, response) => sendFile(response, new FileAnswer('text/csv', 'list.csv', pieces)));
  app.use(keep);
  const server = app.listen(0);
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { errors, url: `http://localhost:${(server.address() as AddressInfo).port}` };
}

test('half a file is never taken for a whole one', async () => {
  const failure = new Error('the database went away');
  const { url, errors } = await serve(
    (async function* () {
      yield 'id\r\n';
      throw failure;
    })(),
  );
  const response = await fetch(url);
  await expect(response.text()).rejects.toThrow('terminated');
  expect(errors).toEqual([failure]);
});

test('nothing more is made for a browser that went away, and that is no failure', async () => {
  const ended = Promise.withResolvers<void>();
  const { url, errors } = await serve(
    (async function* () {
      try {
        for (;;) yield 'x'.repeat(100_000);
      } finally {
        ended.resolve();
      }
    })(),
  );
  const response = await fetch(url);
  await response.body?.cancel();
  await ended.promise;
  expect(errors).toEqual([]);
});
