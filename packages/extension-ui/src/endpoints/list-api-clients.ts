import { listApiClients } from '@syncgrant/contracts';
import { listApiClients as clientsOf } from '@syncgrant/store';
import { defineRoute } from '../http/route.ts';
import { apiClientView } from '../oauth/api-client-view.ts';

export const listApiClientsRoute = defineRoute(listApiClients, async ({ caller }) => ({
  clients: (await clientsOf(caller.tenant)).map(apiClientView),
}));
