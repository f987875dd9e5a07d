import { revokeApiClient } from '@syncgrant/contracts';
import { deleteApiClient, readApiClient } from '@syncgrant/store';
import { DONE, Refusal, unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';
import { administerClients } from '../oauth/administer-clients.ts';

export const revokeApiClientRoute = defineRoute(revokeApiClient, async ({ params, caller }, server) => {
  const unknown = unknownId({ param_name: 'id' });
  const known = await readApiClient(caller.tenant, params.id);
  if (known === null) return unknown;
  const change = { action: 'api_client.revoke', subject: `API client ${known.name}` };
  const done = await administerClients<null>(server, caller, change, async (tenant) => {
    const client = await readApiClient(tenant, params.id);
    if (client === null) return { refused: unknown };
    await deleteApiClient(tenant, client.id);
    const { name, clientId, scopes, authorizationCount } = client;
    return { before: { name, clientId, scopes, authorizationCount }, after: null, result: null };
  });
  return done instanceof Refusal ? done : DONE;
});
