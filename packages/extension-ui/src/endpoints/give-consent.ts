import { decide } from '@syncgrant/core';
import { giveConsent } from '@syncgrant/contracts';
import { Refusal } from '../http/answer.ts';
import { refusedBy } from '../http/no-permission.ts';
import { defineRoute } from '../http/route.ts';
import { redirectWith } from '../oauth/consent-redirect.ts';
import { issueCode } from '../oauth/issue-code.ts';
import { readConsentRequest } from '../oauth/read-consent-request.ts';

/** To deny is open to everybody; to allow takes access by program, without which the code would open nothing. */
export const giveConsentRoute = defineRoute(giveConsent, async ({ body, caller }, { deps }) => {
  const asked = await readConsentRequest(caller.tenant, body.request);
  if (asked instanceof Refusal) return asked;
  if (asked.kind === 'refused') return { redirect: asked.redirect };
  const { client, redirectUri, scopes, offline, state } = asked;
  if (!body.allow) return { redirect: redirectWith(redirectUri, { error: 'access_denied', state }) };
  const permission = 'Crm_Implied_Api_Access';
  const refused = refusedBy(decide(caller.context, { kind: 'permission', permission }));
  if (refused !== null) return refused;
  const { code } = await issueCode(deps, caller, { apiClientId: client.id, scopes, redirectUri, offline });
  const location = caller.facts.organisation.dataCenter.toLowerCase();
  const answer = { code, state, location, 'accounts-server': deps.publicUrl };
  return { redirect: redirectWith(redirectUri, answer) };
});
