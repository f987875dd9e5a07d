import { issueGrantCode, scopesCover } from '@syncgrant/contracts';
import { readApiClient } from '@syncgrant/store';
import { Refusal, Reply, unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';
import { issueCode } from '../oauth/issue-code.ts';

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
  const issued = await issueCode(deps, caller, {
    apiClientId: client.id,
    scopes,
    redirectUri,
    offline: true,
  });
  return new Reply(201, { code: issued.code, expiresAt: issued.expiresAt.toISOString() });
});
