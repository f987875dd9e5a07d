import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';
import { nothing } from '../nothing.ts';

/** Roles are read only: grants rest on profiles alone, and every user has the one role there is. */
const READ_ROLES = { kind: 'permission', permission: 'Crm_Implied_Manage_Roles' } as const;

const roleSchema = z.object({
  id: idSchema,
  name: z.string(),
  display_label: z.string(),
  api_name: z.string(),
  description: z.string().nullable(),
  reporting_to: z.object({ id: idSchema, name: z.string() }).nullable(),
  share_with_peers: z.boolean(),
  admin_user: z.boolean(),
});

export type Role = z.infer<typeof roleSchema>;

export const listRoles = defineEndpoint({
  id: 'listRoles',
  summary: 'The roles of the organisation',
  method: 'GET',
  path: '/crm/v8/settings/roles',
  access: READ_ROLES,
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
  access: READ_ROLES,
  params: z.strictObject({ id: idSchema }),
  query: nothing,
  body: nothing,
  response: z.object({ roles: z.array(roleSchema).length(1) }),
});
