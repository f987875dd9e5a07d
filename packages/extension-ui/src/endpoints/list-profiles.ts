import { EDITIONS } from '@syncgrant/core';
import { listProfiles } from '@syncgrant/contracts';
import { listProfiles as profilesOf } from '@syncgrant/store';
import { profileSummary } from '../administration/profile-view.ts';
import { defineRoute } from '../http/route.ts';

/** All of them on one page: editions have few. */
export const listProfilesRoute = defineRoute(listProfiles, async ({ caller }) => {
  const profiles = (await profilesOf(caller.tenant)).map(profileSummary);
  const count = profiles.length;
  const license_limit = EDITIONS[caller.facts.organisation.edition].customProfiles;
  return {
    profiles,
    info: { page: 1, per_page: Math.max(count, 200), count, more_records: false, license_limit },
  };
});
