import { planProfileDeletion } from '@syncgrant/core';
import { deleteProfile } from '@syncgrant/contracts';
import { countUsersOfProfile, deleteProfile as remove, readProfile } from '@syncgrant/store';
import { administer } from '../administration/administer.ts';
import { refusedPlan } from '../administration/refused-plan.ts';
import { itemDone, Refusal, unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const deleteProfileRoute = defineRoute(deleteProfile, async ({ params, query, caller }, server) => {
  const known = await readProfile(caller.tenant, params.id);
  if (known === null) return unknownId({ resource_path_index: 2 });
  const change = { action: 'profile.delete', subject: `profile ${known.profile.name}` };
  const done = await administer<null>(server, caller, change, async (tenant, actor, now) => {
    const entry = await readProfile(tenant, params.id);
    if (entry === null) return { refused: unknownId({ resource_path_index: 2 }) };
    const transfer = query.transfer_to === undefined ? null : await readProfile(tenant, query.transfer_to);
    if (query.transfer_to !== undefined && transfer === null) {
      return { refused: unknownId({ param_name: 'transfer_to' }) };
    }
    const userCount = await countUsersOfProfile(tenant, params.id);
    const plan = planProfileDeletion({
      actor,
      profile: entry.profile,
      userCount,
      transferTo: transfer?.profile,
    });
    if (!plan.ok) return { refused: refusedPlan(plan.refusal, 'profiles', { deletes: true }) };
    await remove(tenant, params.id, transfer?.profile.id ?? null, now);
    return {
      before: { name: entry.profile.name, permissions: entry.profile.enabled, users: userCount },
      after: transfer === null ? null : { usersTransferredTo: transfer.profile.name },
      result: null,
    };
  });
  return done instanceof Refusal ? done : itemDone(params.id, 'Profile deleted');
});
