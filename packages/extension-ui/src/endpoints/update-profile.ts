import { findPermissionById, planProfileChange, type PermissionName } from '@syncgrant/core';
import { updateProfile } from '@syncgrant/contracts';
import { otherProfileNames, readProfile, saveProfile } from '@syncgrant/store';
import { administer } from '../administration/administer.ts';
import { refusedPlan } from '../administration/refused-plan.ts';
import { itemDone, Refusal, unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

/** The whole change or nothing: profile, revision and audit entry commit together, or the refusal names what is wrong. */
export const updateProfileRoute = defineRoute(updateProfile, async ({ params, body, caller }, server) => {
  const [asked] = body.profiles;
  const known = await readProfile(caller.tenant, params.id);
  if (asked === undefined || known === null) return unknownId({ resource_path_index: 2 });
  const toggles = togglesOf(asked.permissions_details ?? []);
  if (toggles instanceof Refusal) return toggles;

  const change = { action: 'profile.update', subject: `profile ${known.profile.name}` };
  const done = await administer<null>(server, caller, change, async (tenant, actor, now) => {
    const entry = await readProfile(tenant, params.id);
    if (entry === null) return { refused: unknownId({ resource_path_index: 2 }) };
    const { profile } = entry;
    const plan = planProfileChange({
      actor,
      profile,
      change: { name: asked.name, description: asked.description, permissions: toggles },
      takenNames: await otherProfileNames(tenant, profile.id),
    });
    if (!plan.ok) {
      const turned = toggles.map(({ permission }) => permission);
      return { refused: refusedPlan(plan.refusal, 'profiles', { asked: turned }) };
    }
    const switched = [...plan.turnedOn, ...plan.turnedOff, ...plan.impliedOff];
    await saveProfile(tenant, plan.profile, { by: actor.userId, now, switched });
    return {
      before: told(profile, switched),
      after: told(plan.profile, switched),
      result: null,
    };
  });
  if (done instanceof Refusal) return done;
  return {
    profiles: [itemDone(params.id, 'profile updated successfully')],
  };
});

function togglesOf(
  details: readonly { readonly id: string; readonly enabled: boolean }[],
): readonly { readonly permission: PermissionName; readonly enabled: boolean }[] | Refusal {
  const toggles = details.map(({ id, enabled }) => ({ permission: findPermissionById(id)?.name, enabled }));
  const unknown = toggles.findIndex(({ permission }) => permission === undefined);
  if (unknown >= 0) {
    const json_path = `$.profiles[0].permissions_details[${unknown}].id`;
    return new Refusal(
      400,
      'INVALID_DATA',
      'Invalid permission ID',
      { api_name: 'id', json_path },
      'profiles',
    );
  }
  return toggles.flatMap(({ permission, enabled }) =>
    permission === undefined ? [] : [{ permission, enabled }],
  );
}

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
