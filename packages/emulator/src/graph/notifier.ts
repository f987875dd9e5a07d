import { changeKey } from '../model/ids.ts';
import { Refusal } from '../model/refusal.ts';
import type { Kind, Rows, Subscription } from '../model/rows.ts';
import type { ChangeType, Store } from '../model/store.ts';
import { watched } from './watched-resource.ts';

/** How long an endpoint may take to answer. */
const ANSWER_MS = 10_000;

/** A notification that is not taken is sent again after these times, then dropped. */
const RETRY_MS = [500, 2_000, 10_000];

export type LifecycleEvent = 'missed' | 'reauthorizationRequired' | 'subscriptionRemoved';

interface NotifierOptions {
  readonly store: Store;
  readonly now: () => number;
  /** Sends a request to a subscriber. */
  readonly deliver: (request: Request) => Promise<Response>;
}

/** Tells subscribers of changes: at least once, in no order that can be relied on, echoes of their own writes included. */
export class Notifier {
  readonly #options: NotifierOptions;
  readonly #stopped = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(options: NotifierOptions) {
    this.#options = options;
    options.store.onChange((row, change) => this.#changed(row, change));
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** Gives up what is under way. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.settled();
  }

  /** The handshake: the endpoint must answer with the token it was sent. Throws a Refusal otherwise. */
  async validate(address: string, token: string): Promise<void> {
    const url = new URL(address);
    url.searchParams.set('validationToken', token);
    const headers = { 'content-type': 'text/plain; charset=utf-8' };
    const answer = await this.#send(new Request(url, { method: 'POST', headers }));
    const isPlain = answer?.headers.get('content-type')?.startsWith('text/plain') === true;
    if (answer?.status !== 200 || !isPlain || (await answer.text()) !== token) {
      throw new Refusal(
        400,
        'ValidationError',
        'Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request.',
      );
    }
  }

  /** Sends a lifecycle notification to the subscriptions of a mailbox that ask for them. To Do has but one of them. */
  lifecycle(mailbox: string, lifecycleEvent: LifecycleEvent): void {
    const { store } = this.#options;
    const affected = store
      .all('subscription')
      .filter((row) => row.mailbox === mailbox)
      .filter(
        ({ resource }) => lifecycleEvent === 'reauthorizationRequired' || !resource.startsWith('todo/'),
      );
    for (const subscription of affected) {
      if (lifecycleEvent === 'subscriptionRemoved') store.remove('subscription', subscription.id);
      if (subscription.lifecycleNotificationUrl === null) continue;
      this.#start(subscription.lifecycleNotificationUrl, { ...this.#common(subscription), lifecycleEvent });
    }
  }

  #changed(row: Rows[Kind], change: ChangeType): void {
    const item = watched(row);
    if (!item) return;
    const { store, now } = this.#options;
    for (const subscription of store.all('subscription')) {
      if (subscription.mailbox !== item.mailbox || subscription.expiresAt <= now()) continue;
      if (!item.paths.includes(subscription.resource) || !subscription.changeType.split(',').includes(change))
        continue;
      const resource = `Users/${item.mailbox}/${item.path}/${row.id}`;
      this.#start(subscription.notificationUrl, {
        ...this.#common(subscription),
        changeType: change,
        resource,
        resourceData: {
          '@odata.type': item.type,
          '@odata.id': resource,
          '@odata.etag': `W/"${changeKey(row.id, row.seq)}"`,
          id: row.id,
        },
      });
    }
  }

  #common(subscription: Subscription) {
    return {
      subscriptionId: subscription.id,
      subscriptionExpirationDateTime: new Date(subscription.expiresAt).toISOString(),
      tenantId: this.#options.store.get('user', subscription.mailbox)?.tenantId,
      ...(subscription.clientState === null ? {} : { clientState: subscription.clientState }),
    };
  }

  #start(address: string, notification: unknown): void {
    const run = this.#notify(address, notification).finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  /** Waits a turn first, so that the change is answered (and journalled) before the subscriber hears of it. */
  async #notify(address: string, notification: unknown): Promise<void> {
    for (const delay of [0, ...RETRY_MS]) {
      await this.#sleep(delay);
      if (this.#stopped.signal.aborted) return;
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ value: [notification] });
      const answer = await this.#send(new Request(address, { method: 'POST', headers, body }));
      await answer?.body?.cancel();
      if (answer?.ok) return;
    }
  }

  /** The answer of a subscriber; undefined if there was none in time. */
  async #send(request: Request): Promise<Response | undefined> {
    const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(ANSWER_MS)]);
    try {
      return await this.#options.deliver(new Request(request, { signal }));
    } catch {
      // Whatever went wrong there, the subscriber did not answer.
      return undefined;
    }
  }

  #sleep(delay: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, delay);
      this.#stopped.signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
    });
  }
}
