import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import type { User } from '../model/rows.ts';
import type { Store } from '../model/store.ts';

const FILES = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/mailbox/style.css': ['style.css', 'text/css; charset=utf-8'],
  '/mailbox/app.js': ['app.js', 'text/javascript; charset=utf-8'],
  '/mailbox/dom.js': ['dom.js', 'text/javascript; charset=utf-8'],
  '/mailbox/graph.js': ['graph.js', 'text/javascript; charset=utf-8'],
  '/mailbox/calendar.js': ['calendar.js', 'text/javascript; charset=utf-8'],
  '/mailbox/contacts.js': ['contacts.js', 'text/javascript; charset=utf-8'],
  '/mailbox/tasks.js': ['tasks.js', 'text/javascript; charset=utf-8'],
} as const;

/**
 * The mailbox page: a small mail client over the emulated mailboxes. It speaks Graph through `/mailbox/{oid}/v1.0`, which
 * needs no token and is neither logged nor hit by faults; its changes are changes like any other.
 */
export function mailboxApp(store: Store, graphAs: (user: User, request: Request) => Promise<Response>): Hono {
  const app = new Hono();
  for (const [path, [file, type]] of Object.entries(FILES)) {
    const content = readFileSync(new URL(`client/${file}`, import.meta.url), 'utf8');
    app.get(path, (c) =>
      c.body(content, 200, {
        'content-type': type,
        'content-security-policy': POLICY,
        'cache-control': 'no-cache',
      }),
    );
  }
  app.get('/favicon.ico', (c) => c.body(null, 204));
  app.get('/mailbox/version', (c) => c.json({ version: store.seq }));
  app.get('/mailbox/users', (c) =>
    c.json(
      store
        .all('user')
        .filter((user) => user.mailbox)
        .map(({ id, upn, displayName, timeZone }) => ({ id, upn, displayName, timeZone })),
    ),
  );
  app.all('/mailbox/:oid/v1.0/*', async (c) => {
    const site = c.req.header('sec-fetch-site') ?? 'same-origin';
    const user = store.get('user', c.req.param('oid'));
    if (!user || !['same-origin', 'none'].includes(site))
      return c.json({ error: { message: 'There is no such mailbox.' } }, 404);
    const url = new URL(c.req.url);
    url.pathname = url.pathname.replace(/^\/mailbox\/[^/]+/, '');
    return graphAs(user, new Request(url, c.req.raw));
  });
  return app;
}

const POLICY =
  "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
