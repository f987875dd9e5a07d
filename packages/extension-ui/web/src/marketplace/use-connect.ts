import { connectSetup } from '@syncgrant/contracts';
import type { SyncModule } from '@syncgrant/core';
import { useChange } from '../api/use-api.ts';

/** Enable and Reconnect: asks for Microsoft's sign-in page and goes there in this tab. */
export function useConnect(module: SyncModule) {
  const connect = useChange(connectSetup, {
    refreshes: [],
    onSuccess: ({ authorizationUrl }) => window.location.assign(authorizationUrl),
  });
  return {
    connect: () => connect.mutate({ params: { module } }),
    // Busy until the browser has left for Microsoft.
    busy: connect.isPending || connect.isSuccess,
  };
}
