import { join } from 'node:path';
import { existsSync } from 'node:fs';
import express, { Router, type Request, type Response } from 'express';

/**
 * Addresses that are never pages, so that a program gets an error and not the client's start page. At `/oauth/v2/auth` users
 * are asked what they allow a program.
 */
const NO_PAGES = /^\/(?:api|crm|auth|oauth(?!\/v2\/auth$)|hooks|healthz|readyz|metrics)(?:\/|$)/;

const ONE_YEAR_MS = 365 * 24 * 3_600_000;

/**
 * The built client. Files under `assets` carry a hash of their content in their name and are kept for ever; everything
 * else is asked for anew. Every address that could be a page gets the start page, which knows where to go.
 */
export function webClient(webRoot: string): Router {
  const router = Router();
  router.use(
    '/assets',
    express.static(join(webRoot, 'assets'), { immutable: true, maxAge: ONE_YEAR_MS, index: false }),
  );
  router.use(
    express.static(webRoot, {
      index: false,
      setHeaders: (response) => response.set('cache-control', 'no-cache'),
    }),
  );
  router.use((request, response, next) => {
    if (isPage(request)) sendStartPage(response, webRoot);
    else next();
  });
  return router;
}

const isPage = ({ method, path }: Request): boolean =>
  (method === 'GET' || method === 'HEAD') && !NO_PAGES.test(path) && !/\.\w+$/.test(path);

function sendStartPage(response: Response, root: string): void {
  response.set('cache-control', 'no-cache');
  if (existsSync(join(root, 'index.html'))) response.sendFile('index.html', { root });
  else response.status(503).type('html').send(NOT_BUILT);
}

const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Syncgrant</title>
<h1>The web client has not been built</h1>
<p>Run <code>npm start</code>, which builds it, or build <code>packages/extension-ui/web</code> with Vite.</p>
</html>
`;
