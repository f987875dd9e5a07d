import { getOrg } from '@syncgrant/contracts';
import { defineRoute } from '../http/route.ts';

export const getOrgRoute = defineRoute(getOrg, async ({ caller: { tenant, facts } }) => {
  const { name, edition } = facts.organisation;
  const license_details = { paid: edition !== 'Free', paid_type: edition.toLowerCase() };
  const id = tenant.organisationId;
  return { org: [{ id, zgid: id, company_name: name, license_details }] };
});
