import { listExtensions, MICROSOFT_EXTENSION } from '@syncgrant/contracts';
import { defineRoute } from '../http/route.ts';

export const listExtensionsRoute = defineRoute(listExtensions, async ({ caller }) => ({
  extensions: [{ ...MICROSOFT_EXTENSION, enabled: caller.facts.organisation.microsoftEnabled }],
}));
