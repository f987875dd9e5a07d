import { setExtension } from '@syncgrant/contracts';
import { setAvailability } from '@syncgrant/store';
import { administer } from '../administration/administer.ts';
import { planAvailability } from '../administration/availability-plan.ts';
import { DONE, Refusal } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const setExtensionRoute = defineRoute(setExtension, async ({ params, body, caller }, server) => {
  const change = { action: 'extension.set', subject: `extension ${params.id}` };
  const done = await administer<null>(server, caller, change, async (tenant, actor, now) => {
    const planned = await planAvailability(tenant, actor, 'Crm_Implied_Customize_Zoho_CRM', {
      microsoftEnabled: body.enabled,
    });
    if (planned instanceof Refusal) return { refused: planned };
    await setAvailability(tenant, { microsoftEnabled: body.enabled }, now);
    const before = { enabled: planned.before.microsoftEnabled };
    return { before, after: { enabled: body.enabled }, result: null };
  });
  return done instanceof Refusal ? done : DONE;
});
