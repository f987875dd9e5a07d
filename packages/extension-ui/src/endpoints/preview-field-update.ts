import { previewFieldUpdate } from '@syncgrant/contracts';
import { previewChange } from '../administration/preview-change.ts';
import { planFieldAccess } from '../administration/profile-plans.ts';
import { Refusal } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const previewFieldUpdateRoute = defineRoute(
  previewFieldUpdate,
  async ({ params, query, body, caller }, server) =>
    previewChange(server, caller, async (tenant, actor, organisation) => {
      const profiles = body.fields[0]?.profiles ?? [];
      const planned = await planFieldAccess(tenant, actor, { id: params.id, module: query.module, profiles });
      if (planned instanceof Refusal) return planned;
      return {
        shifts: planned.changes.map(({ before, after }) => ({
          before: { organisation, profile: before },
          after: { organisation, profile: after },
        })),
      };
    }),
);
