import * as apiClients from './api/api-clients.ts';
import * as authorizations from './api/authorizations.ts';
import * as consent from './api/consent.ts';
import * as impact from './api/impact.ts';
import * as marketplace from './api/marketplace.ts';
import * as organisation from './api/organisation.ts';
import * as people from './api/people.ts';
import * as session from './api/session.ts';
import * as copies from './api/copies.ts';
import * as setups from './api/setups.ts';
import * as syncHealth from './api/sync-health.ts';
import * as exports from './crm/exports.ts';
import * as attachments from './crm/attachments.ts';
import * as conversion from './crm/conversion.ts';
import * as fields from './crm/fields.ts';
import * as forecasts from './crm/forecasts.ts';
import * as invitations from './crm/invitations.ts';
import * as merging from './crm/merging.ts';
import * as imports from './crm/imports.ts';
import * as moduleMetadata from './crm/module-metadata.ts';
import * as org from './crm/org.ts';
import * as photos from './crm/photos.ts';
import * as profiles from './crm/profiles.ts';
import * as recordActions from './crm/record-actions.ts';
import * as recordCopies from './crm/record-copies.ts';
import * as occurrences from './crm/occurrences.ts';
import * as recordNotes from './crm/record-notes.ts';
import * as records from './crm/records.ts';
import * as roles from './crm/roles.ts';
import * as userGroups from './crm/user-groups.ts';
import * as sheet from './crm/sheet.ts';
import * as users from './crm/users.ts';
import type { Endpoint } from './endpoint.ts';

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value;

/** Every endpoint of the product, for the server's routes, the API document and tests that go through all of them. */
export const ENDPOINTS: readonly Endpoint[] = [
  session,
  marketplace,
  setups,
  copies,
  syncHealth,
  organisation,
  impact,
  people,
  apiClients,
  authorizations,
  consent,
  profiles,
  users,
  roles,
  userGroups,
  org,
  exports,
  imports,
  records,
  recordActions,
  recordCopies,
  occurrences,
  recordNotes,
  conversion,
  invitations,
  merging,
  sheet,
  fields,
  moduleMetadata,
  attachments,
  photos,
  forecasts,
]
  .flatMap((module) => Object.values<unknown>(module))
  .filter(isEndpoint);
