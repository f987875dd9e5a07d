import { decide } from '@syncgrant/core';
import { setExtension } from '@syncgrant/contracts';
import { readOrganisation, setAvailability } from '@syncgrant/store';
import { administer } from '../administration/administer.ts';
import { DONE, Refusal, unknownId } from '../http/answer.ts';
import { noPermission } from '../http/no-permission.ts';
import { defineRoute } from '../http/route.ts';

export const setExtensionRoute = defineRoute(setExtension, async ({ params, body, caller }, server) => {
  const change = { action: 'extension.set', subject: `extension ${params.id}` };
  const done = await administer<null>(server, caller, change, async (tenant, actor, now) => {
    const decision = decide(actor.context, {
      kind: 'permission',
      permission: 'Crm_Implied_Customize_Zoho_CRM',
    });
    if (!decision.granted) return { refused: noPermission(decision) };
    const before = await readOrganisation(tenant);
    if (before === null) return { refused: unknownId({ param_name: 'id' }) };
    await setAvailability(tenant, { microsoftEnabled: body.enabled }, now);
    return { before: { enabled: before.microsoftEnabled }, after: { enabled: body.enabled }, result: null };
  });
  return done instanceof Refusal ? done : DONE;
});
