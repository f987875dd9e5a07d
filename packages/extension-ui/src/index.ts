export { createWebServer, type ListeningWebServer, type WebServer } from './create-web-server.ts';
export type { WebServerDeps } from './web-server-deps.ts';
