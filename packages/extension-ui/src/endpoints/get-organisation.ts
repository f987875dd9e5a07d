import { getOrganisation } from '@syncgrant/contracts';
import { readOrganisation } from '@syncgrant/store';
import { unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const getOrganisationRoute = defineRoute(
  getOrganisation,
  async ({ caller }) => (await readOrganisation(caller.tenant)) ?? unknownId({}),
);
