import { planProfileClone } from '@syncgrant/core';
import { cloneProfile } from '@syncgrant/contracts';
import { countCustomProfiles, insertProfile, otherProfileNames, readProfile } from '@syncgrant/store';
import { administer } from '../administration/administer.ts';
import { refusedPlan } from '../administration/refused-plan.ts';
import { itemDone, Refusal, Reply, unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const cloneProfileRoute = defineRoute(cloneProfile, async ({ params, body, caller }, server) => {
  const [asked] = body.profiles;
  if (asked === undefined) return unknownId({});
  const change = { action: 'profile.clone', subject: `profile ${asked.name}` };
  const done = await administer<string>(server, caller, change, async (tenant, actor, now) => {
    const source = await readProfile(tenant, params.id);
    if (source === null) return { refused: unknownId({ resource_path_index: 2 }) };
    const plan = planProfileClone({
      actor,
      source: source.profile,
      id: '',
      name: asked.name,
      description: asked.description ?? '',
      takenNames: await otherProfileNames(tenant, null),
      customProfileCount: await countCustomProfiles(tenant),
    });
    if (!plan.ok) return { refused: refusedPlan(plan.refusal, 'profiles') };
    const id = await insertProfile(tenant, plan.profile, { by: actor.userId, now });
    return { before: null, after: { name: plan.profile.name, clonedFrom: source.profile.name }, result: id };
  });
  if (done instanceof Refusal) return done;
  return new Reply(201, {
    profiles: [itemDone(done.result, 'profile created successfully')],
  });
});
