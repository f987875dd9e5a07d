import type { LiveEvent } from '@syncgrant/contracts';
import { beforeEach, expect, test } from 'vitest';
import { followEvents, reconnectDelayMs, type EventStream } from './follow-events.ts';

class Stream implements EventStream {
  readonly #target = new EventTarget();
  closed = false;

  addEventListener(type: string, listener: (event: never) => void): void {
    this.#target.addEventListener(type, listener as EventListener);
  }
  close(): void {
    this.closed = true;
  }
  say(data: string): void {
    this.#target.dispatchEvent(new MessageEvent('message', { data }));
  }
  happen(type: 'open' | 'error'): void {
    this.#target.dispatchEvent(new Event(type));
  }
}

let streams: Stream[];
let waiting: { readonly task: () => void; readonly delayMs: number; cancelled: boolean }[];
let heard: LiveEvent[];
let connections: string[];
let stop: () => void;

const latest = (): Stream => streams.at(-1)!;

beforeEach(() => {
  [streams, waiting, heard, connections] = [[], [], [], []];
  stop = followEvents({
    open: () => {
      streams.push(new Stream());
      return latest();
    },
    schedule: (task, delayMs) => {
      const entry = { task, delayMs, cancelled: false };
      waiting.push(entry);
      return () => {
        entry.cancelled = true;
      };
    },
    onEvent: (event) => heard.push(event),
    onConnected: (missed) => connections.push(missed ? 'again' : 'first'),
    onLost: () => connections.push('lost'),
  });
});

test('events are passed on; what is not understood is left out', () => {
  latest().say('{"type":"grants_changed"}');
  latest().say('{"type":"of_a_later_version"}');
  latest().say('no json');
  expect(heard).toEqual([{ type: 'grants_changed' }]);
});

test('a lost stream is opened again, and the page is told that it may have missed something', () => {
  latest().happen('open');
  latest().happen('error');
  expect(streams[0]?.closed).toBe(true);
  waiting[0]?.task();
  latest().happen('open');
  expect(connections).toEqual(['first', 'lost', 'again']);
});

test('attempts in a row come further and further apart, and a success starts over', () => {
  for (let attempt = 0; attempt < 3; attempt++) {
    latest().happen('error');
    waiting.at(-1)?.task();
  }
  latest().happen('open');
  latest().happen('error');
  expect(waiting.map(({ delayMs }) => delayMs)).toEqual([1_000, 2_000, 4_000, 1_000]);
  expect(reconnectDelayMs(1_000)).toBe(30_000);
});

test('once stopped, nothing is opened any more', () => {
  latest().happen('error');
  stop();
  expect(waiting[0]?.cancelled).toBe(true);
});
