import { previewProfileUpdate } from '@syncgrant/contracts';
import { previewChange } from '../administration/preview-change.ts';
import { planUpdate } from '../administration/profile-plans.ts';
import { Refusal } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const previewProfileUpdateRoute = defineRoute(
  previewProfileUpdate,
  async ({ params, body, caller }, server) =>
    previewChange(server, caller, async (tenant, actor, organisation) => {
      const planned = await planUpdate(tenant, actor, params.id, body.profiles[0]);
      if (planned instanceof Refusal) return planned;
      const { before, plan } = planned;
      return {
        shifts: [
          { before: { organisation, profile: before }, after: { organisation, profile: plan.profile } },
        ],
      };
    }),
);
