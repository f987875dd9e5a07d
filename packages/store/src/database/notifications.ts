import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PgNotification, PgResult } from './pg-pool-like.ts';

/**
 * Gets what was announced on a channel. `null` says that the connection was lost and is back: whatever was announced meanwhile is
 * unknown, so look again.
 */
export type NotificationHandler = (payload: string | null) => void;

/** Ends one subscription. */
export type Unlisten = () => Promise<void>;

/** A connection that LISTENs: a `pg.Client`, or a client of the PGlite pool. */
export interface ListeningClient {
  query(text: string): Promise<PgResult<unknown>>;
  on(event: 'notification', listener: (notification: PgNotification) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  end(): Promise<void>;
}

export interface NotificationsOptions {
  readonly connect: () => Promise<ListeningClient>;
  /** Told of lost connections and of handlers that throw. */
  readonly report: (problem: Error) => void;
  /** The wait before each attempt to connect again. */
  readonly retryDelayMs: (attempt: number) => number;
}

const CHANNEL_NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/** All subscriptions of a process, over one connection that is opened with the first and opened again when it breaks. */
export class Notifications {
  readonly #options: NotificationsOptions;
  readonly #handlers = new Map<string, Set<NotificationHandler>>();
  readonly #closing = new AbortController();
  #client: Promise<ListeningClient> | undefined;
  #reconnecting: Promise<void> | undefined;

  constructor(options: NotificationsOptions) {
    this.#options = options;
  }

  /** Resolves once notifications sent from now on arrive. */
  async listen(channel: string, handler: NotificationHandler): Promise<Unlisten> {
    assert(CHANNEL_NAME.test(channel), `not a channel name: ${channel}`);
    assert(!this.#closing.signal.aborted, 'the database is closed');
    const handlers = this.#handlers.get(channel) ?? new Set();
    this.#handlers.set(channel, handlers.add(handler));
    const unlisten = async () => {
      handlers.delete(handler);
      if (handlers.size > 0 || this.#handlers.get(channel) !== handlers) return;
      this.#handlers.delete(channel);
      if (this.#client && !this.#closing.signal.aborted)
        await (await this.#client).query(`UNLISTEN ${channel}`);
    };
    try {
      await this.#reconnecting;
      this.#client ??= this.#connect();
      await (await this.#client).query(`LISTEN ${channel}`);
      return unlisten;
    } catch (error) {
      handlers.delete(handler);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#handlers.clear();
    await this.#reconnecting;
    const client = await this.#client?.catch(() => undefined);
    await client?.end();
  }

  async #connect(): Promise<ListeningClient> {
    try {
      const client = await this.#options.connect();
      client.on('notification', ({ channel, payload }) => this.#deliver(channel, payload ?? ''));
      client.on('error', (error) => this.#options.report(error));
      client.on('end', () => this.#lost());
      return client;
    } catch (error) {
      this.#client = undefined;
      throw error;
    }
  }

  #lost(): void {
    if (this.#closing.signal.aborted) return;
    this.#client = undefined;
    this.#reconnecting ??= this.#reconnect().finally(() => (this.#reconnecting = undefined));
  }

  /** Tries until the connection is back or the database is closed. */
  async #reconnect(): Promise<void> {
    for (let attempt = 0; !this.#closing.signal.aborted; attempt += 1) {
      await sleep(this.#options.retryDelayMs(attempt), undefined, { signal: this.#closing.signal }).catch(
        () => {},
      );
      if (this.#closing.signal.aborted) return;
      let client: ListeningClient | undefined;
      try {
        client = await this.#connect();
        for (const channel of this.#handlers.keys()) await client.query(`LISTEN ${channel}`);
        this.#client = Promise.resolve(client);
        for (const channel of this.#handlers.keys()) this.#deliver(channel, null);
        return;
      } catch (error) {
        this.#options.report(new Error('listening for notifications failed, trying again', { cause: error }));
        await client?.end().catch(this.#options.report);
      }
    }
  }

  #deliver(channel: string, payload: string | null): void {
    for (const handler of this.#handlers.get(channel) ?? []) {
      try {
        handler(payload);
      } catch (error) {
        this.#options.report(new Error(`a handler of ${channel} failed`, { cause: error }));
      }
    }
  }
}
