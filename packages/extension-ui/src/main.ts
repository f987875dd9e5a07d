import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import {
  composeEngine,
  failingWith,
  inMicrosoftCloud,
  inviteFirstAdministrator,
  needVariables,
  openProductDatabase,
  reasonOf,
  runProcess,
  type Running,
} from '@syncgrant/agent';
import type { ProcessConfiguration } from '@syncgrant/contracts';
import { createWebServer } from './create-web-server.ts';

const WEB_ROOT = fileURLToPath(new URL('../web/dist', import.meta.url));

await runProcess({ start: startWebServer });

/** The web server alone, as one of several processes on the same Postgres. */
async function startWebServer(given: ProcessConfiguration, log: Logger): Promise<Running> {
  const configuration = needVariables(given, ['databaseUrl', 'microsoft', 'keys']);
  await using starting = new AsyncDisposableStack();
  const { database, db } = await openProductDatabase({ url: configuration.databaseUrl }, log);
  starting.defer(() => database.close());
  await inviteFirstAdministrator(db, configuration, log, new Date());
  const microsoft = inMicrosoftCloud(configuration.microsoft);
  const web = createWebServer({
    database,
    engine: composeEngine({
      db,
      microsoft,
      keys: configuration.keys,
      log,
      publicUrl: configuration.publicUrl,
    }),
    publicUrl: configuration.publicUrl,
    randomBytes: (size) => randomBytes(size),
    webRoot: WEB_ROOT,
  });
  const { port } = configuration;
  const listening = await failingWith(
    () => web.listen(port),
    (error) => `PORT: port ${port} cannot be used (${reasonOf(error)}). Set PORT to another port.`,
  );
  starting.defer(() => listening.close());
  log.info({ port: listening.port, publicUrl: configuration.publicUrl }, 'the web server listens');
  const started = starting.move();
  return { stop: () => started.disposeAsync() };
}
