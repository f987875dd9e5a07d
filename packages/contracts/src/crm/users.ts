import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { file } from '../file.ts';
import { idSchema } from '../id.ts';
import { nothing } from '../nothing.ts';
import { idListSchema } from './record-shapes.ts';
import { named, reference, settingAnswers, settingItems } from './setting-items.ts';

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

const MANAGE_USERS = { kind: 'permission', permission: 'Crm_Implied_Manage_Users' } as const;

const typeSchema = z
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
  .default('AllUsers');

export type UserType = z.infer<typeof typeSchema>;

/**
 * Details of others are for who manages users or has View Users Information; List Subordinates only narrows them to those who
 * report to the caller. `CurrentUser` is open to everybody.
 */
export const listUsers = defineEndpoint({
  id: 'listUsers',
  summary: 'The users of the organisation',
  method: 'GET',
  path: '/crm/v8/users',
  access: { kind: 'signed_in' },
  params: nothing,
  query: z.strictObject({
    type: typeSchema,
    ids: idListSchema.optional(),
    page: z.coerce.number().int().min(1).max(10_000).default(1),
    per_page: z.coerce.number().int().min(1).max(200).default(200),
  }),
  body: nothing,
  response: z.object({
    users: z.array(userSchema),
    info: z.object({ page: z.number(), per_page: z.number(), count: z.number(), more_records: z.boolean() }),
  }),
});

export const countUsers = defineEndpoint({
  id: 'countUsers',
  summary: 'How many users a list would hold',
  method: 'GET',
  path: '/crm/v8/users/actions/count',
  access: { kind: 'signed_in' },
  params: nothing,
  query: z.strictObject({ type: typeSchema }),
  body: nothing,
  response: z.object({ count: z.number() }),
});

export const exportUsers = defineEndpoint({
  id: 'exportUsers',
  summary: 'The users of the organisation as a CSV file',
  method: 'GET',
  path: '/crm/v8/users/actions/export',
  access: { kind: 'permission', permission: 'Crm_Implied_Export_Users' },
  params: nothing,
  query: z.strictObject({ type: typeSchema }),
  body: nothing,
  response: file,
});

export const getUser = defineEndpoint({
  id: 'getUser',
  summary: 'One user: oneself, or whom a list would hold',
  method: 'GET',
  path: '/crm/v8/users/:id',
  access: { kind: 'signed_in' },
  params: z.strictObject({ id: idSchema }),
  query: nothing,
  body: nothing,
  response: z.object({ users: z.array(userSchema).length(1) }),
});

const answered = z.object({ users: settingAnswers });

export const createUser = defineEndpoint({
  id: 'createUser',
  summary: 'Invite a user: the first sign-in under the address accepts',
  method: 'POST',
  path: '/crm/v8/users',
  access: MANAGE_USERS,
  params: nothing,
  query: nothing,
  body: z.strictObject({
    users: z
      .array(
        z.strictObject({
          first_name: z.string().trim().max(40).optional(),
          last_name: z.string().trim().min(1).max(80),
          email: z.email().max(100),
          profile: reference,
          /** The root when none is named. */
          role: reference.optional(),
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

const changedUser = z.strictObject({
  profile: reference.optional(),
  role: reference.optional(),
  status: z.enum(['active', 'inactive']).optional(),
});

export const updateUser = defineEndpoint({
  id: 'updateUser',
  summary: 'Assign a profile or a role, activate or deactivate',
  method: 'PUT',
  path: '/crm/v8/users/:id',
  access: MANAGE_USERS,
  params: z.strictObject({ id: idSchema }),
  query: nothing,
  body: z.strictObject({ users: z.array(changedUser).length(1) }),
  response: answered,
});

export const updateUsers = defineEndpoint({
  id: 'updateUsers',
  summary: 'Assign profiles or roles, activate or deactivate; each user by itself',
  method: 'PUT',
  path: '/crm/v8/users',
  access: MANAGE_USERS,
  params: nothing,
  query: nothing,
  body: z.strictObject({ users: settingItems(changedUser.extend({ id: idSchema })) }),
  response: answered,
});

/**
 * The details of both answers say what became of the records: how many were `transferred`, whether the same request finds more
 * (`more_records`), and how many the deleted user still owns (`records_left`).
 */
export const deleteUser = defineEndpoint({
  id: 'deleteUser',
  summary: 'Delete a user; transfer_to_id gets their records, up to 500 in a request',
  method: 'DELETE',
  path: '/crm/v8/users/:id',
  access: MANAGE_USERS,
  params: z.strictObject({ id: idSchema }),
  query: z.strictObject({ transfer_to_id: idSchema.optional() }),
  body: nothing,
  response: answered,
});

export const transferAndDeleteUser = defineEndpoint({
  id: 'transferAndDeleteUser',
  summary: 'Delete a user and give their records to another, up to 500 in a request',
  method: 'POST',
  path: '/crm/v8/users/:id/actions/transfer_and_delete',
  access: MANAGE_USERS,
  params: z.strictObject({ id: idSchema }),
  query: nothing,
  body: z.strictObject({
    transfer_and_delete: z
      .array(
        z.strictObject({
          transfer: z.strictObject({
            id: idSchema,
            /** False leaves the records with the deleted user. */
            records: z.boolean().default(true),
            /** Taken from programs that ask; there are no assignments and criteria that name users. */
            assignment: z.boolean().optional(),
            criteria: z.boolean().optional(),
          }),
          /** Taken from programs that ask; who reports to whom follows from roles. */
          move_subordinate: z.strictObject({ id: idSchema }).optional(),
        }),
      )
      .length(1),
  }),
  response: z.object({ transfer_and_delete: settingAnswers }),
});
