import type { JWK } from 'jose';
import { type Behaviour, BehaviourSwitches } from './behaviour.ts';
import { Clock } from './control/clock.ts';
import { controlApp } from './control/control-app.ts';
import { type Fault, Faults, type FaultInput } from './control/faults.ts';
import { type LogEntry, RequestLog } from './control/request-log.ts';
import { Throttle } from './control/throttle.ts';
import { Traffic } from './control/traffic.ts';
import type { Registration } from './entra/directory.ts';
import { entraApp } from './entra/entra-app.ts';
import { sealingKey, signingKeys } from './entra/keys.ts';
import { TokenTrouble } from './entra/token-trouble.ts';
import { graphHandler } from './graph/graph-app.ts';
import { Notifier } from './graph/notifier.ts';
import { subscriptionRoutes } from './graph/subscription-routes.ts';
import { openStore } from './model/journal.ts';
import { type MailEntry, MailLog } from './model/mail-log.ts';
import { Replication } from './model/replication.ts';
import type { World } from './model/world.ts';
import { mailboxApp } from './page/mailbox-app.ts';
import { type EmulatorSeed, applySeed } from './seed.ts';
import { type Listening, listen } from './server.ts';

export interface EmulatorOptions {
  /** Where the emulator is reached, e.g. `http://localhost:4100`; links and issuers begin with it. */
  readonly origin: string;
  readonly now: () => Date;
  /** Applications known to every tenant. */
  readonly registrations: readonly Registration[];
  /** What ids are made of: the same calls on the same seed give the same ids. */
  readonly seed?: string;
  /** With a `login_hint`, `/authorize` answers at once and consents by itself; the pages are skipped. */
  readonly autoConsent?: boolean;
  /** Where changes are kept across restarts. Without it, state lives in memory. */
  readonly journalFile?: string;
  /** Each HTTP request waits this long before it is worked on. */
  readonly latencyMs?: number;
  /** A private RSA key as a JWK; without one a key is made (and kept in the journal). */
  readonly signingKey?: JWK;
  readonly behaviour?: Partial<Behaviour>;
  /** Sends change notifications to their subscribers; `fetch` unless given. */
  readonly deliver?: (request: Request) => Promise<Response>;
}

export interface Emulator {
  /** Answers a request without a socket. Throws `ConnectionLost` where a fault cuts the connection. */
  fetch(request: Request): Promise<Response>;
  /** Serves HTTP. Port 0 takes a free one. */
  listen(port: number, host?: string): Promise<Listening>;
  /** Forgets everything but the signing key: tenants, mailboxes, consents, logs and faults. */
  reset(): void;
  /** Adds tenants, users and items. Throws for a seed that is wrong. */
  seed(seed: EmulatorSeed): void;
  /** What was asked, oldest first. */
  readonly log: readonly LogEntry[];
  /** The mails Exchange would have sent, oldest first. */
  readonly mailLog: readonly MailEntry[];
  /** Adds faults for coming requests. */
  addFaults(faults: readonly FaultInput[]): void;
  readonly faults: readonly Fault[];
  /** Whether there is no user yet. */
  readonly isEmpty: boolean;
  /** Resolves when no change notification is under way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Makes an emulated Entra ID and Microsoft Graph, empty or with what its journal holds. */
export function createEmulator(options: EmulatorOptions): Emulator {
  const { origin, registrations } = options;
  const store = openStore(options.seed ?? 'emulator', options.journalFile);
  sealingKey(store);
  const clock = new Clock(options.now);
  const log = new RequestLog();
  const faults = new Faults();
  const switches = new BehaviourSwitches(options.behaviour);
  const replication = new Replication(store, clock.now, () => switches.current);
  const world: World = {
    store,
    replication,
    mail: new MailLog(),
    now: clock.now,
    get behaviour() {
      return switches.current;
    },
  };
  const trouble = new TokenTrouble();
  const throttle = new Throttle(clock.now, () => switches.current);
  const traffic = new Traffic(log, faults, throttle, clock.now);
  const tokens = { store, origin, now: clock.now, signingKey: signingKeys(store, options.signingKey) };

  const seed = (input: EmulatorSeed) => {
    applySeed(
      world,
      registrations.map(({ clientId }) => clientId),
      input,
    );
    store.flush();
  };
  const reset = () => {
    store.clear();
    world.mail.clear();
    log.clear();
    faults.clear();
    clock.shift(0);
    switches.reset();
    throttle.reset();
    trouble.clear();
    store.flush();
  };
  const notifier = new Notifier({ store, now: clock.now, deliver: options.deliver ?? globalThis.fetch });
  const graph = graphHandler({ world, tokens, traffic, routes: subscriptionRoutes(notifier) });
  const page = mailboxApp(store, graph.answerAs);
  const autoConsent = options.autoConsent ?? false;
  const entra = entraApp({ ...tokens, registrations, autoConsent, trouble });
  const control = controlApp({ world, clock, log, faults, notifier, switches, trouble, reset, seed });

  const route = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/v1.0/')) return graph.answer(request);
    if (['/', '/favicon.ico'].includes(pathname) || pathname.startsWith('/mailbox/'))
      return page.fetch(request);
    if (pathname.startsWith('/_emulator/')) return control.fetch(request);
    return traffic.pass({ request, user: undefined, batchId: null, limits: null }, async () =>
      entra.fetch(request),
    );
  };
  const fetch = async (request: Request): Promise<Response> => {
    if (options.latencyMs) await new Promise((resolve) => setTimeout(resolve, options.latencyMs));
    try {
      return await route(request);
    } finally {
      // Before any answer leaves, what it acknowledges is in the journal.
      store.flush();
    }
  };
  const servers: Listening[] = [];
  return {
    fetch,
    listen: async (port, host = '127.0.0.1') => {
      const server = await listen(fetch, port, host);
      servers.push(server);
      return server;
    },
    reset,
    seed,
    get log() {
      return log.entries;
    },
    get mailLog() {
      return world.mail.entries;
    },
    addFaults: (added) => faults.add(added),
    get faults() {
      return faults.waiting;
    },
    get isEmpty() {
      return store.all('user').length === 0;
    },
    settled: () => notifier.settled(),
    close: async () => {
      await notifier.stop();
      await Promise.all(servers.map((server) => server.close()));
      store.close();
    },
  };
}
