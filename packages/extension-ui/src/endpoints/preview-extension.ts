import { previewExtension } from '@syncgrant/contracts';
import { previewAvailability } from '../administration/preview-availability.ts';
import { defineRoute } from '../http/route.ts';

export const previewExtensionRoute = defineRoute(previewExtension, async ({ body, caller }, server) =>
  previewAvailability(server, caller, 'Crm_Implied_Customize_Zoho_CRM', { microsoftEnabled: body.enabled }),
);
