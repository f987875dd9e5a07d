import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';
import { nothing } from '../nothing.ts';
import {
  named,
  reference,
  settingAnswers,
  settingDescription,
  settingItems,
  settingName,
} from './setting-items.ts';

/**
 * Roles say who reports to whom. Grants rest on profiles; only permissions that are narrowed to subordinates look at roles.
 */
const MANAGE_ROLES = { kind: 'permission', permission: 'Crm_Implied_Manage_Roles' } as const;

const roleSchema = z.object({
  id: idSchema,
  name: z.string(),
  display_label: z.string(),
  api_name: z.string(),
  description: z.string().nullable(),
  reporting_to: named.nullable(),
  forecast_manager: z.null(),
  share_with_peers: z.boolean(),
  /** Whether it is the root. */
  admin_user: z.boolean(),
  created_by__s: named.nullable(),
  modified_by__s: named.nullable(),
  created_time__s: z.string(),
  modified_time__s: z.string(),
});

export type Role = z.infer<typeof roleSchema>;

/** What may be said of a role; `reporting_to` is the role above it. */
const change = {
  description: settingDescription.optional(),
  reporting_to: reference.nullable().optional(),
  share_with_peers: z.boolean().optional(),
};
const changedRole = z.strictObject({ ...change, name: settingName.optional() });
const oneRole = z.strictObject({ id: idSchema });
const answered = z.object({ roles: settingAnswers });

export const listRoles = defineEndpoint({
  id: 'listRoles',
  summary: 'The roles of the organisation, the root first',
  method: 'GET',
  path: '/crm/v8/settings/roles',
  access: MANAGE_ROLES,
  params: nothing,
  query: nothing,
  body: nothing,
  response: z.object({ roles: z.array(roleSchema) }),
});

export const getRole = defineEndpoint({
  id: 'getRole',
  summary: 'One role',
  method: 'GET',
  path: '/crm/v8/settings/roles/:id',
  access: MANAGE_ROLES,
  params: oneRole,
  query: nothing,
  body: nothing,
  response: z.object({ roles: z.array(roleSchema).length(1) }),
});

export const createRoles = defineEndpoint({
  id: 'createRoles',
  summary: 'Make roles; one that does not say to whom it reports reports to the root',
  method: 'POST',
  path: '/crm/v8/settings/roles',
  access: MANAGE_ROLES,
  params: nothing,
  query: nothing,
  body: z.strictObject({ roles: settingItems(z.strictObject({ ...change, name: settingName })) }),
  response: answered,
});

export const updateRoles = defineEndpoint({
  id: 'updateRoles',
  summary: 'Rename or describe roles, or have them report to another one; each by itself',
  method: 'PUT',
  path: '/crm/v8/settings/roles',
  access: MANAGE_ROLES,
  params: nothing,
  query: nothing,
  body: z.strictObject({ roles: settingItems(changedRole.extend({ id: idSchema })) }),
  response: answered,
});

export const updateRole = defineEndpoint({
  id: 'updateRole',
  summary: 'Rename or describe a role, or have it report to another one',
  method: 'PUT',
  path: '/crm/v8/settings/roles/:id',
  access: MANAGE_ROLES,
  params: oneRole,
  query: nothing,
  body: z.strictObject({ roles: z.array(changedRole).length(1) }),
  response: answered,
});

export const deleteRole = defineEndpoint({
  id: 'deleteRole',
  summary:
    'Delete a role; its users get the one named by transfer_to_id, and roles below it report to that one',
  method: 'DELETE',
  path: '/crm/v8/settings/roles/:id',
  access: MANAGE_ROLES,
  params: oneRole,
  query: z.strictObject({ transfer_to_id: idSchema.optional() }),
  body: nothing,
  response: answered,
});
