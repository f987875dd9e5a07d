import { previewUserUpdate } from '@syncgrant/contracts';
import { readUser } from '@syncgrant/store';
import { previewChange } from '../administration/preview-change.ts';
import { planAccess } from '../administration/user-access.ts';
import { Refusal, unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const previewUserUpdateRoute = defineRoute(
  previewUserUpdate,
  async ({ params, body, caller }, server) =>
    previewChange(server, caller, async (tenant, actor, organisation) => {
      const user = await readUser(tenant, params.id);
      const [asked] = body.users;
      if (user === null || asked === undefined) return unknownId({ resource_path_index: 1 });
      const access = await planAccess(tenant, actor, user, asked);
      if (access instanceof Refusal) return access;
      const before = { organisation, profile: user.profile, active: user.status === 'active' };
      const after = { organisation, profile: access.profile, active: access.active };
      return { userId: user.id, shifts: [{ before, after }] };
    }),
);
