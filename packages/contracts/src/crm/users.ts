import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';
import { nothing } from '../nothing.ts';

const named = z.object({ id: idSchema, name: z.string() });

const userSchema = z.object({
  id: idSchema,
  full_name: z.string(),
  first_name: z.string().nullable(),
  last_name: z.string(),
  email: z.string(),
  status: z.enum(['active', 'disabled', 'deleted']),
  confirm: z.boolean(),
  time_zone: z.string(),
  profile: named,
  /** Whether a Microsoft sync is set up. */
  microsoft: z.boolean(),
});

export type User = z.infer<typeof userSchema>;

export const listUsers = defineEndpoint({
  id: 'listUsers',
  summary: 'The users of the organisation',
  method: 'GET',
  path: '/crm/v8/users',
  access: { kind: 'permission', permission: 'Crm_Implied_Manage_Users' },
  params: nothing,
  query: z.strictObject({
    type: z.enum(['AllUsers', 'ActiveUsers', 'DeactiveUsers']).default('AllUsers'),
    page: z.coerce.number().int().min(1).max(10_000).default(1),
    per_page: z.coerce.number().int().min(1).max(200).default(200),
  }),
  body: nothing,
  response: z.object({
    users: z.array(userSchema),
    info: z.object({ page: z.number(), per_page: z.number(), count: z.number(), more_records: z.boolean() }),
  }),
});

export const updateUser = defineEndpoint({
  id: 'updateUser',
  summary: 'Assign a profile, activate or deactivate',
  method: 'PUT',
  path: '/crm/v8/users/:id',
  access: { kind: 'permission', permission: 'Crm_Implied_Manage_Users' },
  params: z.strictObject({ id: idSchema }),
  query: nothing,
  body: z.strictObject({
    users: z
      .array(
        z.strictObject({
          profile: z.strictObject({ id: idSchema }).optional(),
          status: z.enum(['active', 'inactive']).optional(),
        }),
      )
      .length(1),
  }),
  response: z.object({
    users: z
      .array(
        z.object({
          code: z.literal('SUCCESS'),
          details: z.object({ id: idSchema }),
          message: z.string(),
          status: z.literal('success'),
        }),
      )
      .length(1),
  }),
});
