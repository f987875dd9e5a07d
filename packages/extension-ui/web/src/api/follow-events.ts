import { liveEventSchema, type LiveEvent } from '@syncgrant/contracts';

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;

/** The part of `EventSource` that is used. */
export interface EventStream {
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  close(): void;
}

export interface FollowParts {
  readonly open: () => EventStream;
  /** Runs `task` after `delayMs`; answers how to cancel it. */
  readonly schedule: (task: () => void, delayMs: number) => () => void;
  readonly onEvent: (event: LiveEvent) => void;
  /** `missed`: the connection was lost before, so that events may have been missed. */
  readonly onConnected: (missed: boolean) => void;
  readonly onLost: () => void;
}

/** Wait before the n-th attempt in a row to connect again; doubles up to half a minute. */
export const reconnectDelayMs = (attempt: number): number =>
  Math.min(FIRST_DELAY_MS * 2 ** Math.min(attempt, 10), LONGEST_DELAY_MS);

/**
 * Follows the server's events until stopped, connecting again whenever the stream ends. `EventSource` gives up
 * for good on an HTTP error, so each attempt is a new one. Events this version does not know are left out.
 */
export function followEvents(parts: FollowParts): () => void {
  let attempt = 0;
  let missed = false;
  let stopped = false;
  let stopCurrent = (): void => undefined;

  const connect = (): void => {
    const stream = parts.open();
    stopCurrent = () => stream.close();
    stream.addEventListener('open', () => {
      attempt = 0;
      parts.onConnected(missed);
    });
    stream.addEventListener('message', ({ data }) => {
      const event = readEvent(data);
      if (event) parts.onEvent(event);
    });
    stream.addEventListener('error', () => {
      stream.close();
      if (stopped) return;
      missed = true;
      parts.onLost();
      stopCurrent = parts.schedule(connect, reconnectDelayMs(attempt++));
    });
  };

  connect();
  return () => {
    stopped = true;
    stopCurrent();
  };
}

function readEvent(data: unknown): LiveEvent | undefined {
  try {
    return liveEventSchema.safeParse(JSON.parse(String(data))).data;
  } catch {
    return undefined;
  }
}
