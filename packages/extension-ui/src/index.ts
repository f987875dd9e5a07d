export { createWebServer, type ListeningWebServer, type WebServer } from './create-web-server.ts';
export type { WebServerDeps } from './web-server-deps.ts';
/** What endpoints ask about records, for whoever measures it. */
export { mayRead, mayWrite } from './records/field-access.ts';
export { decideAction, decideFunction } from './records/module-access.ts';
