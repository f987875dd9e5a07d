import { CATALOGUE, decide } from '@syncgrant/core';
import { getSession } from '@syncgrant/contracts';
import { isSignedIn, NOT_SIGNED_IN } from '../http/caller.ts';
import { defineRoute } from '../http/route.ts';

export const getSessionRoute = defineRoute(getSession, async ({ caller }) => {
  if (!isSignedIn(caller)) return NOT_SIGNED_IN;
  const { user, profile, organisation } = caller.facts;
  return {
    user: {
      id: user.id,
      fullName: user.fullName,
      email: user.email,
      timeZone: user.timeZone,
      profile: { id: profile.id, name: profile.name, kind: profile.kind },
    },
    organisation: {
      id: caller.tenant.organisationId,
      name: organisation.name,
      edition: organisation.edition,
      dataCenter: organisation.dataCenter,
    },
    csrfToken: caller.session.csrfToken,
    permissions: CATALOGUE.permissions
      .map(({ name }) => name)
      .filter((permission) => decide(caller.context, { kind: 'permission', permission }).granted),
  };
});
