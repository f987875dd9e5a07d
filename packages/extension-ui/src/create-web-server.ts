import assert from 'node:assert/strict';
import { createServer, type Server as HttpServer } from 'node:http';
import express, { type Express } from 'express';
import { ENDPOINTS } from '@syncgrant/contracts';
import { ROUTES } from './endpoints/index.ts';
import { unexpectedFailure, unknownAddress } from './http/failures.ts';
import { health } from './http/health.ts';
import type { Server } from './http/route.ts';
import { assertComplete, routing } from './http/routing.ts';
import { securityHeaders } from './http/security-headers.ts';
import { webClient } from './http/web-client.ts';
import { graphHook } from './hooks/graph-hook.ts';
import { eventStream } from './live/event-stream.ts';
import { createLiveHub } from './live/live-hub.ts';
import { oauthRoutes } from './oauth/oauth-routes.ts';
import { authRoutes } from './sign-in/auth-routes.ts';
import type { WebServerDeps } from './web-server-deps.ts';

export interface ListeningWebServer {
  readonly port: number;
  /** Ends open pages, lets running requests finish for a while, then ends them. */
  close(): Promise<void>;
}

export interface WebServer {
  readonly app: Express;
  /** Port 0 takes any free one. */
  listen(port: number): Promise<ListeningWebServer>;
}

const CLOSE_WITHIN_MS = 5000;

/** Sign-in, the API, the Zoho dialect, live events and the built client. Every contract has its handler, or this throws. */
export function createWebServer(deps: WebServerDeps): WebServer {
  assertComplete(ROUTES, ENDPOINTS);
  const server: Server = { deps, live: createLiveHub(deps) };
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  // This server speaks http, so with an https address there is one proxy in front, which knows the client's address.
  app.set('trust proxy', deps.publicUrl.startsWith('https:') ? 1 : false);
  app.use(securityHeaders(deps.publicUrl));
  app.use(health(deps));
  app.use(authRoutes(deps));
  app.use(oauthRoutes(deps));
  app.use(graphHook(deps));
  app.get('/api/events', eventStream(server));
  app.use(routing(ROUTES, server));
  app.use(webClient(deps.webRoot));
  app.use(unknownAddress);
  app.use(unexpectedFailure(deps));

  return {
    app,
    async listen(port) {
      await server.live.start();
      const http = createServer(app);
      await new Promise<void>((resolve, reject) => {
        http.once('error', reject);
        http.listen(port, resolve);
      });
      return {
        port: portOf(http),
        async close() {
          await server.live.stop();
          const closed = new Promise<void>((resolve) => http.close(() => resolve()));
          http.closeIdleConnections();
          const overdue = setTimeout(() => http.closeAllConnections(), CLOSE_WITHIN_MS);
          await closed.finally(() => clearTimeout(overdue));
        },
      };
    },
  };
}

function portOf(http: HttpServer): number {
  const address = http.address();
  assert(typeof address === 'object' && address !== null, 'a server that listens on TCP has a port');
  return address.port;
}
