import { z } from 'zod';
import { SETUP_STATES } from '@syncgrant/core';
import { deleteProfile, updateProfile } from '../crm/profiles.ts';
import { updateField } from '../crm/fields.ts';
import { updateUser } from '../crm/users.ts';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';
import { syncModuleSchema } from '../modules.ts';
import { nothing } from '../nothing.ts';
import { setExtension } from './marketplace.ts';
import { updateOrganisation } from './organisation.ts';

/**
 * What a change of grants would do, before it is made. Each endpoint takes what the change itself takes, refuses what the
 * change would refuse, and changes nothing.
 */

/** How many people are told by name; of the others there are the counts. */
export const MOST_NAMED_USERS = 50;

const named = z.object({ id: idSchema, name: z.string() });

const permissionSchema = z.object({
  id: idSchema,
  name: z.string(),
  label: z.string(),
  /** It narrows what its holder may do ("Subordinates only"): it is lost by being switched on. */
  restriction: z.boolean(),
});

/** What can be done with a module's records: on pages, or by a function in which overrides count. */
const rightSchema = z.object({
  action: z.enum(['view', 'create', 'edit', 'delete']),
  /** `null` for the CRM's own pages. */
  via: z.enum(['sheet', 'import', 'export']).nullable(),
});

const fieldAccessSchema = z.enum(['read_write', 'read_only', 'hidden']);

const grantSchema = z.object({
  granted: z.boolean(),
  /** The deciding rule's code, and its sentence. */
  reason: z.string(),
  message: z.string(),
});

const syncChangeSchema = z.object({
  module: syncModuleSchema,
  /** `changes`: it may run before and after, with other effects. `stays_refused`: for another reason. */
  change: z.enum(['lost', 'gained', 'changes', 'stays_refused']),
  before: grantSchema,
  after: grantSchema,
  /** What a granted sync may do to CRM records from now on, and what no more. */
  effects: z.object({
    gained: z.array(z.enum(['create', 'edit', 'delete'])),
    lost: z.array(z.enum(['create', 'edit', 'delete'])),
  }),
});

const setupChangeSchema = z.object({
  module: syncModuleSchema,
  effect: z.enum(['pauses', 'resumes', 'stays_paused']),
  from: z.enum(SETUP_STATES),
  to: z.enum(SETUP_STATES),
  /** Of the state afterwards: a stable code, and one sentence for an administrator. */
  reason: z.string(),
  message: z.string(),
});

/** What the users of one profile gain and lose. Only what is effective counts: by parents and overrides. */
const profileImpactSchema = z.object({
  /** The profile that the users have now and the one they have then; the same where the profile itself changes. */
  from: named,
  to: named,
  /** Users who are active before or after the change. */
  userCount: z.number(),
  permissions: z.object({ gained: z.array(permissionSchema), lost: z.array(permissionSchema) }),
  modules: z.array(
    z.object({
      module: z.string(),
      label: z.string(),
      gained: z.array(rightSchema),
      lost: z.array(rightSchema),
    }),
  ),
  fields: z.array(
    z.object({
      module: z.string(),
      moduleLabel: z.string(),
      field: z.string(),
      label: z.string(),
      before: fieldAccessSchema,
      after: fieldAccessSchema,
      /** In sheets and imports, where Import and Sheet View together open read-only fields. */
      inRows: z.object({ before: fieldAccessSchema, after: fieldAccessSchema }),
    }),
  ),
  syncs: z.array(syncChangeSchema),
});

const impactSchema = z.object({
  /** How many active users gain or lose something. */
  userCount: z.number(),
  /** One entry for each profile of which the users gain or lose something. */
  profiles: z.array(profileImpactSchema),
  /** What becomes of the syncs that people have enabled. */
  setups: z.object({
    pausing: z.number(),
    resuming: z.number(),
    /** All that change, counted by what happens to them. */
    changes: z.array(setupChangeSchema.extend({ count: z.number() })),
    /** Whose syncs they are: the first of them by name. */
    users: z.array(named.extend({ setups: z.array(setupChangeSchema) })).max(MOST_NAMED_USERS),
    /** Whether there are more of them than are named. */
    more: z.boolean(),
  }),
});

export type Impact = z.infer<typeof impactSchema>;
export type ProfileImpact = z.infer<typeof profileImpactSchema>;
export type SetupChange = z.infer<typeof setupChangeSchema>;

export const previewProfileUpdate = defineEndpoint({
  id: 'previewProfileUpdate',
  summary: 'What an update of a profile would do to its users and their syncs',
  method: 'POST',
  path: '/api/profiles/:id/impact',
  access: updateProfile.access,
  params: updateProfile.params,
  query: nothing,
  body: updateProfile.body,
  response: impactSchema,
});

export const previewProfileDeletion = defineEndpoint({
  id: 'previewProfileDeletion',
  summary: 'What the deletion of a profile would do to the users who get another one',
  method: 'POST',
  path: '/api/profiles/:id/deletion-impact',
  access: deleteProfile.access,
  params: deleteProfile.params,
  query: nothing,
  body: deleteProfile.query,
  response: impactSchema,
});

export const previewFieldUpdate = defineEndpoint({
  id: 'previewFieldUpdate',
  summary: 'What other field access would do to the users of the profiles',
  method: 'POST',
  path: '/api/fields/:id/impact',
  access: updateField.access,
  params: updateField.params,
  query: updateField.query,
  body: updateField.body,
  response: impactSchema,
});

export const previewUserUpdate = defineEndpoint({
  id: 'previewUserUpdate',
  summary: 'What another profile or status would do to a user and their syncs',
  method: 'POST',
  path: '/api/users/:id/impact',
  access: { kind: 'permission', permission: 'Crm_Implied_Manage_Users' },
  params: updateUser.params,
  query: nothing,
  body: updateUser.body,
  response: impactSchema,
});

export const previewOrganisationUpdate = defineEndpoint({
  id: 'previewOrganisationUpdate',
  summary: 'What another edition or data centre would do to syncs',
  method: 'POST',
  path: '/api/organisation/impact',
  access: updateOrganisation.access,
  params: nothing,
  query: nothing,
  body: updateOrganisation.body,
  response: impactSchema,
});

export const previewExtension = defineEndpoint({
  id: 'previewExtension',
  summary: 'What switching an extension on or off would do to syncs',
  method: 'POST',
  path: '/api/extensions/:id/impact',
  access: setExtension.access,
  params: setExtension.params,
  query: nothing,
  body: setExtension.body,
  response: impactSchema,
});
