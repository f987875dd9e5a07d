import {
  planGroupChange,
  planGroupCreation,
  planGroupDeletion,
  type Group,
  type GroupMember,
} from '@syncgrant/core';
import {
  deleteGroup,
  insertGroup,
  listUsers,
  otherGroupNames,
  readGroup,
  readGroupMembers,
  readRoles,
  saveGroup,
  type Tenant,
} from '@syncgrant/store';
import { itemDone, Refusal, unknownId } from '../http/answer.ts';
import type { Caller } from '../http/caller.ts';
import type { Server } from '../http/route.ts';
import { administer } from './administer.ts';
import { refusedPlan } from './refused-plan.ts';
import { wrongItem, type ItemPlace } from './setting-items.ts';

interface AskedMember {
  readonly type: GroupMember['type'];
  readonly source: { readonly id: string };
  readonly subordinates?: boolean | undefined;
}

/** A group as requests describe it. */
export interface AskedGroup {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly sources?: readonly AskedMember[] | undefined;
}

const memberOf = ({ type, source, subordinates = false }: AskedMember): GroupMember =>
  type === 'users' ? { type, id: source.id } : { type, id: source.id, subordinates };

/** Refuses a member that the organisation does not have; deleted users are in no group. */
async function unknownMember(
  tenant: Tenant,
  members: readonly GroupMember[],
  place: ItemPlace,
): Promise<Refusal | null> {
  const ids = members.filter(({ type }) => type === 'users').map(({ id }) => id);
  const page = { filter: 'all', ids, limit: ids.length, offset: 0 } as const;
  const users = ids.length === 0 ? [] : (await listUsers(tenant, page)).users;
  const roles = await readRoles(tenant);
  const there = { users: new Set(users.map(({ id }) => id)), roles: new Set(roles.map(({ id }) => id)) };
  const index = members.findIndex(({ type, id }) => !there[type].has(id));
  return index < 0
    ? null
    : wrongItem(place, 'INVALID_DATA', `sources[${index}].source.id`, 'There is no such member.');
}

export async function createGroup(
  server: Server,
  caller: Caller,
  asked: AskedGroup & { readonly name: string },
  place: ItemPlace,
) {
  const change = { action: 'group.create', subject: `group ${asked.name}` };
  const done = await administer<string>(server, caller, change, async (tenant, actor, now) => {
    const members = (asked.sources ?? []).map(memberOf);
    const unknown = await unknownMember(tenant, members, place);
    if (unknown !== null) return { refused: unknown };
    const given = { name: asked.name, description: asked.description ?? '', members };
    const plan = planGroupCreation(actor, given, await otherGroupNames(tenant, null));
    if (!plan.ok) return { refused: refusedPlan(plan.refusal, 'user_groups', place) };
    const id = await insertGroup(tenant, plan.group, { by: actor.userId, now });
    return { before: null, after: plan.group, result: id };
  });
  return done instanceof Refusal ? done : itemDone(done.result, 'Group added');
}

export async function changeGroup(
  server: Server,
  caller: Caller,
  id: string,
  asked: AskedGroup,
  place: ItemPlace,
) {
  const known = await readGroup(caller.tenant, id);
  if (known === null) return place.unknown;
  const change = { action: 'group.update', subject: `group ${known.name}` };
  const done = await administer<null>(server, caller, change, async (tenant, actor, now) => {
    const group = await storedGroup(tenant, id);
    if (group === null) return { refused: place.unknown };
    const members = asked.sources?.map(memberOf);
    const unknown = await unknownMember(tenant, members ?? [], place);
    if (unknown !== null) return { refused: unknown };
    const { name, description } = asked;
    const taken = await otherGroupNames(tenant, id);
    const plan = planGroupChange(actor, group, { name, description, members }, taken);
    if (!plan.ok) return { refused: refusedPlan(plan.refusal, 'user_groups', place) };
    await saveGroup(tenant, plan.group, { by: actor.userId, now });
    return { before: group, after: plan.group, result: null };
  });
  return done instanceof Refusal ? done : itemDone(id, 'Group updated');
}

export async function removeGroup(server: Server, caller: Caller, id: string) {
  const unknown = unknownId({ resource_path_index: 2 });
  const known = await readGroup(caller.tenant, id);
  if (known === null) return unknown;
  const change = { action: 'group.delete', subject: `group ${known.name}` };
  const done = await administer<null>(server, caller, change, async (tenant, actor) => {
    const group = await storedGroup(tenant, id);
    if (group === null) return { refused: unknown };
    const plan = planGroupDeletion(actor);
    if (!plan.ok) return { refused: refusedPlan(plan.refusal, 'user_groups') };
    await deleteGroup(tenant, id);
    return { before: group, after: null, result: null };
  });
  return done instanceof Refusal ? done : itemDone(id, 'Group deleted');
}

async function storedGroup(tenant: Tenant, id: string): Promise<Group | null> {
  const group = await readGroup(tenant, id);
  if (group === null) return null;
  const { name, description } = group;
  return { id, name, description, members: await readGroupMembers(tenant, id) };
}
