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

/** Named sets of users. They grant nothing. */
const MANAGE_GROUPS = { kind: 'permission', permission: 'Crm_Implied_Manage_Groups' } as const;

/** How many members one group has by name; a role brings all of its users. */
const MEMBERS_PER_GROUP = 200;

const groupSummarySchema = z.object({
  id: idSchema,
  name: z.string(),
  description: z.string().nullable(),
  created_by: named.nullable(),
  modified_by: named.nullable(),
  created_time: z.string(),
  modified_time: z.string(),
});

const memberSchema = z.object({
  type: z.enum(['users', 'roles']),
  source: named,
  /** Of a role: with the users of the roles that report to it. */
  subordinates: z.boolean().optional(),
});

const groupSchema = groupSummarySchema.extend({ sources: z.array(memberSchema) });

export type UserGroupSummary = z.infer<typeof groupSummarySchema>;
export type UserGroup = z.infer<typeof groupSchema>;

const member = z.strictObject({
  type: z.enum(['users', 'roles'], 'must be users or roles: groups have no other members'),
  source: reference,
  subordinates: z.boolean().optional(),
});
const sources = z.array(member).min(1).max(MEMBERS_PER_GROUP);
const description = settingDescription.optional();
const changedGroup = z.strictObject({
  name: settingName.optional(),
  description,
  /** All members from then on. */
  sources: sources.optional(),
});
const byId = z.strictObject({ id: idSchema });
const answered = z.object({ user_groups: settingAnswers });

const paging = {
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  per_page: z.coerce.number().int().min(1).max(200).default(200),
};
const groupsPage = z.object({
  user_groups: z.array(groupSummarySchema),
  info: z.object({ page: z.number(), per_page: z.number(), count: z.number(), more_records: z.boolean() }),
});

export const listUserGroups = defineEndpoint({
  id: 'listUserGroups',
  summary: 'The groups of the organisation, by name',
  method: 'GET',
  path: '/crm/v8/settings/user_groups',
  access: MANAGE_GROUPS,
  params: nothing,
  query: z.strictObject({
    name: z.string().min(1).max(50).optional(),
    ...paging,
  }),
  body: nothing,
  response: groupsPage,
});

export const listGroupsOfUser = defineEndpoint({
  id: 'listGroupsOfUser',
  summary:
    'The groups that a user is in, by name or by their role: oneself, or for who manages groups anybody',
  method: 'GET',
  path: '/crm/v8/users/:id/actions/associated_groups',
  access: { kind: 'signed_in' },
  params: byId,
  query: z.strictObject(paging),
  body: nothing,
  response: groupsPage,
});

export const getUserGroup = defineEndpoint({
  id: 'getUserGroup',
  summary: 'One group with its members',
  method: 'GET',
  path: '/crm/v8/settings/user_groups/:id',
  access: MANAGE_GROUPS,
  params: byId,
  query: nothing,
  body: nothing,
  response: z.object({ user_groups: z.array(groupSchema).length(1) }),
});

export const createUserGroups = defineEndpoint({
  id: 'createUserGroups',
  summary: 'Make groups of users and of roles',
  method: 'POST',
  path: '/crm/v8/settings/user_groups',
  access: MANAGE_GROUPS,
  params: nothing,
  query: nothing,
  body: z.strictObject({
    user_groups: settingItems(z.strictObject({ name: settingName, description, sources })),
  }),
  response: answered,
});

export const updateUserGroups = defineEndpoint({
  id: 'updateUserGroups',
  summary: 'Rename or describe groups, or say anew who is in them; each by itself',
  method: 'PUT',
  path: '/crm/v8/settings/user_groups',
  access: MANAGE_GROUPS,
  params: nothing,
  query: nothing,
  body: z.strictObject({ user_groups: settingItems(changedGroup.extend({ id: idSchema })) }),
  response: answered,
});

export const updateUserGroup = defineEndpoint({
  id: 'updateUserGroup',
  summary: 'Rename or describe a group, or say anew who is in it',
  method: 'PUT',
  path: '/crm/v8/settings/user_groups/:id',
  access: MANAGE_GROUPS,
  params: byId,
  query: nothing,
  body: z.strictObject({ user_groups: z.array(changedGroup).length(1) }),
  response: answered,
});

export const deleteUserGroup = defineEndpoint({
  id: 'deleteUserGroup',
  summary: 'Delete a group; its members stay',
  method: 'DELETE',
  path: '/crm/v8/settings/user_groups/:id',
  access: MANAGE_GROUPS,
  params: byId,
  query: nothing,
  body: nothing,
  response: answered,
});
