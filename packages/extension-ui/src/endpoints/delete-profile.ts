import { deleteProfile } from '@syncgrant/contracts';
import { deleteProfile as remove, findProfile } from '@syncgrant/store';
import { administer } from '../administration/administer.ts';
import { planDeletion } from '../administration/profile-plans.ts';
import { itemDone, Refusal, unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const deleteProfileRoute = defineRoute(deleteProfile, async ({ params, query, caller }, server) => {
  const known = await findProfile(caller.tenant, params.id);
  if (known === null) return unknownId({ resource_path_index: 2 });
  const change = { action: 'profile.delete', subject: `profile ${known.name}` };
  const done = await administer<null>(server, caller, change, async (tenant, actor, now) => {
    const planned = await planDeletion(tenant, actor, params.id, query.transfer_to);
    if (planned instanceof Refusal) return { refused: planned };
    const { profile, transferTo, userCount } = planned;
    await remove(tenant, params.id, transferTo?.id ?? null, now);
    return {
      before: { name: profile.name, permissions: profile.enabled, users: userCount },
      after: transferTo === null ? null : { usersTransferredTo: transferTo.name },
      result: null,
    };
  });
  return done instanceof Refusal ? done : itemDone(params.id, 'Profile deleted');
});
