import { createApiClient } from '@syncgrant/contracts';
import { countApiClients, createApiClient as create, readApiClient, type ApiClient } from '@syncgrant/store';
import { Refusal, Reply } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';
import { hashOf, newSecret } from '../http/secret.ts';
import { administerClients } from '../oauth/administer-clients.ts';
import { apiClientView } from '../oauth/api-client-view.ts';
import { newClientId } from '../oauth/new-token.ts';

/** How many programs one organisation registers. */
const MOST_CLIENTS = 100;

/** The secret is told once; only its hash is kept. */
export const createApiClientRoute = defineRoute(createApiClient, async ({ body, caller }, server) => {
  const { name, scopes, redirectUris } = body;
  const { randomBytes } = server.deps;
  const clientSecret = newSecret(randomBytes);
  const clientId = newClientId(randomBytes);
  const change = { action: 'api_client.create', subject: `API client ${name}` };
  const done = await administerClients<ApiClient>(server, caller, change, async (tenant, actor, now) => {
    if ((await countApiClients(tenant)) >= MOST_CLIENTS) return { refused: TOO_MANY };
    const given = { name, clientId, secretHash: hashOf(clientSecret), scopes, redirectUris };
    const id = await create(tenant, { ...given, createdBy: actor.userId, now });
    const client = id === null ? null : await readApiClient(tenant, id);
    if (client === null) return { refused: nameTaken(name) };
    return { before: null, after: { name, clientId, scopes, redirectUris }, result: client };
  });
  if (done instanceof Refusal) return done;
  return new Reply(201, { client: apiClientView(done.result), clientSecret });
});

const TOO_MANY = new Refusal(
  400,
  'LIMIT_EXCEEDED',
  `An organisation has at most ${MOST_CLIENTS} API clients.`,
  { limit: MOST_CLIENTS },
);

const nameTaken = (name: string): Refusal =>
  new Refusal(400, 'DUPLICATE_DATA', `There is an API client called ${name} already.`, {
    api_name: 'name',
    json_path: '$.name',
  });
