import { decide } from '@syncgrant/core';
import { updateOrganisation } from '@syncgrant/contracts';
import { readOrganisation, setAvailability, type Organisation } from '@syncgrant/store';
import { administer } from '../administration/administer.ts';
import { Refusal, unknownId } from '../http/answer.ts';
import { noPermission } from '../http/no-permission.ts';
import { defineRoute } from '../http/route.ts';

/** A lesser edition or another data centre deletes nothing: what is no longer available pauses. */
export const updateOrganisationRoute = defineRoute(updateOrganisation, async ({ body, caller }, server) => {
  const { edition, dataCenter } = body;
  if (edition === undefined && dataCenter === undefined) {
    return new Refusal(400, 'MANDATORY_NOT_FOUND', 'Name an edition or a data centre.', {
      api_name: 'edition',
    });
  }
  const change = { action: 'organisation.update', subject: `organisation ${caller.facts.organisation.name}` };
  const done = await administer<Organisation>(server, caller, change, async (tenant, actor, now) => {
    const decision = decide(actor.context, { kind: 'permission', permission: 'Crm_Implied_Manage_Users' });
    if (!decision.granted) return { refused: noPermission(decision) };
    const before = await readOrganisation(tenant);
    if (before === null) return { refused: unknownId({}) };
    const after = { edition: edition ?? before.edition, dataCenter: dataCenter ?? before.dataCenter };
    await setAvailability(tenant, after, now);
    return {
      before: { edition: before.edition, dataCenter: before.dataCenter },
      after,
      result: { ...before, ...after, revision: before.revision + 1 },
    };
  });
  return done instanceof Refusal ? done : done.result;
});
