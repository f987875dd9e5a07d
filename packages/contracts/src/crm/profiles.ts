import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';
import { nothing } from '../nothing.ts';
import { named, settingDescription, settingName } from './setting-items.ts';

const MANAGE_PROFILES = { kind: 'permission', permission: 'Crm_Implied_Manage_Profiles' } as const;

const profileSummarySchema = z.object({
  id: idSchema,
  name: z.string(),
  display_label: z.string(),
  description: z.string().nullable(),
  custom: z.boolean(),
  type: z.enum(['system_profile', 'normal_profile']),
  created_time: z.string().nullable(),
  modified_time: z.string().nullable(),
  created_by: named.nullable(),
  modified_by: named.nullable(),
  /** How many active users have it; beyond Zoho's own answer. */
  users_count: z.number(),
});

const profileSchema = profileSummarySchema.extend({
  permissions_details: z.array(
    z.object({
      id: idSchema,
      name: z.string(),
      display_label: z.string(),
      module: z.string().nullable(),
      customizable: z.boolean(),
      enabled: z.boolean(),
      parent_permissions: z.array(idSchema).nullable(),
    }),
  ),
  sections: z.array(
    z.object({
      name: z.string(),
      categories: z.array(
        z.object({
          name: z.string(),
          display_label: z.string(),
          module: z.string().optional(),
          permissions_details: z.array(idSchema),
        }),
      ),
    }),
  ),
});

const success = z.object({
  code: z.literal('SUCCESS'),
  details: z.object({ id: idSchema }),
  message: z.string(),
  status: z.literal('success'),
});

export type ProfileSummary = z.infer<typeof profileSummarySchema>;
export type ProfileDetail = z.infer<typeof profileSchema>;

export const listProfiles = defineEndpoint({
  id: 'listProfiles',
  summary: 'All profiles of the organisation',
  method: 'GET',
  path: '/crm/v8/settings/profiles',
  access: MANAGE_PROFILES,
  params: nothing,
  query: z.strictObject({
    type: z.enum(['system_profile', 'normal_profile']).optional(),
    /** Taken from programs that ask; there are no lite profiles. */
    include_lite_profile: z.enum(['true', 'false']).optional(),
    page: z.coerce.number().int().min(1).max(10_000).default(1),
    per_page: z.coerce.number().int().min(1).max(200).default(200),
  }),
  body: nothing,
  response: z.object({
    profiles: z.array(profileSummarySchema),
    info: z.object({
      page: z.number(),
      per_page: z.number(),
      count: z.number(),
      more_records: z.boolean(),
      license_limit: z.number(),
    }),
  }),
});

export const getProfile = defineEndpoint({
  id: 'getProfile',
  summary: 'One profile with its permissions and sections',
  method: 'GET',
  path: '/crm/v8/settings/profiles/:id',
  access: MANAGE_PROFILES,
  params: z.strictObject({ id: idSchema }),
  query: nothing,
  body: nothing,
  response: z.object({ profiles: z.array(profileSchema).length(1) }),
});

export const cloneProfile = defineEndpoint({
  id: 'cloneProfile',
  summary: 'Make a custom profile from another; the only way to make one',
  method: 'POST',
  path: '/crm/v8/settings/profiles/:id/actions/clone',
  access: MANAGE_PROFILES,
  params: z.strictObject({ id: idSchema }),
  query: nothing,
  body: z.strictObject({
    profiles: z
      .array(z.strictObject({ name: settingName, description: settingDescription.optional() }))
      .length(1),
  }),
  response: z.object({ profiles: z.array(success).length(1) }),
});

export const updateProfile = defineEndpoint({
  id: 'updateProfile',
  summary: 'Rename, describe, or switch permissions on and off',
  method: 'PUT',
  path: '/crm/v8/settings/profiles/:id',
  access: MANAGE_PROFILES,
  params: z.strictObject({ id: idSchema }),
  query: nothing,
  body: z.strictObject({
    profiles: z
      .array(
        z.strictObject({
          name: settingName.optional(),
          description: settingDescription.optional(),
          permissions_details: z
            .array(z.strictObject({ id: idSchema, enabled: z.boolean() }))
            .max(2000)
            .optional(),
        }),
      )
      .length(1),
  }),
  response: z.object({ profiles: z.array(success).length(1) }),
});

export const deleteProfile = defineEndpoint({
  id: 'deleteProfile',
  summary: 'Delete a custom profile; its users get the one named by transfer_to',
  method: 'DELETE',
  path: '/crm/v8/settings/profiles/:id',
  access: MANAGE_PROFILES,
  params: z.strictObject({ id: idSchema }),
  query: z.strictObject({ transfer_to: idSchema.optional() }),
  body: nothing,
  response: success,
});
