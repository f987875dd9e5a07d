import type { PermissionName } from '@syncgrant/core';
import { updateProfile } from '@syncgrant/contracts';
import { findProfile, saveProfile } from '@syncgrant/store';
import { administer } from '../administration/administer.ts';
import { planUpdate } from '../administration/profile-plans.ts';
import { itemDone, Refusal, unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

/** The whole change or nothing: profile, revision and audit entry commit together, or the refusal names what is wrong. */
export const updateProfileRoute = defineRoute(updateProfile, async ({ params, body, caller }, server) => {
  const known = await findProfile(caller.tenant, params.id);
  if (known === null) return unknownId({ resource_path_index: 2 });
  const change = { action: 'profile.update', subject: `profile ${known.name}` };
  const done = await administer<null>(server, caller, change, async (tenant, actor, now) => {
    const planned = await planUpdate(tenant, actor, params.id, body.profiles[0]);
    if (planned instanceof Refusal) return { refused: planned };
    const { before, plan } = planned;
    const switched = [...plan.turnedOn, ...plan.turnedOff, ...plan.impliedOff];
    await saveProfile(tenant, plan.profile, { by: actor.userId, now, switched });
    return { before: told(before, switched), after: told(plan.profile, switched), result: null };
  });
  if (done instanceof Refusal) return done;
  return {
    profiles: [itemDone(params.id, 'profile updated successfully')],
  };
});

/** What the audit log keeps: the names, and the switches that this change turned. */
const told = (
  profile: {
    readonly name: string;
    readonly description: string;
    readonly enabled: readonly PermissionName[];
  },
  switched: readonly PermissionName[],
) => ({
  name: profile.name,
  description: profile.description,
  permissions: Object.fromEntries(switched.map((name) => [name, profile.enabled.includes(name)])),
});
