export { createWebServer, type ListeningWebServer, type WebServer } from './create-web-server.ts';
export type { WebServerDeps } from './web-server-deps.ts';
/** What endpoints ask about records, for whoever measures it. */
export { ModuleDecisions } from './records/module-decisions.ts';
