import { issueGrantCode, scopesCover } from '@syncgrant/contracts';
import { createGrantCode, readApiClient } from '@syncgrant/store';
import { Refusal, Reply, unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';
import { hashOf } from '../http/secret.ts';
import { newToken } from '../oauth/new-token.ts';

/** Long enough to carry a code from a page to a program. */
const CODE_LIFE_MS = 5 * 60_000;

export const issueGrantCodeRoute = defineRoute(issueGrantCode, async ({ params, body, caller }, { deps }) => {
  const client = await readApiClient(caller.tenant, params.id);
  if (client === null) return unknownId({ param_name: 'id' });
  const { scopes = client.scopes, redirectUri = null } = body;
  const beyond = scopes.findIndex((scope) => !scopesCover(client.scopes, scope));
  if (beyond >= 0) {
    const message = `${client.name} may not be allowed ${scopes[beyond]}.`;
    const details = { api_name: 'scopes', json_path: `$.scopes[${beyond}]` };
    return new Refusal(400, 'INVALID_DATA', message, details);
  }
  if (redirectUri !== null && !client.redirectUris.includes(redirectUri)) {
    const message = `${redirectUri} is not a registered address of ${client.name}.`;
    const details = { api_name: 'redirectUri', json_path: '$.redirectUri' };
    return new Refusal(400, 'INVALID_DATA', message, details);
  }
  const code = newToken(deps.randomBytes);
  const now = deps.engine.now();
  const expiresAt = new Date(now.getTime() + CODE_LIFE_MS);
  await createGrantCode(caller.tenant, {
    id: hashOf(code),
    apiClientId: client.id,
    userId: caller.facts.user.id,
    scopes,
    redirectUri,
    now,
    expiresAt,
  });
  return new Reply(201, { code, expiresAt: expiresAt.toISOString() });
});
