import { previewProfileDeletion } from '@syncgrant/contracts';
import { previewChange } from '../administration/preview-change.ts';
import { planDeletion } from '../administration/profile-plans.ts';
import { Refusal } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const previewProfileDeletionRoute = defineRoute(
  previewProfileDeletion,
  async ({ params, body, caller }, server) =>
    previewChange(server, caller, async (tenant, actor, organisation) => {
      const planned = await planDeletion(tenant, actor, params.id, body.transfer_to);
      if (planned instanceof Refusal) return planned;
      const { profile, transferTo } = planned;
      // Without anybody to transfer nobody has the profile.
      if (transferTo === null) return { shifts: [] };
      return {
        shifts: [{ before: { organisation, profile }, after: { organisation, profile: transferTo } }],
      };
    }),
);
