import { previewOrganisationUpdate } from '@syncgrant/contracts';
import { refusedEmptyAvailability } from '../administration/availability-plan.ts';
import { previewAvailability } from '../administration/preview-availability.ts';
import { defineRoute } from '../http/route.ts';

export const previewOrganisationUpdateRoute = defineRoute(
  previewOrganisationUpdate,
  async ({ body, caller }, server) =>
    refusedEmptyAvailability(body) ?? previewAvailability(server, caller, 'Crm_Implied_Manage_Users', body),
);
