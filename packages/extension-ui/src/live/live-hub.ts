import type { LiveEvent } from '@syncgrant/contracts';
import type { Unlisten } from '@syncgrant/store';
import {
  findSessionOfAnyOrganisation,
  GRANTS_CHANNEL,
  RECORDS_CHANNEL,
  SETUPS_CHANNEL,
} from '@syncgrant/store';
import { SESSION_LIFE } from '../http/caller.ts';
import type { WebServerDeps } from '../web-server-deps.ts';
import { parseNotice, type Notice } from './notice.ts';

/** An open page. */
export interface LivePage {
  readonly organisationId: string;
  readonly userId: string;
  readonly sessionId: string;
  /** Writes events, or only a sign of life when there is none. */
  send(events: readonly LiveEvent[]): void;
  close(): void;
}

export type Joining =
  | { readonly ok: true; readonly leave: () => void }
  | { readonly ok: false; readonly limit: number };

/** Tells open pages what to read again. */
export interface LiveHub {
  /** Begins to listen to the database. */
  start(): Promise<void>;
  join(page: LivePage): Joining;
  endSession(sessionId: string): void;
  stop(): Promise<void>;
}

const PAGES_PER_SESSION = 6;
const PAGES_IN_ALL = 2000;
/** Several changes within this time are told once. */
const GATHER_MS = 200;
const HEARTBEAT_MS = 25_000;

/**
 * One subscription of the process for all its pages. A page hears of its own organisation alone; after a lost connection
 * to the database every page is told to read everything again. Pages whose session has ended are closed: at once where the
 * session ends here or its user's grants change, otherwise with the next heartbeat.
 */
export function createLiveHub({ database, engine }: WebServerDeps): LiveHub {
  const { log } = engine;
  const pages = new Map<LivePage, Map<string, LiveEvent>>();
  const ears: Unlisten[] = [];
  let gathering: NodeJS.Timeout | undefined;
  let heartbeat: NodeJS.Timeout | undefined;

  const tell = (event: LiveEvent, whom: (page: LivePage) => boolean): void => {
    for (const [page, waiting] of pages) if (whom(page)) waiting.set(JSON.stringify(event), event);
    gathering ??= setTimeout(flush, GATHER_MS).unref();
  };

  const flush = (): void => {
    gathering = undefined;
    for (const [page, waiting] of pages) {
      if (waiting.size === 0) continue;
      page.send([...waiting.values()]);
      waiting.clear();
    }
  };

  const closeEnded = async (concerned: (page: LivePage) => boolean): Promise<void> => {
    const sessions = Map.groupBy([...pages.keys()].filter(concerned), ({ sessionId }) => sessionId);
    for (const [sessionId, open] of sessions) {
      const look = { now: engine.now(), idleMs: SESSION_LIFE.idleMs, touch: false };
      const session = await findSessionOfAnyOrganisation(engine.db, sessionId, look);
      if (session === null) for (const page of open) page.close();
    }
  };

  const inBackground = (work: Promise<void>): void => {
    work.catch((error: unknown) =>
      log.error({ err: error }, 'sessions of open pages could not be looked at'),
    );
  };

  const hear = (notice: Notice): void => {
    const inOrganisation = (page: LivePage) => page.organisationId === notice.organisationId;
    switch (notice.kind) {
      case 'grants':
        tell({ type: 'grants_changed' }, inOrganisation);
        return inBackground(closeEnded(inOrganisation));
      case 'setup':
        return tell(
          { type: 'setup_changed', module: notice.module },
          (page) => inOrganisation(page) && page.userId === notice.userId,
        );
      case 'records':
        return tell({ type: 'records_changed', module: notice.module }, inOrganisation);
    }
  };

  const listen = (kind: Notice['kind'], channel: string) =>
    database.listen(channel, (payload) => {
      if (payload === null) return tell({ type: 'grants_changed' }, () => true);
      const notice = parseNotice(kind, payload);
      if (notice === null) return log.warn({ channel }, 'a notification could not be read');
      hear(notice);
    });

  return {
    async start() {
      ears.push(await listen('grants', GRANTS_CHANNEL));
      ears.push(await listen('setup', SETUPS_CHANNEL));
      ears.push(await listen('records', RECORDS_CHANNEL));
      heartbeat = setInterval(() => {
        for (const page of pages.keys()) page.send([]);
        inBackground(closeEnded(() => true));
      }, HEARTBEAT_MS).unref();
    },
    join(page) {
      const ofSession = [...pages.keys()].filter(({ sessionId }) => sessionId === page.sessionId);
      if (ofSession.length >= PAGES_PER_SESSION) return { ok: false, limit: PAGES_PER_SESSION };
      if (pages.size >= PAGES_IN_ALL) return { ok: false, limit: PAGES_IN_ALL };
      pages.set(page, new Map());
      return { ok: true, leave: () => void pages.delete(page) };
    },
    endSession(sessionId) {
      for (const page of pages.keys()) if (page.sessionId === sessionId) page.close();
    },
    async stop() {
      clearTimeout(gathering);
      clearInterval(heartbeat);
      for (const page of pages.keys()) page.close();
      for (const unlisten of ears.splice(0)) await unlisten();
    },
  };
}
