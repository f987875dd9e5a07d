import { getSession } from '@syncgrant/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { followEvents } from './follow-events.ts';
import { isAffected } from './live-event-queries.ts';

/** Keeps what is on the page as fresh as the server; answers whether the server can be heard. */
export function useLiveUpdates(): { readonly connected: boolean } {
  const client = useQueryClient();
  const [connected, setConnected] = useState(true);

  useEffect(
    () =>
      followEvents({
        open: () => new EventSource('/api/events'),
        schedule: (task, delayMs) => {
          const timer = window.setTimeout(task, delayMs);
          return () => window.clearTimeout(timer);
        },
        onEvent: (event) =>
          void client.invalidateQueries({ predicate: ({ queryKey }) => isAffected(event, queryKey) }),
        onConnected: (missed) => {
          setConnected(true);
          if (missed) void client.invalidateQueries();
        },
        onLost: () => {
          setConnected(false);
          // The session may be what ended.
          void client.invalidateQueries({ queryKey: [getSession.id] });
        },
      }),
    [client],
  );

  return { connected };
}
