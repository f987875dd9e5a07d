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
  role: named,
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
  access: { kind: 'signed_in' },
  params: nothing,
  query: z.strictObject({
    /** `CurrentUser` is open to everybody, the others to who manages users. */
    type: z
      .enum([
        'AllUsers',
        'ActiveUsers',
        'DeactiveUsers',
        'DeletedUsers',
        'ConfirmedUsers',
        'NotConfirmedUsers',
        'ActiveConfirmedUsers',
        'AdminUsers',
        'ActiveConfirmedAdmins',
        'CurrentUser',
      ])
      .default('AllUsers'),
    page: z.coerce.number().int().min(1).max(10_000).default(1),
    per_page: z.coerce.number().int().min(1).max(200).default(200),
  }),
  body: nothing,
  response: z.object({
    users: z.array(userSchema),
    info: z.object({ page: z.number(), per_page: z.number(), count: z.number(), more_records: z.boolean() }),
  }),
});

export const getUser = defineEndpoint({
  id: 'getUser',
  summary: 'One user: oneself, or for who manages users anybody',
  method: 'GET',
  path: '/crm/v8/users/:id',
  access: { kind: 'signed_in' },
  params: z.strictObject({ id: idSchema }),
  query: nothing,
  body: nothing,
  response: z.object({ users: z.array(userSchema).length(1) }),
});

const answered = z.object({
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
});

export const createUser = defineEndpoint({
  id: 'createUser',
  summary: 'Invite a user: the first sign-in under the address accepts',
  method: 'POST',
  path: '/crm/v8/users',
  access: { kind: 'permission', permission: 'Crm_Implied_Manage_Users' },
  params: nothing,
  query: nothing,
  body: z.strictObject({
    users: z
      .array(
        z.strictObject({
          first_name: z.string().trim().max(40).optional(),
          last_name: z.string().trim().min(1).max(80),
          email: z.email().max(100),
          profile: z.strictObject({ id: idSchema }),
          time_zone: z.string().refine(isTimeZone, 'must be an IANA time zone').default('UTC'),
        }),
      )
      .length(1),
  }),
  response: answered,
});

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

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
  response: answered,
});
