import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import assert from 'node:assert';

export type Dispatch = <T>(start: () => Promise<T>) => Promise<T>;

/** Puts the token on a request, if it goes to the one origin that may have it. */
export function authenticate(
  accessToken: () => Promise<string>,
  graphOrigin: string,
  next: Middleware,
): Middleware {
  return {
    async execute(context) {
      assert(
        new URL(urlOf(context)).origin === new URL(graphOrigin).origin,
        'a request left the origin of Graph',
      );
      const headers = new Headers(context.options?.headers);
      headers.set('Authorization', `Bearer ${await accessToken()}`);
      context.options = { ...context.options, headers };
      await next.execute(context);
    },
  };
}

/**
 * Starts the request inside the gate. The token was fetched before, so that nothing is awaited between the gate's word
 * and the request's start. Nothing is retried and no redirect is followed: both would be requests without a gate.
 */
export function sendThrough(
  dispatch: Dispatch,
  send: (url: string, options: RequestInit) => Promise<Response>,
): Middleware {
  return {
    async execute(context) {
      const url = urlOf(context);
      context.response = await dispatch(() => send(url, { ...context.options, redirect: 'manual' }));
    },
  };
}

/** The Graph client wraps what a middleware throws in an error of its own; `thrown` gets the original. */
export function reportThrown(thrown: (error: unknown) => void, next: Middleware): Middleware {
  return {
    async execute(context) {
      try {
        await next.execute(context);
      } catch (error) {
        thrown(error);
        throw error;
      }
    },
  };
}

function urlOf(context: Context): string {
  assert(typeof context.request === 'string', 'the Graph client makes requests from URLs');
  return context.request;
}
