import { EDITIONS } from '@syncgrant/core';
import { listProfiles } from '@syncgrant/contracts';
import { listProfiles as profilesOf } from '@syncgrant/store';
import { profileSummary } from '../administration/profile-view.ts';
import { NO_CONTENT } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

/** Editions have few profiles, so all are read and a page of them is answered. */
export const listProfilesRoute = defineRoute(listProfiles, async ({ query, caller }) => {
  const { page, per_page, type } = query;
  const all = (await profilesOf(caller.tenant))
    .map(profileSummary)
    .filter((profile) => type === undefined || profile.type === type);
  const end = page * per_page;
  const profiles = all.slice(end - per_page, end);
  if (profiles.length === 0) return NO_CONTENT;
  const license_limit = EDITIONS[caller.facts.organisation.edition].customProfiles;
  const more_records = all.length > end;
  return { profiles, info: { page, per_page, count: profiles.length, more_records, license_limit } };
});
