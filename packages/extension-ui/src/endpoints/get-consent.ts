import { decide, explain } from '@syncgrant/core';
import { getConsent } from '@syncgrant/contracts';
import { Refusal } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';
import { readConsentRequest } from '../oauth/read-consent-request.ts';

export const getConsentRoute = defineRoute(getConsent, async ({ query, caller }) => {
  const asked = await readConsentRequest(caller.tenant, query);
  if (asked instanceof Refusal || asked.kind === 'refused') return asked;
  const { client, redirectUri, scopes, offline } = asked;
  const access = decide(caller.context, { kind: 'permission', permission: 'Crm_Implied_Api_Access' });
  return {
    kind: 'asked' as const,
    program: client.name,
    redirectUri,
    scopes: [...scopes],
    offline,
    barred: access.granted ? null : explain(access, 'subject').message,
  };
});
