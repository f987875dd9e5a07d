import { getProfile } from '@syncgrant/contracts';
import { readProfile } from '@syncgrant/store';
import { profileDetail } from '../administration/profile-view.ts';
import { unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const getProfileRoute = defineRoute(getProfile, async ({ params, caller }) => {
  const entry = await readProfile(caller.tenant, params.id);
  return entry === null ? unknownId({ resource_path_index: 2 }) : { profiles: [profileDetail(entry)] };
});
