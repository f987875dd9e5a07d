import { updateOrganisation } from '@syncgrant/contracts';
import { setAvailability, type Organisation } from '@syncgrant/store';
import { administer } from '../administration/administer.ts';
import { planAvailability, refusedEmptyAvailability } from '../administration/availability-plan.ts';
import { Refusal } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

/** A lesser edition or another data centre deletes nothing: what is no longer available pauses. */
export const updateOrganisationRoute = defineRoute(updateOrganisation, async ({ body, caller }, server) => {
  const refused = refusedEmptyAvailability(body);
  if (refused !== null) return refused;
  const change = { action: 'organisation.update', subject: `organisation ${caller.facts.organisation.name}` };
  const done = await administer<Organisation>(server, caller, change, async (tenant, actor, now) => {
    const planned = await planAvailability(tenant, actor, 'Crm_Implied_Manage_Users', body);
    if (planned instanceof Refusal) return { refused: planned };
    const { before } = planned;
    const { edition, dataCenter } = planned.after;
    const after = { edition, dataCenter };
    await setAvailability(tenant, after, now);
    return {
      before: { edition: before.edition, dataCenter: before.dataCenter },
      after,
      result: { ...before, ...after, revision: before.revision + 1 },
    };
  });
  return done instanceof Refusal ? done : done.result;
});
